// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing
import WebPolicy

struct BotChallengeTests {
    private static func mark(_ status: Int, _ fields: [String: String] = [:], _ text: String = "") -> String?
    {
        let head = HTTPHead(
            status: status,
            fields: fields.map { HTTPField(name: $0.key, value: Array($0.value.utf8)) }
        )
        return BotChallenge.mark(of: head, Array(text.utf8))
    }

    @Test func fieldsSayIt() {
        #expect(Self.mark(403, ["cf-mitigated": "challenge"]) == "cf-mitigated: challenge")
        #expect(Self.mark(202, ["x-amzn-waf-action": "Challenge"]) == "x-amzn-waf-action: challenge")
        #expect(Self.mark(403, ["server": "cloudflare"]) == nil)
    }

    @Test func scriptsSayIt() {
        let text = "<title>Just a moment...</title><script src=\"/cdn-cgi/challenge-platform/h/b\"></script>"
        #expect(Self.mark(403, [:], text) == "/cdn-cgi/challenge-platform/")
        #expect(Self.mark(503, [:], "<script src=/_Incapsula_Resource?x>") == "_Incapsula_Resource")
    }

    @Test func aPlainRefusalIsNoneNorAFormOnAPageThatIsThere() {
        #expect(Self.mark(403, [:], "<h1>403 Forbidden</h1><hr>nginx") == nil)
        #expect(Self.mark(451, [:], "Blocked by court order") == nil)
        #expect(Self.mark(200, [:], "<script src=https://www.google.com/recaptcha/api.js>") == nil)
    }
}
