// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Pipeline
internal import Reports

/// As it is printed.
extension FindingLine {
    var text: String {
        let risk = band.map { "\($0.rawValue), " } ?? ""
        let place = subject.isEmpty ? scope : Terminal.harmless(subject)
        let head = "F-\(number)  \(check)  \(place)  \(risk)\(outcome)\(Terminal.harmless(decision))"
        let rows = [
            waiting.map { $0.words { $0.formatted(.iso8601) } },
            mended.map { "when it failed last: \($0.evidence)" }, flapping?.words, evidence, course,
        ]
        return
            (["\(head)  since \(CalendarDay(since))"]
            + rows.compactMap(\.self).filter { !$0.isEmpty }.map { row in
                "      " + WrappedText.hanging(Terminal.harmless(row), indent: 6)
            })
            .joined(separator: "\n")
    }

    /// The last verdict, and what it counts as where that is another one.
    private var outcome: String {
        let measured = level.map { "\(verdict) (\($0))" } ?? verdict
        guard let mended else { return measured }
        return "mended, to be confirmed, counts as \(mended.level ?? "open"); last measured: \(measured)"
    }

    /// Who bears it, or what is the matter where nobody does.
    private var decision: String {
        let ends = acceptanceEnds.map { " (only until \($0))" } ?? ""
        let late = overdue ? due.map { ", due \($0)" } ?? "" : ""
        let accepted = acceptance.map { ", accepted: \($0)\(ends)" } ?? late
        let disputed =
            dispute.map { ", held for a false positive: \($0)" }
            ?? underReview.map { ", disputed, under review: \($0)" } ?? ""
        return accepted + disputed
    }
}
