// SPDX-License-Identifier: Apache-2.0
import Foundation
import Messages
import Model

/// How the ministry and its categories stood over the kept cycles.
struct TrendsPage {
    struct Section {
        let title: String
        let anchor: String
        let chart: LineChart
        let words: String
    }

    struct Cell {
        /// Nil where the cycle did not have it.
        let risk: RiskView?
    }

    struct Row {
        let day: String
        let cycle: String
        let isOtherModel: Bool
        let cells: [Cell]
    }

    let cycles: String
    let columns: [String]
    let sections: [Section]
    let rows: [Row]

    static func views(_ site: Site) -> [RenderablePage] {
        guard SitePage.trends.isPart(of: site.document), let trend = site.document.outlook.trend else {
            return []
        }
        let view = PageView(.trends, of: site.document, content: TrendsPage(trend, site))
        return [(SitePage.trends.path, "trends", view)]
    }

    private init(_ trend: TrendInfo, _ site: Site) {
        let titles = trend.lines.map {
            $0.category.map(site.category) ?? say("Ministry (its worst category)")
        }
        let days = trend.moments.map { site.clock.day($0.asOf) }
        let breaks = trend.moments.indices.filter { trend.moments[$0].isOtherModel }
        cycles = Words.count(trend.moments.count, .cycle)
        columns = titles
        sections = zip(titles, trend.lines).enumerated().map { place, entry in
            Section(
                title: entry.0,
                anchor: "t\(place + 1)",
                chart: LineChart(
                    say(
                        "{{title}}, residual risk with its interval, from {{first}} to {{last}}. The table says the same.",
                        ["title": entry.0, "first": days.first ?? "", "last": days.last ?? ""]
                    ),
                    entry.1.points,
                    breaks: breaks,
                    first: days.first ?? "",
                    last: days.last ?? ""
                ),
                words: Self.words(entry.1.points)
            )
        }
        rows = trend.moments.enumerated().map { place, moment in
            Row(
                day: days[place],
                cycle: String(moment.cycle),
                isOtherModel: moment.isOtherModel,
                cells: trend.lines.map { Cell(risk: ($0.points[place]).map(RiskView.init)) }
            )
        }
    }

    /// From the first to the last, by the intervals: those that overlap prove nothing.
    private static func words(_ points: [RiskEstimate?]) -> String {
        let known = points.compactMap(\.self)
        guard known.count > 1, let first = known.first, let last = known.last else {
            return say("seen in one cycle")
        }
        let figures =
            "\(say(first.band.rawValue)) \(Words.number(first.point)) → \(say(last.band.rawValue)) "
            + Words.number(last.point)
        let verdict: String
        if RiskView(first).isShown(like: RiskView(last)) {
            verdict = say("unchanged")
        } else if last.high < first.low {
            verdict = say("better, whatever the unknowns are")
        } else if last.low > first.high {
            verdict = say("worse, whatever the unknowns are")
        } else {
            verdict = say("the intervals overlap, so it is not established which is worse")
        }
        return "\(figures): \(verdict)"
    }
}
