// SPDX-License-Identifier: Apache-2.0
package import Checks
internal import Facts
package import Foundation
package import Model
package import Store

/// Works out from the store alone what falls together in one closed cycle.
package struct ConcentrationAssembly: Sendable {
    package struct Reading: Sendable {
        package let cycle: Cycle.ID
        /// When the cycle was judged.
        package let asOf: Date
        package let estate: Estate
        package let graph: DependenceGraph
        /// Whether networks are told by the operator's file, and not by prefixes.
        package let hasNetworkTable: Bool
    }

    private let store: any Store

    package init(store: any Store) { self.store = store }

    /// - Parameter id: nil for the newest.
    /// - Returns: nil where there is no such closed cycle, or none at all.
    package func reading(_ id: Cycle.ID? = nil) async throws(StoreError) -> Reading? {
        let closed = try await store.cycles(limit: id == nil ? 1 : .max)
        guard let cycle = closed.first(where: { id == nil || $0.id == id }) else { return nil }
        let estate = try await store.estate(of: cycle)
        let evidence = RecordedEvidence(
            estate: estate,
            measurements: try await store.measurements(in: cycle)
        )
        return Reading(
            cycle: cycle.id,
            asOf: try await store.posture(of: cycle.id)?.asOf ?? cycle.finished ?? cycle.started,
            estate: estate,
            graph: DependenceGraph(of: evidence),
            hasNetworkTable: DependenceGraph.hasNetworkTable(evidence)
        )
    }
}
