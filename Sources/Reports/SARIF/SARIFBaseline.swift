// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// What was open or unknown in the posture before (SARIF 2.1.0 §3.27.24).
struct SARIFBaseline: Sendable {
    private let before: [FindingKey: RiskItem]
    private let instant: Date
    /// What is not looked at any more, by key.
    let absent: [RiskItem]

    /// Nil for the first report, and where of the posture before only the totals are kept.
    init?(_ index: ExportIndex) {
        guard let previous = index.document.previous,
            !previous.items.isEmpty || previous.ministry.inherent.high == 0
        else { return nil }
        instant = previous.asOf
        before = Dictionary(previous.items.map { ($0.key, $0) }) { first, _ in first }
        let present = Set(index.findings.map(\.finding.key))
        absent = previous.items.filter { !present.contains($0.key) }.sorted { $0.key < $1.key }
    }

    /// Nil where it is not known how it stood: what passes leaves no item behind.
    func state(of finding: ExportedFinding) -> String? {
        let isOld = finding.tracked.since <= instant
        guard let earlier = before[finding.key] else {
            if finding.item == nil { return isOld ? "unchanged" : nil }
            return isOld ? "updated" : "new"
        }
        guard let now = finding.item else { return "updated" }
        return Self.isSame(earlier, now) ? "unchanged" : "updated"
    }

    private static func isSame(_ earlier: RiskItem, _ now: RiskItem) -> Bool {
        earlier.verdict.state == now.verdict.state && earlier.verdict.level == now.verdict.level
            && earlier.band == now.band && earlier.isBorne == now.isBorne
            && (earlier.mended == nil) == (now.mended == nil)
    }
}
