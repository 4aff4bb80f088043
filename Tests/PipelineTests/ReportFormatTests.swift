// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports
import Store
import Testing

@testable import Inventory
@testable import Pipeline

struct ReportFormatTests {
    private static let now = Date(timeIntervalSince1970: 1_795_406_400)

    private static let nothing = RiskEstimate(low: 0, point: 0, high: 0)

    /// A report about a ministry without endpoints.
    private static let document = ReportDocument(
        written: now,
        cycle: Cycle(
            id: 1,
            started: now,
            finished: now,
            estateSHA256: "00",
            vantage: "here",
            toolVersion: "0.1.0"
        ),
        estate: Estate(ministry: Ministry(name: "M")),
        posture: Posture(
            asOf: now,
            model: ModelStamp(name: "m", version: "1", sha256: "00", likelihoodRule: "nist"),
            ministry: Assessment(
                inherent: nothing,
                residual: nothing,
                coverage: Coverage(),
                evidenceIsInsufficient: false,
                drivers: []
            ),
            categories: [],
            missions: [:],
            endpoints: [:],
            items: [],
            attestations: [],
            acceptances: []
        ),
        findings: [],
        checks: [:],
        categories: [],
        scenarios: [],
        attestationItems: [],
        measured: [:]
    )

    @Test("Every format leaves its file in the folder, with a record of it")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let writer = ReportWriter(directory: folder, settings: ReportSettings())
        let records = try writer.write(Self.document, formats: ReportFormat.allCases, name: "2026-11")
        #expect(records.map(\.format) == ["html", "json", "csv", "sarif", "oscal", "openmetrics"])
        let names = records.map { URL(filePath: $0.path).lastPathComponent }
        #expect(
            names == [
                "index.html", "report.json", "findings.csv", "findings.sarif", "assessment-results.json",
                "metrics.txt",
            ]
        )
        for record in records { #expect(FileManager.default.fileExists(atPath: record.path)) }
    }
}
