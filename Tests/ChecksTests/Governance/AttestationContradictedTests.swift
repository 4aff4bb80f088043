// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Testing

struct AttestationContradictedTests {
    private let check = AttestationContradicted.self
    private let keys = [GovernanceScene.www]

    @Test func aMeasurementBeatsAnAnswer() throws {
        let scene = GovernanceScene().answering("Q17", .yes, .contradicted, against: keys).answering("Q2")
        let verdict = try scene.verdict(of: check)
        #expect(verdict.level == "measured")
        #expect(verdict.seen == "Q17 against web.hsts-missing on www")
    }

    @Test func onlyAYesThatIsValidCanBeContradicted() throws {
        let others = GovernanceScene().answering("Q17", .no, against: keys).answering(
            "Q18",
            .partly,
            against: keys
        )
        #expect(try others.verdict(of: check).state == .notApplicable)
        let expired = GovernanceScene().answering("Q17", .yes, .expired, against: keys)
        #expect(try expired.verdict(of: check).state == .notApplicable)
        #expect(try GovernanceScene().verdict(of: check).state == .notApplicable)
        #expect(try GovernanceScene.verdictWithoutDecisions(of: check).state == .notTested)
    }

    @Test func whatWasNotSeenLeavesItOpen() throws {
        let unseen = GovernanceScene().answering("Q17", unseen: keys)
        #expect(try unseen.verdict(of: check).state == .unknown)
        // A failure that was seen decides whatever else was not.
        let both = unseen.answering("Q40", .yes, .contradicted, against: [GovernanceScene.mail])
        #expect(try both.verdict(of: check).level == "measured")
        #expect(try GovernanceScene().answering("Q17").verdict(of: check) == .pass)
    }
}
