// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Reports
internal import Risk

/// A posture in lines for the terminal.
enum PostureText {
    /// What the numbers of a line are.
    static let legend =
        "Residual risk, 0–100, higher is worse; [all unknowns pass – all unknowns at their worst]"

    /// The ministry, then its categories, one a line, with number, interval and coverage.
    static func summary(_ posture: Posture, model: RiskModel) -> String {
        let titles = Dictionary(model.categories.map { ($0.id, $0.title) }) { first, _ in first }
        let rows =
            [("Ministry (its worst category)", posture.ministry)]
            + posture.categories.map { (titles[$0.id] ?? $0.id, $0.assessment) }
        return table(rows)
    }

    /// One line a scope.
    static func table(_ rows: [(name: String, assessment: Assessment)]) -> String {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { name, assessment in
            Terminal.harmless(name).padding(toLength: width + 2, withPad: " ", startingAt: 0)
                + line(assessment)
        }
        .joined(separator: "\n")
    }

    /// What is mended and counts until that is confirmed, and what flaps; empty where there is neither.
    static func unsettled(_ posture: Posture) -> String {
        let mended = posture.items.compactMap { item in
            item.mended.map { row(item, $0.words { $0.formatted(.iso8601) }) }
        }
        let flapping = posture.items.compactMap { item in item.flapping.map { row(item, $0.words) } }
        return [
            ("Mended, to be confirmed; counts as open until then", mended),
            ("Flapping between failing and clean", flapping),
        ]
        .filter { !$0.1.isEmpty }
        .map { "\n\n\($0)\n" + $1.joined(separator: "\n") }.joined()
    }

    private static func row(_ item: RiskItem, _ words: String) -> String {
        let place = item.key.subject.name.isEmpty ? "the ministry" : Terminal.harmless(item.key.subject.name)
        return "- \(item.key.check)  \(place)  \(item.band.rawValue)\n  "
            + WrappedText.hanging(words, indent: 2)
    }

    private static func line(_ assessment: Assessment) -> String {
        let residual = assessment.residual
        let numbers = "\(number(residual.point)) [\(number(residual.low))–\(number(residual.high))]"
        let coverage = assessment.coverage.ratio.map { "\(Int($0 * 100)) % seen" } ?? "nothing applies"
        let headline = assessment.evidenceIsInsufficient ? "insufficient evidence" : residual.band.rawValue
        return headline.padding(toLength: 23, withPad: " ", startingAt: 0)
            + numbers.padding(toLength: 14, withPad: " ", startingAt: 0) + coverage
    }

    static func number(_ value: Double) -> String { String(Int(value.rounded(.down))) }
}
