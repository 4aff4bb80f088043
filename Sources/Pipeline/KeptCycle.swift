// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import Inventory
internal import Probes
internal import Risk
package import Store

/// What the store kept of one closed cycle, read whole and ready to be judged again.
package struct KeptCycle: Sendable {
    package let cycle: Cycle
    /// What was listed then, its attestations and acceptances too.
    package var estate: Estate { evidence.estate }
    /// The posture that it was closed with.
    package let posture: Posture
    let visits: [Visit]
    private(set) var evidence: RecordedEvidence
    /// How its findings stood; empty where they were not read.
    private(set) var standings: [FindingKey: NumberedStanding]

    /// When it was judged.
    package var judged: Date { posture.asOf }

    /// Reads a cycle; nil where there is no such closed one, or none at all.
    ///
    /// - Parameter id: nil for the newest.
    package static func load(_ id: Cycle.ID? = nil, from store: any Store) async throws(StoreError)
        -> KeptCycle?
    {
        try await loadEvidence(id, from: store)?.withStandings(from: store)
    }

    /// The same without how its findings stood, for whoever has them and has no memory to waste.
    static func loadEvidence(_ id: Cycle.ID? = nil, from store: any Store) async throws(StoreError)
        -> KeptCycle?
    {
        let closed = try await store.cycles(limit: id == nil ? 1 : .max)
        guard let cycle = closed.first(where: { id == nil || $0.id == id }),
            let posture = try await store.posture(of: cycle.id)
        else { return nil }
        let estate = try await store.estate(of: cycle)
        let visits = try await store.measurements(in: cycle)
        return KeptCycle(
            cycle: cycle,
            posture: posture,
            visits: visits,
            evidence: RecordedEvidence(
                estate: estate,
                measurements: visits,
                past: try await store.history(before: posture.asOf, through: cycle.id)
            ),
            standings: [:]
        )
    }

    /// With how its findings stood.
    func withStandings(from store: any Store) async throws(StoreError) -> KeptCycle {
        var whole = self
        whole.standings = try await store.standings(after: cycle.id)
        return whole
    }

    /// The cycle as if staff had given these answers, too; each takes the place of one to the same item for the same subject.
    ///
    /// What was given since counts from the day of the cycle on. What was not looked at in the cycle (a file or page of
    /// evidence) is not looked at now.
    package func attested(_ answers: [Attestation]) -> KeptCycle {
        let replaced = Set(answers.map { AnsweredItem(item: $0.item, subject: $0.subject) })
        let kept = estate.attestations.filter {
            !replaced.contains(AnsweredItem(item: $0.item, subject: $0.subject))
        }
        var copy = self
        let day = CalendarDay(judged)
        copy.evidence = evidence.attested(kept + answers.map { $0.given(by: day) })
        return copy
    }

    /// The cycle with the answers of a file in the form of attestations.conf.
    package func attested(byFile path: String, today: CalendarDay) throws(ConfigurationRefusal) -> KeptCycle {
        do {
            return attested(
                try AttestationFile.read(
                    path: path,
                    missions: estate.missions.map(\.id),
                    today: today,
                    inspect: { EvidenceFile.inspect($0) },
                    verifier: .files
                )
            )
        } catch {
            throw ConfigurationRefusal(error.diagnostics)
        }
    }

    private struct AnsweredItem: Hashable {
        let item: String
        let subject: Subject
    }

    /// Its estate by some findings, as of its own instant.
    func weighed(_ findings: [TrackedFinding], by model: RiskModel) -> WeighedEstate {
        WeighedEstate(model, findings: findings, estate: estate, artefacts: evidence.artefacts, at: judged)
    }

    /// What its endpoints have in common.
    var shared: SharedPlaces { SharedPlaces(visits) }
}
