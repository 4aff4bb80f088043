// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import Risk
package import Store

/// What the store kept of one closed cycle, read whole and ready to be judged again.
package struct KeptCycle: Sendable {
    package let cycle: Cycle
    /// What was listed then, its attestations and acceptances too.
    package let estate: Estate
    /// The posture that it was closed with.
    package let posture: Posture
    let visits: [Visit]
    let evidence: RecordedEvidence
    let standings: [FindingKey: NumberedStanding]

    /// When it was judged.
    package var judged: Date { posture.asOf }

    /// Reads a cycle; nil where there is no such closed one, or none at all.
    ///
    /// - Parameter id: nil for the newest.
    package static func load(_ id: Cycle.ID? = nil, from store: any Store) async throws(StoreError)
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
            estate: estate,
            posture: posture,
            visits: visits,
            evidence: RecordedEvidence(
                estate: estate,
                measurements: visits,
                past: try await store.history(before: posture.asOf, through: cycle.id)
            ),
            standings: try await store.standings(after: cycle.id)
        )
    }

    /// What its endpoints have in common.
    var shared: SharedPlaces { SharedPlaces(visits) }
}
