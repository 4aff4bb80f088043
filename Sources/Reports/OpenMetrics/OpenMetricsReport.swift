// SPDX-License-Identifier: Apache-2.0
import Model

/// What a report has in numbers, for textfile collectors of Prometheus and the like (OpenMetrics 1.0).
package enum OpenMetricsReport {
    package static let path = "metrics.txt"

    package static func render(_ document: ReportDocument, emit: ReportEmitter) throws {
        let index = ExportIndex(document)
        var buffer = PieceBuffer(path: path)
        for family in families(index) {
            buffer.append { family.write(onto: &$0) }
            try buffer.pass(to: emit)
        }
        buffer.append("# EOF\n")
        try buffer.finish(to: emit)
    }

    /// What a file holds, for whoever writes it otherwise.
    package static func families(_ document: ReportDocument) -> [MetricFamily] {
        families(ExportIndex(document))
    }

    /// The names that a file can hold.
    package static func familyNames(_ document: ReportDocument) -> [String] {
        families(ExportIndex(document)).map(\.name)
    }

    static func families(_ index: ExportIndex) -> [MetricFamily] {
        let document = index.document
        return CycleMetrics.families(document) + SelfCheckMetrics.families(document)
            + RiskMetrics.families(document)
            + FindingMetrics.families(index)
            + DecisionMetrics.families(document) + EndpointMetrics.families(document)
    }
}
