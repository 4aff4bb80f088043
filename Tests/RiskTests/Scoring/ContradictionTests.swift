// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk
import Testing

@Suite("Attestations against measurements")
struct ContradictionTests {
    private static let www = Subject.sample("www.paris.example", 1)

    private func model(_ scope: AttestationScope = .ministry) -> RiskModel {
        let item = Samples.item(
            "Q1",
            scope: scope,
            contradictions: [Contradiction(check: "steps", levels: ["bad"]), Contradiction(check: "mild")]
        )
        return Samples.model(attestations: [item])
    }

    private func posture(
        _ findings: [TrackedFinding],
        _ attestations: [Attestation],
        scope: AttestationScope = .ministry
    ) -> Posture {
        model(scope).posture(
            findings: findings,
            estate: estate(attestations),
            artefacts: Samples.artefacts,
            at: Samples.now
        )
    }

    private func estate(_ attestations: [Attestation]) -> Estate {
        Estate(
            ministry: Ministry(name: "M"),
            missions: [Samples.mission("paris"), Samples.mission("rome")],
            endpoints: [
                Samples.endpoint("www.paris.example", mission: "paris"),
                Samples.endpoint("www.rome.example", mission: "rome"),
            ],
            attestations: attestations
        )
    }

    @Test("a yes beside a failure that it rules out counts as a no")
    func contradicted() throws {
        let attestation = Samples.attestation("Q1", .yes)
        let failure = Samples.fail("steps", Self.www, firstFailed: Samples.daysAgo(3))
        let posture = posture([failure], [attestation])
        let standing = try #require(posture.attestations.first)
        #expect(standing.state == .contradicted && standing.contradictedBy == [failure.finding.key])
        let item = try #require(posture.item("Q1"))
        #expect(item.verdict.level == "no" && item.firstFailed == Samples.daysAgo(3))
        let asNo = self.posture([failure], [Samples.attestation("Q1", .no, date: "2026-11-20")])
        #expect(posture.category("attack")?.residual == asNo.category("attack")?.residual)
    }

    @Test(
        "any grade of a valid yes can be contradicted, and nothing else",
        arguments: [
            (Attestation.Answer.yes, EvidenceGrade.e4, "2027-05-01", AttestationStanding.State.contradicted),
            (.yes, .e0, "2027-05-01", .contradicted), (.partly, .e3, "2027-05-01", .counted),
            (.no, .e3, "2027-05-01", .counted), (.yes, .e3, "2026-11-22", .expired),
        ]
    )
    func answers(
        answer: Attestation.Answer,
        grade: EvidenceGrade,
        validUntil: String,
        state: AttestationStanding.State
    ) {
        let attestation = Samples.attestation(
            "Q1",
            answer,
            grade,
            date: "2026-11-01",
            validUntil: validUntil
        )
        #expect(
            posture([Samples.fail("steps", Self.www)], [attestation]).attestations.map(\.state) == [state]
        )
    }

    @Test("only the levels that the model names contradict, all of a check without any")
    func levels() {
        let yes = [Samples.attestation("Q1", .yes)]
        func state(_ finding: TrackedFinding) -> AttestationStanding.State? {
            posture([finding], yes).attestations.first?.state
        }
        #expect(state(Samples.fail("steps", Self.www, "some")) == .counted)
        #expect(state(Samples.fail("steps", Self.www, "bad")) == .contradicted)
        #expect(state(Samples.fail("mild", Self.www, "whatever")) == .contradicted)
        #expect(state(Samples.fail("grave", Self.www)) == .counted)
    }

    @Test("the ministry speaks for the missions that do not speak for themselves")
    func missions() {
        let general = Samples.attestation("Q1", .yes)
        let paris = Samples.attestation("Q1", .no, subject: .mission("paris"))
        let failure = Samples.fail("steps", Self.www)
        #expect(posture([failure], [general]).attestations.map(\.state) == [.contradicted])
        #expect(posture([failure], [general, paris]).attestations.map(\.state) == [.counted, .counted])
        let each = posture([failure], [general], scope: .mission).attestations
        #expect(each.map(\.subject) == [.mission("paris"), .mission("rome")])
        #expect(each.map(\.state) == [.contradicted, .counted])
    }

    @Test("what might contradict a yes and was not seen leaves all of it open")
    func unseen() throws {
        let yes = [Samples.attestation("Q1", .yes)]
        let worst = try #require(posture([], [Samples.attestation("Q1", .no)]).category("attack")).residual
        let open = try #require(posture([Samples.unknown("mild", .ministry)], yes).category("attack"))
            .residual
        #expect(open.high >= worst.high && open.low == 0)
        #expect(posture([Samples.unknown("mild", .ministry)], yes).attestations.first?.state == .counted)
        #expect(try #require(posture([], yes).category("attack")).residual.high == 0)
    }

    // MARK: Decisions

    private func decisions(
        _ findings: [TrackedFinding],
        _ attestations: [Attestation] = [],
        acceptances: [Acceptance] = []
    ) -> Decisions {
        var estate = estate(attestations)
        estate.acceptances = acceptances
        return model().decisions(
            findings: findings,
            estate: estate,
            artefacts: Samples.artefacts,
            at: Samples.now
        )
    }

    @Test("an acceptance that ran out names what it accepted, unless another bears it")
    func lapsed() {
        let subject = Subject.endpoint("www.paris.example")
        let old = Samples.acceptance("A", "steps", subject, approved: "2026-10-01", expires: "2026-11-22")
        let failure = Samples.fail("steps", Self.www)
        let lapsed = decisions([failure], acceptances: [old]).lapsed
        #expect(lapsed.map(\.failing) == [[failure.finding.key]])
        #expect(lapsed.map(\.subject) == [.mission("paris")])
        #expect(
            decisions([Samples.pass("steps", Self.www)], acceptances: [old]).lapsed.map(\.failing) == [[]]
        )
        let unknown = Samples.unknown("steps", Self.www)
        #expect(decisions([unknown], acceptances: [old]).lapsed.map(\.unseen) == [[unknown.finding.key]])
        let renewed = Samples.acceptance("B", "steps", subject)
        #expect(decisions([failure], acceptances: [old, renewed]).lapsed.map(\.failing) == [[]])
        #expect(decisions([failure], acceptances: [renewed]).lapsed.isEmpty)
    }

    /// Moderate on a service of no special role, which has 90 days.
    @Test("what is open longer than its deadline is overdue, unless somebody bears it")
    func overdue() throws {
        let subject = Subject.endpoint("www.paris.example")
        let late = Samples.fail("steps", Self.www, firstFailed: Samples.daysAgo(91))
        let found = try #require(decisions([late]).overdue.first)
        #expect(found.key == late.finding.key && found.subject == .mission("paris") && found.isSeen)
        #expect(found.due == Samples.day("2026-11-22"))
        #expect(
            decisions([Samples.fail("steps", Self.www, firstFailed: Samples.daysAgo(90))]).overdue.isEmpty
        )
        let borne = decisions([late], acceptances: [Samples.acceptance("A", "steps", subject)])
        #expect(borne.overdue.isEmpty)
        let unknown = Samples.unknown("steps", Self.www, firstFailed: Samples.daysAgo(91))
        #expect(decisions([unknown]).overdue.map(\.isSeen) == [false])
        #expect(
            decisions([], [Samples.attestation("Q1", .no, date: "2026-05-01")]).overdue.map(\.key.check) == [
                "Q1"
            ]
        )
    }

    @Test("what is itself about waiting does not grow by waiting")
    func ageless() throws {
        func band(ages: Bool) throws -> RiskItem {
            let rule = CheckRule(
                id: "late",
                category: "attack",
                affects: [.confidentiality],
                initiation: .high,
                levels: [RuledLevel("bad", .moderate)],
                easeOfReach: 0.5,
                ages: ages
            )
            let model = Samples.model(adding: [rule])
            let old = Samples.fail("late", Self.www, firstFailed: Samples.daysAgo(400))
            let posture = model.posture(findings: [old], estate: estate([]), at: Samples.now)
            return try #require(posture.item("late"))
        }
        #expect(try band(ages: true).adverseImpact == .high)
        #expect(try band(ages: false).adverseImpact == .moderate)
        #expect(try band(ages: false).estimate.point < band(ages: true).estimate.point)
    }

    @Test("decisions whose last day is near are announced, and weigh nothing for that")
    func notice() throws {
        let subject = Subject.endpoint("www.paris.example")
        func soon(_ expires: String) throws -> Bool {
            var estate = estate([Samples.attestation("Q1", .yes, validUntil: expires)])
            estate.acceptances = [Samples.acceptance("A", "steps", subject, expires: expires)]
            let posture = model().posture(
                findings: [Samples.fail("steps", Self.www, "some")],
                estate: estate,
                artefacts: Samples.artefacts,
                at: Samples.now
            )
            let acceptance = try #require(posture.acceptances.first?.endsSoon as Bool?)
            #expect(posture.attestations.first?.endsSoon == acceptance)
            let isInForce = posture.acceptances.first?.state == .inForce
            #expect(posture.items.allSatisfy { ($0.acceptance == "A") == isInForce })
            return acceptance
        }
        #expect(try soon("2026-11-23") && soon("2026-12-23"))
        #expect(try !soon("2026-12-24") && !soon("2026-11-22"))
    }
}
