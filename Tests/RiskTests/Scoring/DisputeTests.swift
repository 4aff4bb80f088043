// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk
import Testing

@Suite("Disputes in a posture")
struct DisputeTests {
    private static let www = Subject.sample("www.paris.example", 1)
    private let failure = Samples.fail("steps", DisputeTests.www)

    private func posture(
        _ findings: [TrackedFinding],
        _ disputes: [Dispute],
        items: [AttestationItem] = [],
        attestations: [Attestation] = []
    ) -> Posture {
        model(items).posture(
            findings: findings,
            estate: estate(disputes, attestations),
            artefacts: Samples.artefacts,
            at: Samples.now
        )
    }

    private func model(_ items: [AttestationItem]) -> RiskModel { Samples.model(attestations: items) }

    private func estate(_ disputes: [Dispute], _ attestations: [Attestation] = []) -> Estate {
        Estate(
            ministry: Ministry(name: "M"),
            missions: [Samples.mission("paris")],
            endpoints: [Samples.endpoint("www.paris.example", mission: "paris")],
            attestations: attestations,
            disputes: disputes
        )
    }

    @Test("a finding under review counts, and is named")
    func underReview() throws {
        let with = posture([failure], [Samples.dispute("D")])
        let without = posture([failure], [])
        #expect(with.endpoints == without.endpoints && with.categories == without.categories)
        #expect(with.disputes.map(\.state) == [.underReview])
        #expect(with.disputes.first?.covers == [failure.finding.key])
        #expect(try !#require(with.item("steps")).isBorne)
    }

    @Test(
        "a finding that is held for a false positive leaves the residual risk and stays in the inherent one"
    )
    func upheld() throws {
        let posture = posture([failure], [Samples.dispute("D", .upheld)])
        let endpoint = try #require(posture.endpoints["www.paris.example"])
        #expect(endpoint.inherent.point == 50 && endpoint.residual == .none && endpoint.drivers.isEmpty)
        #expect(posture.item("steps")?.dispute == "D")
        #expect(posture.disputes.map(\.state) == [.upheld])
    }

    @Test(
        "a decision counts from its day to its last one",
        arguments: [
            (Dispute.Decision.Outcome.upheld, "2026-11-23", "2026-11-23", DisputeStanding.State.upheld),
            (.upheld, "2026-11-24", "2027-01-01", .underReview),
            (.upheld, "2026-11-10", "2026-11-22", .lapsed),
            (.rejected, "2026-11-10", "2027-01-01", .rejected),
        ]
    )
    func days(
        outcome: Dispute.Decision.Outcome,
        decided: String,
        until: String,
        state: DisputeStanding.State
    ) throws {
        let dispute = Samples.dispute("D", outcome, decided: decided, until: until)
        let posture = posture([failure], [dispute])
        #expect(posture.disputes.map(\.state) == [state])
        let residual = try #require(posture.endpoints["www.paris.example"]).residual
        #expect((residual == .none) == (state == .upheld))
    }

    @Test("a dispute that is still to come is none")
    func future() {
        let dispute = Samples.dispute("D", raised: "2026-11-24")
        #expect(posture([failure], [dispute]).disputes.map(\.state) == [.notYetRaised])
    }

    @Test("what is no finding contradicts nothing, and is not overdue")
    func consequences() {
        let late = Samples.fail("steps", Self.www, firstFailed: Samples.daysAgo(91))
        let items = [Samples.item("Q1", contradictions: [Contradiction(check: "steps")])]
        let yes = [Samples.attestation("Q1", .yes)]
        func outcome(_ disputes: [Dispute]) -> (AttestationStanding.State?, overdue: Int) {
            let decisions = model(items).decisions(
                findings: [late],
                estate: estate(disputes, yes),
                artefacts: Samples.artefacts,
                at: Samples.now
            )
            let overdue = decisions.overdue.filter { $0.key == late.finding.key }.count
            return (decisions.answers.first?.standing.state, overdue)
        }
        #expect(outcome([]) == (.contradicted, 1))
        #expect(outcome([Samples.dispute("D")]) == (.contradicted, 1))
        #expect(outcome([Samples.dispute("D", .upheld)]) == (.counted, 0))
    }
}
