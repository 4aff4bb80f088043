// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Reports
internal import Risk

/// A reassessment in lines for the terminal.
struct ReassessmentText {
    let result: Reassessed
    let method: Pipeline.Method

    var text: String {
        [
            head, categories, changes, ends("Attestations", result.attestations),
            ends("Acceptances", result.acceptances),
        ]
        .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var head: String {
        let (before, after) = (result.before, result.after)
        var lines = [
            "Cycle \(result.cycle.id) of \(before.asOf.formatted(.iso8601)), judged as of "
                + "\(after.asOf.formatted(.iso8601))",
            "Nothing was measured since: this is what the evidence of the cycle comes to.",
        ]
        if before.model == after.model {
            lines.append("By \(Self.words(after.model))")
        } else {
            lines.append("By \(Self.words(after.model)) instead of \(Self.words(before.model))")
        }
        if !result.settled.isEmpty {
            lines.append("Taken as mended: \(Terminal.count(result.settled.count, "finding"))")
        }
        if !result.confirmed.isEmpty {
            let count = Terminal.count(result.confirmed.count, "finding")
            lines.append("Clean at its measurement, and confirmed as mended by then: \(count)")
        }
        if Self.isSame(before, after) { lines.append("The posture is the one that was kept.") }
        return lines.joined(separator: "\n")
    }

    /// An older cycle keeps no items; the rest tells.
    private static func isSame(_ before: Posture, _ after: Posture) -> Bool {
        before == after
            || before.items.isEmpty && before.asOf == after.asOf && before.model == after.model
                && before.ministry == after.ministry && before.categories == after.categories
                && before.missions == after.missions && before.endpoints == after.endpoints
    }

    private static func words(_ model: ModelStamp) -> String {
        "\(Terminal.harmless(model.name)) \(Terminal.harmless(model.version)) (\(model.sha256.prefix(12)))"
    }

    private var categories: String {
        let titles = Dictionary(method.model.categories.map { ($0.id, $0.title) }) { first, _ in first }
        let old = Dictionary(result.before.categories.map { ($0.id, $0.assessment) }) { first, _ in first }
        let rows =
            [
                (
                    name: "Ministry (its worst category)", before: result.before.ministry,
                    after: result.after.ministry
                )
            ]
            + result.after.categories.map {
                (name: titles[$0.id] ?? $0.id, before: old[$0.id], after: $0.assessment)
            }
        let width = (rows.map(\.name.count).max() ?? 0) + 2
        let lines = rows.map { name, before, after in
            let (then, now) = (before.map(Self.words) ?? "nothing", Self.words(after))
            return Terminal.harmless(name).padding(toLength: width, withPad: " ", startingAt: 0)
                + (then == now ? now : "\(then) -> \(now)")
        }
        return ([PostureText.legend] + lines).joined(separator: "\n")
    }

    private static func words(_ assessment: Assessment) -> String {
        let residual = assessment.residual
        let numbers = [residual.point, residual.low, residual.high].map(PostureText.number)
        let headline = assessment.evidenceIsInsufficient ? "insufficient evidence" : residual.band.rawValue
        return "\(headline) \(numbers[0]) [\(numbers[1])–\(numbers[2])]"
    }

    private var changes: String {
        guard !result.changes.isEmpty else { return "No finding stands otherwise." }
        let sorted = result.changes.sorted { left, right in
            let order = [left, right].map { FindingChange.Kind.allCases.firstIndex(of: $0.kind) ?? 0 }
            if order[0] != order[1] { return order[0] < order[1] }
            return (left.day?.description ?? "", left.check, left.subject)
                < (right.day?.description ?? "", right.check, right.subject)
        }
        return (["Findings that change"] + sorted.map(Self.line)).joined(separator: "\n")
    }

    private static func line(_ change: FindingChange) -> String {
        let place = change.subject.name.isEmpty ? change.subject.scope.rawValue : change.subject.name
        let states = "\(words(change.before)) -> \(words(change.after))"
        let band = change.band.map { ", \($0.rawValue)" } ?? ""
        let day = change.day.map { ", from \($0) on" } ?? ""
        let head =
            "- \(change.kind.rawValue): \(change.check)  \(Terminal.harmless(place))  \(states)\(band)\(day)"
        let evidence = change.after.evidence
        guard !evidence.isEmpty else { return head }
        return "\(head)\n      " + WrappedText.hanging(Terminal.harmless(evidence), indent: 6)
    }

    private static func words(_ verdict: Verdict?) -> String {
        guard let verdict else { return "not judged" }
        return verdict.level.map { "\(verdict.state.rawValue) (\($0))" } ?? verdict.state.rawValue
    }

    private func ends(_ title: String, _ changes: [StandingChange]) -> String {
        guard !changes.isEmpty else { return "" }
        let lines = changes.map { change in
            let place = change.subject.name.isEmpty ? "the ministry" : change.subject.name
            let day = change.lastDay.map { ", last day \($0)" } ?? ""
            return "- \(Terminal.harmless(change.id)) (\(Terminal.harmless(place))): "
                + "\(change.before ?? "not there") -> \(change.after)\(day)"
        }
        return (["\(title) that count otherwise"] + lines).joined(separator: "\n")
    }
}
