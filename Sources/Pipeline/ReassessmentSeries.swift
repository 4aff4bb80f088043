// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
internal import Foundation
package import Model
internal import Risk
package import Store

/// Judges many kept cycles again, each as of its own instant.
///
/// Each comes to what `Reassessment` makes of it alone, byte for byte; what two cycles have in common is read and judged once.
package struct ReassessmentSeries: Sendable {
    /// One cycle by both methods; postures without their items.
    package struct Entry: Hashable, Sendable {
        package let cycle: Cycle
        /// As it was closed with.
        package let before: Posture
        package let after: Posture
        /// Whether all figures are the same, by the same model.
        package let isSame: Bool
    }

    private let store: any Store
    private let method: Method

    package init(store: any Store, method: Method) {
        self.store = store
        self.method = method
    }

    /// Oldest first.
    ///
    /// - Parameters:
    ///   - since: only cycles judged on this day or later; nil for all.
    ///   - visit: told of each whole posture as it comes, before its items are dropped.
    package func entries(
        since day: CalendarDay? = nil,
        visit: (Entry, Posture) async -> Void = { _, _ in }
    ) async throws(StoreError) -> [Entry] {
        var reader = CycleReader(store)
        var judge = RepeatedJudge(method.judge)
        var entries: [Entry] = []
        for cycle in try await store.cycles(limit: .max).reversed() {
            // A cycle is judged when it is over, so one that was over before the day need not be read.
            if let day, let finished = cycle.finished, CalendarDay(finished) < day { continue }
            guard let reading = try await reader.read(cycle) else { continue }
            let asOf = reading.posture.asOf
            let findings = judge.findings(on: reading.evidence, since: reading.changes, at: asOf)
            if let day, CalendarDay(asOf) < day { continue }
            let history = FindingHistory(
                findings,
                on: reading.evidence,
                standings: reading.standings,
                at: asOf,
                method
            )
            let posture = method.model.posture(
                findings: history.tracked,
                estate: reading.evidence.estate,
                artefacts: reading.evidence.artefacts,
                at: asOf
            )
            let (before, after) = (reading.posture.figures, posture.figures)
            let entry = Entry(cycle: cycle, before: before, after: after, isSame: before == after)
            await visit(entry, posture)
            entries.append(entry)
        }
        return entries
    }
}

extension Posture {
    /// The same without its items, as an older cycle keeps it.
    package var figures: Posture {
        Posture(
            asOf: asOf,
            model: model,
            ministry: ministry,
            categories: categories,
            missions: missions,
            endpoints: endpoints,
            items: [],
            attestations: attestations,
            acceptances: acceptances,
            disputes: disputes
        )
    }
}
