// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model

extension ParameterRow {
    /// The page, and how others would rate it; empty where none was seen.
    static func rows(_ web: ScanWeb?) -> [ParameterRow] {
        guard let web else { return [] }
        let way = web.page.hops.map { "\($0.address) (\($0.status))" } + [web.page.leadsTo].compactMap(\.self)
        let (observatory, other) = (web.figures.observatory, web.figures.internetNL)
        let score = observatory.score.map { "\(observatory.grade ?? ""), \($0) points" } ?? "not given"
        let missing =
            other.missing.isEmpty ? "" : ", without \(Words.count(other.missing.count, "subtest"))"
        return [
            ParameterRow(label: "Page at /", value: way.joined(separator: " → ")),
            ParameterRow(
                label: "HTTP Observatory, for reference",
                value: "\(score), by its algorithm \(WebFigures.Observatory.algorithm); no band rests on it"
            ),
            ParameterRow(
                label: "Internet.nl, for reference",
                value: "\(other.total.map { "\($0) %" } ?? "not given"), in its manner\(missing)"
            ),
        ]
    }
}
