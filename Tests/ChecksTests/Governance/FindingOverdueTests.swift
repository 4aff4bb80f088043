// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Testing

struct FindingOverdueTests {
    private let check = FindingOverdue.self

    @Test func allThatIsLateIsOneFinding() throws {
        let scene = GovernanceScene().late(GovernanceScene.www).late(GovernanceScene.mail)
        let verdict = try scene.verdict(of: check)
        #expect(verdict.level == "overdue")
        #expect(
            verdict.seen
                == "2 overdue: web.hsts-missing on www (due 2026-11-01); mail.spf-missing on mfa.example (due 2026-11-01)"
        )
    }

    @Test func aMissionAnswersForItsOwn() throws {
        let scene = GovernanceScene().late(GovernanceScene.www, of: GovernanceScene.paris)
        #expect(try scene.verdict(of: check, on: GovernanceScene.paris).level == "overdue")
        #expect(try scene.verdict(of: check) == .pass)
    }

    @Test func whatCannotBeSeenMayBeLate() throws {
        let scene = GovernanceScene().late(GovernanceScene.www, isSeen: false)
        #expect(try scene.verdict(of: check).state == .unknown)
        #expect(try scene.late(GovernanceScene.mail).verdict(of: check).seen?.hasPrefix("1 overdue") == true)
        #expect(try GovernanceScene().verdict(of: check) == .pass)
        #expect(try GovernanceScene.verdictWithoutDecisions(of: check).state == .notTested)
    }
}
