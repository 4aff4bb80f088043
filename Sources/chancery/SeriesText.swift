// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk

/// Cycles judged again, in lines for the terminal.
struct SeriesText {
    let entries: [ReassessmentSeries.Entry]
    let model: RiskModel

    private static let width = 30

    var text: String {
        let titles = Dictionary(model.categories.map { ($0.id, $0.title) }) { first, _ in first }
        let stamp = model.stamp
        let head = """
            Each cycle judged again as of its own instant, by \(Terminal.harmless(stamp.name)) \
            \(Terminal.harmless(stamp.version)) (\(stamp.sha256.prefix(12)))
            \(PostureText.legend)
            Of the ministry; categories where they changed; (?) for insufficient evidence.
            """
        let title = "Cycle  Judged      " + Self.padded("As it was closed with") + "Now"
        return ([head, "", title] + entries.flatMap { rows(of: $0, titles) }).joined(separator: "\n")
    }

    private func rows(of entry: ReassessmentSeries.Entry, _ titles: [String: String]) -> [String] {
        let number = String(entry.cycle.id)
        let start =
            String(repeating: " ", count: max(0, 5 - number.count)) + number
            + "  \(CalendarDay(entry.before.asOf))  " + Self.padded(Self.words(entry.before.ministry))
        let after = entry.isSame ? "the same" : Self.words(entry.after.ministry)
        let old = Dictionary(entry.before.categories.map { ($0.id, $0.assessment) }) { first, _ in first }
        let changes = entry.after.categories.compactMap { category -> String? in
            let before = old[category.id].map(Self.words) ?? "nothing"
            let after = Self.words(category.assessment)
            guard before != after else { return nil }
            let title = Terminal.harmless(titles[category.id] ?? category.id)
            return "       \(title)\n         \(before) -> \(after)"
        }
        return [start + after] + changes
    }

    private static func padded(_ text: String) -> String {
        text.padding(toLength: max(width, text.count + 2), withPad: " ", startingAt: 0)
    }

    /// `high 87 [80–95]`.
    static func words(_ assessment: Assessment) -> String {
        let residual = assessment.residual
        let numbers = [residual.point, residual.low, residual.high].map(PostureText.number)
        let mark = assessment.evidenceIsInsufficient ? " (?)" : ""
        return "\(residual.band.rawValue) \(numbers[0]) [\(numbers[1])–\(numbers[2])]\(mark)"
    }
}

/// What `reassess --cycles all --format json` prints.
struct SeriesDocument: Encodable {
    struct Entry: Encodable {
        let cycle: Cycle.ID
        let asOf: Date
        let modelBefore: ModelStamp
        let toolVersion: String
        let isSame: Bool
        let ministry: Pair
        let categories: [Category]
    }

    struct Pair: Encodable {
        let before: FigureDocument?
        let after: FigureDocument
    }

    struct Category: Encodable {
        let id: String
        let before: FigureDocument?
        let after: FigureDocument
    }

    let schema = "chancery.reassessments/1"
    let model: ModelStamp
    /// Oldest first.
    let cycles: [Entry]

    init(_ entries: [ReassessmentSeries.Entry], model: ModelStamp) {
        self.model = model
        cycles = entries.map { entry in
            let old = Dictionary(entry.before.categories.map { ($0.id, $0.assessment) }) { first, _ in first }
            return Entry(
                cycle: entry.cycle.id,
                asOf: entry.before.asOf,
                modelBefore: entry.before.model,
                toolVersion: entry.cycle.toolVersion,
                isSame: entry.isSame,
                ministry: Pair(
                    before: FigureDocument(entry.before.ministry),
                    after: FigureDocument(entry.after.ministry)
                ),
                categories: entry.after.categories.map {
                    Category(
                        id: $0.id,
                        before: old[$0.id].map(FigureDocument.init),
                        after: FigureDocument($0.assessment)
                    )
                }
            )
        }
    }
}
