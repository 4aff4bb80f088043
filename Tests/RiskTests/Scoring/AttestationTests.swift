// SPDX-License-Identifier: Apache-2.0
import Model
import Risk
import Testing

@Suite("Attestations in a posture")
struct AttestationTests {
    /// Confidentiality high: *no* weighs high (80…95), *partly* moderate (21…79).
    private static let criticality = Criticality(confidentiality: .high, integrity: .low, availability: .low)

    private func posture(
        _ attestations: [Attestation],
        scope: AttestationScope = .ministry,
        missions: [String] = [],
        artefacts: ArtefactSightings = Samples.artefacts
    ) -> Posture {
        let estate = Estate(
            ministry: Ministry(name: "M"),
            missions: missions.map { Samples.mission($0) },
            endpoints: [Samples.endpoint("a", criticality: Self.criticality)],
            attestations: attestations
        )
        let model = Samples.model(attestations: [Samples.item("Q1", scope: scope)])
        return model.posture(
            findings: [],
            estate: estate,
            artefacts: artefacts,
            at: Samples.now
        )
    }

    /// Breadth 1 and age 0 are half of the way through a band.
    @Test(
        "the answer sets the point, the grade of its evidence the room above it",
        arguments: [
            (Attestation.Answer.yes, EvidenceGrade.e0, 0.0, 87.5, false),
            (.yes, .e1, 0, 79, true), (.yes, .e2, 0, 20, true), (.yes, .e3, 0, 0, true),
            (.yes, .e4, 0, 0, true),
            (.partly, .e0, 0, 87.5, false),
            (.partly, .e1, 50, 79, true), (.partly, .e2, 50, 50, true), (.partly, .e4, 50, 50, true),
            (.no, .e0, 87.5, 87.5, true), (.no, .e2, 87.5, 87.5, true), (.no, .e4, 87.5, 87.5, true),
        ]
    )
    func grades(
        answer: Attestation.Answer,
        grade: EvidenceGrade,
        low: Double,
        high: Double,
        isEstablished: Bool
    ) throws {
        let posture = posture([Samples.attestation("Q1", answer, grade)])
        let category = try #require(posture.category("attack"))
        #expect(category.residual.low == low && category.residual.high == high)
        #expect(category.coverage == Coverage(established: isEstablished ? 1 : 0, applicable: 1))
        #expect(posture.attestations.map(\.state) == [isEstablished ? .counted : .unbacked])
        if isEstablished { #expect(category.residual.point == low) }
    }

    @Test(
        "an artefact that nobody saw is a document, one that is gone a word, another one nothing",
        arguments: [
            (ArtefactSighting.found(sha256: "00"), EvidenceGrade.e3, Backing.State.verified, 0.0),
            (.unseen(reason: "locked"), .e2, .unverified, 20), (.missing, .e1, .missing, 79),
            (.found(sha256: "11"), .e0, .differs, 87.5),
        ]
    )
    func artefacts(
        sighting: ArtefactSighting,
        grade: EvidenceGrade,
        state: Backing.State,
        high: Double
    ) throws {
        let given = ArtefactSightings([Samples.proof: sighting])
        let posture = posture([Samples.attestation("Q1", .yes)], artefacts: given)
        #expect(try #require(posture.category("attack")).residual.high == high)
        let standing = try #require(posture.attestations.first)
        #expect(standing.countsAs == grade && standing.backing == state)
        #expect(standing.state == (grade == .e0 ? .unbacked : .counted))
        // A *no* needs no evidence to be believed.
        let no = self.posture([Samples.attestation("Q1", .no)], artefacts: given)
        #expect(no.attestations.first?.state == .counted && no.item("Q1") != nil)
    }

    @Test("a missing or expired answer is unknown and may mean the worst")
    func unknowns() throws {
        let expired = Samples.attestation("Q1", .yes, .e4, date: "2026-01-01", validUntil: "2026-11-22")
        let future = Samples.attestation("Q1", .yes, .e4, date: "2026-11-24")
        for (given, state) in [
            ([], AttestationStanding.State.missing), ([expired], .expired), ([future], .notYetValid),
        ] {
            let posture = posture(given)
            #expect(posture.attestations.map(\.state) == [state])
            let category = try #require(posture.category("attack"))
            #expect(category.residual.low == 0 && category.residual.high == 87.5)
            #expect(category.residual.band == .veryLow && category.residual.point > 0)
            #expect(category.coverage == Coverage(established: 0, applicable: 1))
            #expect(category.evidenceIsInsufficient)
            #expect(posture.items.isEmpty)
        }
    }

    @Test("an answer other than yes is an item of its own and drives its category")
    func attestedFailure() throws {
        let posture = posture([Samples.attestation("Q1", .no)])
        let item = try #require(posture.item("Q1"))
        #expect(item.verdict.level == "no" && item.key.subject == .ministry)
        #expect(posture.category("attack")?.drivers == [item.key])
        #expect(posture.ministry.residual.band == .high)
    }

    @Test("the age of an open answer counts against the deadline and raises its band once")
    func age() throws {
        // High has 30 days; 31 days make moderate × high … very high adverse impact, which stays high here.
        let posture = posture([Samples.attestation("Q1", .no, date: "2026-10-23")])
        let item = try #require(posture.item("Q1"))
        #expect(item.adverseImpact == .veryHigh && item.estimate.point == 95)
    }

    @Test("an answer that expires never leaves a smaller upper bound")
    func expiry() throws {
        for answer in [Attestation.Answer.yes, .partly, .no] {
            for grade in EvidenceGrade.allCases {
                let valid = Samples.attestation(
                    "Q1",
                    answer,
                    grade,
                    date: "2026-10-01",
                    validUntil: "2026-11-23"
                )
                let expired = Samples.attestation(
                    "Q1",
                    answer,
                    grade,
                    date: "2026-10-01",
                    validUntil: "2026-11-22"
                )
                let before = try #require(posture([valid]).category("attack")).residual
                let after = try #require(posture([expired]).category("attack")).residual
                #expect(after.low <= before.low && after.high >= before.high)
            }
        }
    }

    @Test("of several answers the newest valid one counts, whatever their order")
    func newest() {
        let old = Samples.attestation("Q1", .no, date: "2026-10-01")
        let new = Samples.attestation("Q1", .yes, date: "2026-11-01")
        let expired = Samples.attestation("Q1", .partly, date: "2026-11-20", validUntil: "2026-11-21")
        let sameDay = Samples.attestation("Q1", .no, date: "2026-11-01")
        #expect(posture([old, new, expired]).attestations.map(\.attestation) == [new])
        #expect(posture([expired, new, old]).attestations.map(\.attestation) == [new])
        #expect(posture([new, sameDay]).attestations.map(\.attestation) == [sameDay])
        #expect(posture([sameDay, new]).attestations.map(\.attestation) == [sameDay])
    }

    @Test(
        "an item for missions is put to each, and the ministry's answer holds where a mission has none that is valid"
    )
    func missions() {
        let paris = Samples.attestation("Q1", .no, subject: .mission("paris"))
        let rome = Samples.attestation(
            "Q1",
            .no,
            subject: .mission("rome"),
            date: "2026-01-01",
            validUntil: "2026-02-01"
        )
        let general = Samples.attestation("Q1", .yes)
        func standings(_ given: [Attestation], scope: AttestationScope = .mission) -> [AttestationStanding] {
            posture(given, scope: scope, missions: ["rome", "paris"]).attestations
        }
        #expect(standings([]).map(\.subject) == [.mission("paris"), .mission("rome")])
        #expect(standings([paris, rome]).map(\.state) == [.counted, .expired])
        #expect(standings([paris, rome, general]).map(\.attestation) == [paris, general])
        #expect(standings([paris], scope: .ministry).map(\.subject) == [.ministry, .mission("paris")])
        #expect(posture([], scope: .mission).attestations.map(\.subject) == [.ministry])
    }
}
