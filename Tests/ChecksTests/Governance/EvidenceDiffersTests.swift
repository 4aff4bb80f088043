// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Testing

struct EvidenceDiffersTests {
    private let check = EvidenceDiffers.self

    @Test func anotherDocumentIsWorseThanNone() throws {
        let missing = GovernanceScene().answering("Q5", backing: .missing)
        #expect(try missing.verdict(of: check).level == "missing")
        let both = missing.answering("Q12", .yes, .unbacked, backing: .differs)
        let verdict = try both.verdict(of: check)
        #expect(verdict.level == "differs")
        #expect(verdict.seen == "the evidence of Q12 has another hash; the evidence of Q5 is not there")
    }

    @Test func aForgedSignatureIsTheWorst() throws {
        let verdict = try GovernanceScene().answering("Q5", backing: .differs)
            .answering("Q12", .yes, .unbacked, backing: .forged).verdict(of: check)
        #expect(verdict.level == "forged")
        #expect(verdict.seen?.hasPrefix("the evidence of Q12 does not bear the signature of its key") == true)
    }

    @Test func whatNobodyCouldSeeIsNotHeldAgainstIt() throws {
        for backing in [Backing.State.verified, .unverified] {
            #expect(try GovernanceScene().answering("Q5", backing: backing).verdict(of: check) == .pass)
        }
    }

    @Test func referencesAreForPeople() throws {
        let scene = GovernanceScene().answering("Q5", backing: .byReference)
        #expect(try scene.verdict(of: check).state == .notApplicable)
        let expired = GovernanceScene().answering("Q5", .yes, .expired, backing: .differs)
        #expect(try expired.verdict(of: check).state == .notApplicable)
        #expect(try GovernanceScene.verdictWithoutDecisions(of: check).state == .notTested)
    }
}
