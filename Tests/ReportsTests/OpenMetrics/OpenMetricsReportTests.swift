// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Reports

struct OpenMetricsReportTests {
    private static func lines(_ document: ReportDocument) throws -> [String] {
        let data = try Written(document, OpenMetricsReport.render).only(OpenMetricsReport.path)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "The documents are the kept files, byte for byte",
        arguments: ["metrics.txt", "hostile-metrics.txt", "empty-metrics.txt"]
    )
    func golden(name: String) throws {
        let written = try Written(ExportSamples.document(of: name), OpenMetricsReport.render)
        try Golden.expect(written.only(OpenMetricsReport.path), equals: name)
    }

    @Test("The file ends once, and names no family twice", arguments: ["", "hostile-", "empty-"])
    func frame(prefix: String) throws {
        let lines = try Self.lines(ExportSamples.document(of: prefix))
        #expect(lines.last == "# EOF")
        #expect(lines.count(where: { $0 == "# EOF" }) == 1)
        let families = lines.filter { $0.hasPrefix("# TYPE ") }
        #expect(Set(families).count == families.count)
        #expect(lines.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("chancery_") })
        #expect(!lines.contains { $0.unicodeScalars.contains(where: VisibleText.isHidden) })
    }

    @Test("No value stands where evidence is insufficient or nothing applies")
    func unknown() throws {
        let lines = try Self.lines(SampleDocument.document)
        #expect(lines.contains("chancery_risk_value{category=\"cyberattacks\"} 88"))
        #expect(!lines.contains { $0.hasPrefix("chancery_risk_value{category=\"digital-divide\"}") })
        #expect(lines.contains("chancery_risk_high{category=\"digital-divide\"} 96"))
        #expect(!lines.contains { $0.hasPrefix("chancery_risk_value{category=\"ai-governance\"}") })
        #expect(!lines.contains { $0.hasPrefix("chancery_coverage_ratio{category=\"ai-governance\"}") })
    }

    @Test("Findings are counted by state and band, unknown ones by reason")
    func counts() throws {
        let lines = try Self.lines(SampleDocument.document)
        func count(_ category: String, _ band: String, _ state: String) -> Bool {
            lines.contains {
                $0.hasPrefix(
                    "chancery_findings{category=\"\(category)\",band=\"\(band)\",state=\"\(state)\"}"
                )
            }
        }
        #expect(count("cyberattacks", "high", "fail"))
        #expect(count("cyberattacks", "very high", "fail"), "a combination without findings is 0")
        #expect(lines.contains("chancery_unknown_checks{reason=\"resolve\"} 1"))
        #expect(lines.contains("chancery_acceptances{state=\"in_force\"} 1"))
        let total = lines.filter { $0.hasPrefix("chancery_findings{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +)
        #expect(total == SampleFindings.all.count + 1)
    }

    @Test("Labels are identifiers with nothing to break out of, and long ones stay apart")
    func labels() {
        #expect(MetricFamily.escape("a\"b\\c\nd") == "a\\\"b\\\\c\\nd")
        let (one, other) = (String(repeating: "a", count: 300), String(repeating: "a", count: 301))
        #expect(MetricFamily.identifier(one) != MetricFamily.identifier(other))
        #expect(MetricFamily.identifier(one).count < 130)
        #expect(MetricFamily.identifier("www.mfa.example") == "www.mfa.example")
    }

    @Test("Of samples with the same labels one is written")
    func doubles() {
        var bytes: [UInt8] = []
        let samples = [1.0, 2, .nan].map { MetricFamily.Sample(labels: ["a": "b"], value: $0) }
        MetricFamily("x", help: "Help.", samples: samples).write(onto: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self) == "# TYPE x gauge\n# HELP x Help.\nx{a=\"b\"} 1\n"
        )
    }
}
