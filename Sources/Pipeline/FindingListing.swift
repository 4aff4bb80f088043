// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model
package import Store

/// Findings of the cycle judged last with what the newest posture makes of them, worst first.
package struct FindingListing: Sendable {
    package let lines: [FindingLine]

    package static func load(_ filter: FindingFilter, from store: any Store) async throws(StoreError)
        -> FindingListing
    {
        let posture = try await store.posture(of: nil)
        return FindingListing(try await store.findings(filter), posture, now: Date())
    }

    /// - Parameters:
    ///   - posture: nil where no cycle was closed yet.
    ///   - now: the day that counts where there is no posture.
    package init(_ findings: [TrackedFinding], _ posture: Posture?, now: Date) {
        let items = Dictionary((posture?.items ?? []).map { ($0.key, $0) }) { first, _ in first }
        let ending = (posture?.acceptances ?? []).filter { $0.endsSoon == true }
        let ends = Dictionary(ending.map { ($0.acceptance.id, $0.acceptance.expires) }) { first, _ in first }
        let today = CalendarDay(posture?.asOf ?? now)
        let reviews = (posture?.disputes ?? []).filter { $0.state == .underReview }
        let disputed = Dictionary(reviews.flatMap { review in review.covers.map { ($0, review.dispute.id) } })
        { first, _ in first }
        lines = findings.map { finding in
            let item = items[finding.finding.key]
            return FindingLine(
                finding,
                item: item,
                acceptanceEnds: item?.acceptance.flatMap { ends[$0] },
                review: disputed[finding.finding.key],
                today: today
            )
        }
        .sorted { $0.isBefore($1) }
    }
}
