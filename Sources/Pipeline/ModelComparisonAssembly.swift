// SPDX-License-Identifier: Apache-2.0
internal import Checks
package import Foundation
package import Model
internal import Risk
package import Store

/// Judges the last cycle of an earlier risk model by the later one, too, as long as both are to be shown.
package struct ModelComparisonAssembly: Sendable {
    private let store: any Store
    private let method: Method
    private let overlap: Duration

    /// - Parameters:
    ///   - method: the one in force; where the newest cycle was judged by another, that is read from the store.
    ///   - overlap: for so long after the first cycle of the later model.
    package init(store: any Store, method: Method, overlap: Duration) {
        self.store = store
        self.method = method
        self.overlap = overlap
    }

    /// Nil where the model did not change in that time, or where the later one is not known any more.
    package func comparison(at now: Date) async throws(StoreError) -> ModelComparison? {
        guard overlap > .zero else { return nil }
        let length = Double(overlap.components.seconds)
        let start = now.addingTimeInterval(-length)
        guard let change = try await store.lastModelChange(since: start),
            let after = try await store.posture(of: change.after),
            let method = try await method.named(after.model, in: store),
            let kept = try await KeptCycle.load(change.before, from: store)
        else { return nil }
        let end = after.asOf.addingTimeInterval(length)
        guard now <= end else { return nil }
        return ModelComparison(
            cycle: kept.cycle.id,
            before: kept.posture,
            after: Reassessment(method: method).posture(of: kept),
            lastDay: CalendarDay(end)
        )
    }
}
