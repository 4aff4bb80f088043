// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct AccountUnregisteredTests {
    private func verdict(_ scene: Scene) throws -> Verdict { try scene.verdict(of: AccountUnregistered.self) }

    @Test func whatTheRegisterHasPasses() throws {
        let links = ["https://x.com/mfa", "https://mfa.example/about", "mailto:press@mfa.example"]
        #expect(try verdict(.accounts([.x], domains: ["mfa.example"], links: links)) == .pass)
        #expect(try verdict(.accounts([.x], trust: Scene.social("https://twitter.com/mfa"))) == .pass)
    }

    @Test func aStrangerFails() throws {
        let seen = try verdict(.accounts([.x], links: ["https://x.com/mfa", "https://x.com/mfa_visa"]))
        #expect(seen.level == "unregistered" && seen.seen == "https://x.com/mfa_visa")
        let file = Scene.social("https://t.me/mfa")
        #expect(try verdict(.accounts([.x], gap: "cut", trust: file)).level == "unregistered")
    }

    @Test func whatWasNotReadIsUnknown() throws {
        #expect(try verdict(.accounts([.x], gap: "cut")).state == .unknown)
        #expect(try verdict(.accounts([.x], trust: nil)) == .unknown(because: Scene.silence))
    }

    @Test func withoutARegisterItDoesNotApply() throws {
        #expect(try verdict(.accounts([], links: ["https://x.com/mfa"])).state == .notApplicable)
    }
}
