// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct AccountUnlinkedTests {
    private let all = [Account.mastodon, .bluesky, .x]
    private let links = [
        "https://social.mfa.example/@mfa", "https://bsky.app/profile/did:web:mfa.example",
        "https://twitter.com/MFA",
    ]

    private func verdict(_ scene: Scene) throws -> Verdict { try scene.verdict(of: AccountUnlinked.self) }

    @Test func eachAccountMayBeNamedByThePageOrTheFile() throws {
        #expect(try verdict(.accounts(all, links: links)) == .pass)
        let file = Scene.social(links[0], links[1])
        #expect(try verdict(.accounts(all, links: [links[2]], trust: file)) == .pass)
        // What names them all needs no further look.
        #expect(try verdict(.accounts(all, links: links, gap: "cut", trust: nil)) == .pass)
    }

    @Test func anAccountThatNeitherNamesFails() throws {
        let verdict = try verdict(.accounts(all, links: [links[0]]))
        #expect(verdict.level == "unlinked")
        #expect(verdict.seen?.contains("bluesky") == true && verdict.seen?.contains("x (") == true)
        #expect(verdict.seen?.contains("mastodon") == false)
    }

    @Test func whatWasNotSeenIsNoAbsence() throws {
        #expect(try verdict(.accounts(all, gap: "only its beginning was read")).state == .unknown)
        #expect(try verdict(.accounts(all, trust: nil)) == .unknown(because: Scene.silence))
        let moved = TrustFile(path: "/trust.txt", status: 301, leadsTo: "https://a.example/trust.txt")
        #expect(try verdict(.accounts(all, trust: moved)).state == .notTested)
        let broken = TrustFile(path: "/trust.txt", status: 503)
        #expect(try verdict(.accounts(all, trust: broken)).state == .unknown)
        #expect(try verdict(.accounts(all, page: .sound(status: 503))).state == .unknown)
        #expect(try verdict(.accounts(all, page: .sound(leadsTo: "https://a.example/"))).state == .notTested)
    }

    @Test func withoutAnAccountOfItsOwnItDoesNotApply() throws {
        #expect(try verdict(.accounts([])).state == .notApplicable)
        let other = Account(id: "o", platform: .x, profile: "https://x.com/o", endpoint: "other")
        #expect(try verdict(.accounts([other])).state == .notApplicable)
    }
}
