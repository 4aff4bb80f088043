// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Reports

/// Docs/formats.md says what there is.
struct FormatsDocumentTests {
    private static let text = try? String(
        contentsOf: Golden.folder.appending(path: "../../../Docs/formats.md").standardizedFileURL,
        encoding: .utf8
    )

    @Test("Every column stands in the table, and no other", arguments: ["## findings.csv"])
    func columns(section: String) throws {
        let text = try #require(Self.text)
        let start = try #require(text.range(of: section))
        let end = try #require(text.range(of: "## findings.sarif"))
        let rows = text[start.upperBound..<end.lowerBound].split(separator: "\n").filter {
            $0.hasPrefix("| `")
        }
        let named = rows.flatMap { row -> [String] in
            let cell = row.split(separator: "|")[0]
            return cell.split(separator: ",").map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
            }
        }
        #expect(named == CSVReport.columnNames)
    }

    @Test("Every metric is described")
    func metrics() throws {
        let text = try #require(Self.text)
        for name in OpenMetricsReport.familyNames(SampleDocument.document) {
            let isScoped = ["overall", "mission", "endpoint"].contains { scope in
                [
                    "risk_value", "risk_low", "risk_high", "inherent_risk_value", "coverage_ratio",
                    "insufficient_evidence",
                ]
                .contains { name == "chancery_\(scope)_\($0)" }
            }
            let printed = name == "chancery_build" ? "chancery_build_info" : name
            #expect(isScoped || text.contains("`\(printed)"), "\(name)")
        }
    }
}
