// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Reports

/// One cycle by two risk models, in lines for the terminal.
enum ModelComparisonText {
    /// - Parameter titles: of categories, by id.
    static func text(_ comparison: ModelComparison, titles: [String: String]) -> String {
        let head = """
            The risk model changed. Cycle \(comparison.cycle) of \(CalendarDay(comparison.asOf)), the last one \
            judged by \(words(comparison.earlier)), by that and by \(words(comparison.later)), until \
            \(comparison.lastDay):
            """
        let rows =
            [("Ministry (its worst category)", comparison.ministryBefore, comparison.ministryAfter)]
            + comparison.categories.map { (titles[$0.id] ?? $0.id, $0.before, $0.after) }
        return ([WrappedText.hanging(head, indent: 0)] + rows.map(row)).joined(separator: "\n")
    }

    private static func row(_ name: String, _ before: RiskEstimate?, _ after: RiskEstimate?) -> String {
        let figures = before == after ? words(after) + ", by both" : "\(words(before)) -> \(words(after))"
        return "- " + WrappedText.hanging("\(Terminal.harmless(name)): \(figures)", indent: 2)
    }

    private static func words(_ estimate: RiskEstimate?) -> String {
        guard let estimate else { return "not in this model" }
        let numbers = [estimate.point, estimate.low, estimate.high].map(PostureText.number)
        return "\(estimate.band.rawValue) \(numbers[0]) [\(numbers[1])–\(numbers[2])]"
    }

    private static func words(_ model: ModelStamp) -> String {
        "\(Terminal.harmless(model.name)) \(Terminal.harmless(model.version)) (\(model.sha256.prefix(12)))"
    }
}
