// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing
import WebPolicy

struct PagePoliciesTests {
    @Test(
        arguments: [
            (
                ["camera=(), geolocation=(self \"https://a.example\"), microphone=*;report-to=x"], true,
                ["microphone"]
            ),
            (["camera=*", "camera=()"], true, []),
            (["camera 'none'"], false, []),
            (["camera=(self"], false, []),
            (["Camera=()"], false, []),
            ([""], false, []),
        ] as [([String], Bool, [String])]
    )
    func permissionsAreADictionary(_ fields: [String], _ isValid: Bool, _ open: [String]) throws {
        let policy = try #require(PermissionsPolicy(fields: fields))
        #expect(policy.isValid == isValid)
        #expect(policy.openFeatures == open)
    }

    @Test func absentIsNotInvalid() {
        #expect(PermissionsPolicy(fields: []) == nil)
        #expect(FrameOptions(fields: []) == nil)
        #expect(ContentTypeOptions(fields: []) == nil)
        #expect(FrameOptions(fields: [""]) == .invalid)
        #expect(FrameOptions(fields: ["DENY", "deny"]) == .deny)
    }

    @Test(
        arguments: [
            ("https://f.invalid", "true", .reflectedWithCredentials),
            ("https://f.invalid", "TRUE", .reflected),
            ("https://F.invalid", nil, .reflected), ("*", "true", .publicAccess),
            ("null", "true", .restricted),
            ("", "true", .none),
        ] as [(String, String?, CrossOriginAnswer)]
    )
    func reflectionIsTheAskersOrigin(_ origin: String, _ credentials: String?, _ answer: CrossOriginAnswer) {
        let made = CrossOriginAnswer(
            allowOrigin: origin,
            allowCredentials: credentials,
            askedBy: "https://f.invalid"
        )
        #expect(made == answer)
    }

    /// A policy of any length takes time in proportion.
    @Test func longFieldsAreReadInTheirTime() {
        let many = String(repeating: "script-src https://a.example 'nonce-x' ; ", count: 20_000)
        #expect(ContentSecurityPolicy(many).repeated == ["script-src"])
        #expect(SetCookie("a=b" + String(repeating: "; x=y", count: 100_000)) != nil)
    }

    @Test func anyBytesAreReadWithoutATrap() {
        var random = SeededGenerator(seed: 9)
        let signs = Array("'\";=,: \tmax-age()*\\%[]\u{0}é09".unicodeScalars)
        for _ in 0..<3_000 {
            let length = Int.random(in: 0..<40, using: &random)
            var text = ""
            for _ in 0..<length {
                text.unicodeScalars.append(signs[Int.random(in: 0..<signs.count, using: &random)])
            }
            _ = StrictTransportSecurity(fields: [text])
            _ = SetCookie(text)
            _ = CookieDate.parse(text)
            _ = PermissionsPolicy(fields: [text])
            _ = InternetNLPolicyFailure.all(["default-src \(text)"], host: "a.example")
            _ = ObservatoryCSP(fields: ["script-src \(text)"], meta: [text], reportOnly: [], isHTTPS: true)
            _ = SecurityTxt(Array(text.utf8))
            _ = RobotsTxt(Array("user-agent:\(text)\ndisallow:\(text)".utf8))
        }
    }
}
