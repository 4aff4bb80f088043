// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Testing

struct AttestationExpiredTests {
    private let check = AttestationExpired.self

    @Test func whatRanOutIsNamedOnce() throws {
        let scene = GovernanceScene().answering("Q1", .yes, .expired).answering("Q2")
            .answering("Q4", .no, .expired).answering("Q4", .no, .expired)
        let verdict = try scene.verdict(of: check)
        #expect(verdict.level == "expired")
        #expect(verdict.seen == "Q1 ran out on 2026-11-22, Q4 ran out on 2026-11-22")
    }

    @Test func whoAnswersAnswersForIt() throws {
        let scene = GovernanceScene().answering("Q1").answering(
            "Q24",
            .yes,
            .expired,
            by: GovernanceScene.paris
        )
        #expect(try scene.verdict(of: check) == .pass)
        #expect(try scene.verdict(of: check, on: GovernanceScene.paris).level == "expired")
        // The ministry's answer for a mission is the ministry's.
        let general = GovernanceScene().answering("Q24", .yes, .expired, for: GovernanceScene.paris)
        #expect(try general.verdict(of: check).level == "expired")
        #expect(try general.verdict(of: check, on: GovernanceScene.paris).state == .notApplicable)
    }

    @Test func whereNothingIsAttestedNothingRunsOut() throws {
        #expect(try GovernanceScene().verdict(of: check).state == .notApplicable)
        #expect(try GovernanceScene.verdictWithoutDecisions(of: check).state == .notTested)
    }
}
