// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Messages
import Model

extension ParameterRow {
    /// The page, and how others would rate it; empty where none was seen.
    static func rows(_ web: ScanWeb?) -> [ParameterRow] {
        guard let web else { return [] }
        let way = web.page.hops.map { "\($0.address) (\($0.status))" } + [web.page.leadsTo].compactMap(\.self)
        let (observatory, other) = (web.figures.observatory, web.figures.internetNL)
        let score = observatory.score.map { points in
            say("{{grade}}, {{points}} points", ["grade": observatory.grade ?? "", "points": String(points)])
        }
        let missing =
            other.missing.isEmpty
            ? "" : ", " + say("without {{count}}", ["count": Words.count(other.missing.count, .subtest)])
        return [
            ParameterRow(label: say("Page at /"), value: way.joined(separator: " → ")),
            ParameterRow(
                label: say("HTTP Observatory, for reference"),
                value: say(
                    "{{score}}, by its algorithm {{number}}; no band rests on it",
                    [
                        "score": score ?? say("not given"),
                        "number": String(WebFigures.Observatory.algorithm),
                    ]
                )
            ),
            ParameterRow(
                label: say("Internet.nl, for reference"),
                value: say(
                    "{{score}}, in its manner",
                    ["score": other.total.map { "\($0) %" } ?? say("not given")]
                ) + missing
            ),
        ]
    }
}
