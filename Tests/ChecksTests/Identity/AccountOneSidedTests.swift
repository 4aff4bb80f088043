// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct AccountOneSidedTests {
    private let host = "social.mfa.example"

    private func verdict(_ scene: Scene) throws -> Verdict { try scene.verdict(of: AccountOneSided.self) }

    private func page(_ status: Int, _ links: [String]?, gap: String? = nil) throws -> Verdict {
        let page = AccountPage(profile: Account.mastodon.profile, status: status, links: links, gap: gap)
        return try verdict(
            Scene.accounts([.mastodon], hosts: [host]).seeing(page, on: .endpoint(host))
        )
    }

    @Test func aProfileThatLinksBackPasses() throws {
        #expect(try page(200, ["https://a.example/", "https://www/fr"]) == .pass)
        #expect(try page(200, ["https://www/"], gap: "cut") == .pass)
    }

    @Test func aProfileThatDoesNotFails() throws {
        #expect(try page(200, ["https://www.evil.example/"]).level == "one-sided")
        #expect(try page(200, []).level == "one-sided")
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try page(200, [], gap: "cut").state == .unknown)
        #expect(try page(200, nil).state == .unknown)
        #expect(try page(404, []).state == .unknown)
        let silent = try Scene.accounts([.mastodon], hosts: [host])
            .missing(Question(AccountPage.self, Account.mastodon.profile), on: .endpoint(host))
        #expect(try verdict(silent) == .unknown(because: Scene.silence))
    }

    @Test func platformsOfOthersAreNotAsked() throws {
        #expect(try verdict(.accounts([.x])).state == .notTested)
        #expect(try verdict(.accounts([.mastodon])).state == .notTested)
    }

    @Test func withoutARegisterItDoesNotApply() throws {
        #expect(try verdict(.accounts([])).state == .notApplicable)
    }
}
