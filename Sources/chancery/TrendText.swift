// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Pipeline
internal import Reports

/// A trend in lines for the terminal.
struct TrendText {
    let trend: Trend
    /// Of categories, by id.
    let titles: [String: String]
    /// Every series cycle by cycle; else that of the ministry alone.
    let showsAllSeries: Bool

    private static let mostNamed = 4

    var text: String {
        let series = trend.lines.filter { showsAllSeries || $0.scope == .ministry }.map(table)
        let parts = [head] + series + [changes, spread, likeForLike]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var head: String {
        let lines = [
            PostureText.legend + "; (?) insufficient evidence.",
            "seen: coverage; inh.: inherent risk; open: failures by band, very high first; od.: overdue; age: mean "
                + "days open; -: not kept.",
        ]
        let legend = lines.map { WrappedText.hanging($0, indent: 0) }.joined(separator: "\n")
        let count = trend.moments.count
        let first = trend.moments.first.map { "\(CalendarDay($0.asOf))" } ?? ""
        let last = trend.moments.last.map { "\(CalendarDay($0.asOf))" } ?? ""
        return "\(Terminal.count(count, "cycle")), \(first) to \(last)\n\(legend)"
    }

    // MARK: Series

    private func table(_ line: Trend.Line) -> String {
        let title =
            "Date      Cycle  Residual" + String(repeating: " ", count: 20)
            + "seen inh. open           od. age"
        var rows = [name(line), title]
        for (moment, point) in zip(trend.moments, line.points) {
            rows += notes(moment)
            rows.append(Self.row(moment, point))
        }
        return rows.joined(separator: "\n")
    }

    private static func row(_ moment: Trend.Moment, _ point: TrendPoint?) -> String {
        let start = "\(CalendarDay(moment.asOf)) \(left(moment.cycle.id, 4))  "
        guard let point else { return start + "not listed" }
        let seen = point.coverage.ratio.map { "\(Int($0 * 100))%" } ?? "-"
        let open = point.open.map { $0.byBand.reversed().map(String.init).joined(separator: "/") } ?? "-"
        let age = point.open.map { $0.meanAge(at: moment.asOf).map { String(Int($0)) } ?? "0" } ?? "-"
        return start + right(words(point), 28) + right(seen, 5)
            + right(PostureText.number(point.inherent.point), 5) + right(open, 15)
            + right(point.open.map { "\($0.overdue)" } ?? "-", 4) + age
    }

    private func notes(_ moment: Trend.Moment) -> [String] {
        var notes: [String] = []
        if moment.isOtherModel {
            let model = moment.model
            notes.append(
                "  from here by \(Terminal.harmless(model.name)) \(Terminal.harmless(model.version)) "
                    + "(\(model.sha256.prefix(12)))"
            )
        }
        if moment.isOtherTool {
            notes.append(
                "  from here by version \(Terminal.harmless(moment.cycle.toolVersion)) of the program"
            )
        }
        return notes
    }

    // MARK: Changes

    private var changes: String {
        let rows = trend.lines.map { line -> String in
            guard let change = line.change else { return "- \(name(line)): seen in one cycle" }
            let ends = [line.points.first { $0 != nil }, line.points.last { $0 != nil }]
                .compactMap { $0 ?? nil }.map(Self.words)
            let text = "\(name(line)): \(Self.words(change)); \(ends.joined(separator: " -> "))"
            return "- " + WrappedText.hanging(text, indent: 2)
        }
        return (["From first to last"] + rows).joined(separator: "\n")
    }

    static func words(_ change: RiskChange) -> String {
        switch change.direction {
        case .better: "better"
        case .worse: "worse"
        case .same: "the same"
        case .overlap: "not established: the intervals overlap"
        case .otherModel: "not comparable: by another model"
        }
    }

    static func words(_ point: TrendPoint) -> String {
        let numbers = [point.residual.point, point.residual.low, point.residual.high].map(PostureText.number)
        let mark = point.evidenceIsInsufficient ? " (?)" : ""
        return "\(point.residual.band.rawValue) \(numbers[0]) [\(numbers[1])–\(numbers[2])]\(mark)"
    }

    // MARK: Missions

    private var spread: String {
        guard let spreads = trend.spreads.last, let moment = trend.moments.last, let first = spreads.first,
            first.missions > 1
        else { return "" }
        let head = """
            Between the \(first.missions) missions of cycle \(moment.cycle.id): least, quartiles, most
            By category: the worst open failure of each mission.
            """
        return ([head] + spreads.flatMap(rows)).joined(separator: "\n")
    }

    private func rows(_ spread: MissionSpread) -> [String] {
        let numbers = [
            spread.least, spread.lowerQuartile, spread.median, spread.upperQuartile, spread.most,
        ]
        .map(PostureText.number).joined(separator: " | ")
        let title = spread.category.map { Terminal.harmless(titles[$0] ?? $0) } ?? "As a whole"
        let open = spread.open == 0 ? "" : "; \(spread.open) may stand worse, by what is unknown"
        guard spread.least < spread.most else {
            return ["- \(title): all \(PostureText.number(spread.most))\(open)"]
        }
        let ends = "least \(Self.names(spread.best)); most \(Self.names(spread.worst))\(open)"
        return ["- \(title): \(numbers)", "    " + WrappedText.hanging(ends, indent: 4)]
    }

    private static func names(_ names: [String]) -> String {
        let more = names.count > mostNamed ? " and \(names.count - mostNamed) more" : ""
        return names.prefix(mostNamed).map(Terminal.harmless).joined(separator: ", ") + more
    }

    // MARK: Like for like

    private var likeForLike: String {
        guard !trend.likeForLike.isEmpty else { return "" }
        let rows = trend.likeForLike.flatMap { one -> [String] in
            var rows = ["- from cycle \(one.from) to \(one.to)"]
            if !one.added.isEmpty { rows.append("added: \(Self.names(one.added))") }
            if !one.removed.isEmpty { rows.append("removed: \(Self.names(one.removed))") }
            rows.append("all endpoints: \(Self.words(one.plain))")
            rows.append("the \(one.common) that both have: \(Self.words(one.alike))")
            return [rows[0]] + rows.dropFirst().map { "    " + WrappedText.hanging($0, indent: 4) }
        }
        let head = "Like for like, where the list of endpoints changed (the worst endpoint)"
        return ([head] + rows).joined(separator: "\n")
    }

    private static func words(_ pair: Trend.Pair?) -> String {
        guard let pair else { return "none" }
        let open = [pair.before, pair.after].map { $0.open.map { "\($0.open)" } ?? "-" }
        return "\(words(pair.before)) -> \(words(pair.after)), \(words(pair.change)); open findings "
            + open.joined(separator: " -> ")
    }

    // MARK: Columns

    private func name(_ line: Trend.Line) -> String {
        switch line.scope {
        case .ministry: "Ministry (its worst category)"
        case .category: Terminal.harmless(titles[line.id] ?? line.id)
        case .mission: "Mission \(Terminal.harmless(line.id))"
        case .endpoint: "Endpoint \(Terminal.harmless(line.id))"
        }
    }

    private static func right(_ text: String, _ width: Int) -> String {
        text.padding(toLength: max(width, text.count + 1), withPad: " ", startingAt: 0)
    }

    private static func left(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
