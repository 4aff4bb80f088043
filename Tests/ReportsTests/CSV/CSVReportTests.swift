// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import TestSupport
import Testing

@testable import Reports

struct CSVReportTests {
    private static func rows(_ document: ReportDocument) throws -> [[String: String]] {
        let data = try Written(document, CSVReport.render).only(CSVReport.path)
        let records = try #require(CSVReader.records(data))
        #expect(records.first == CSVReport.columnNames)
        #expect(records.allSatisfy { $0.count == CSVReport.columnNames.count })
        return records.dropFirst().map {
            Dictionary(zip(CSVReport.columnNames, $0)) { first, _ in first }
        }
    }

    @Test("The sample is the kept file, byte for byte")
    func golden() throws {
        let data = try Written(SampleDocument.document, CSVReport.render).only(CSVReport.path)
        try Golden.expect(data, equals: "findings.csv")
    }

    @Test("Hostile texts give the kept file, in which nothing is hidden and nothing is computed")
    func hostile() throws {
        let data = try Written(HostileDocument.document, CSVReport.render).only(CSVReport.path)
        try Golden.expect(data, equals: "hostile-findings.csv")
        let text = String(decoding: data, as: UTF8.self).replacing("\r\n", with: "")
        #expect(!text.unicodeScalars.contains(where: VisibleText.isHidden))
        for row in try Self.rows(HostileDocument.document) {
            for cell in row.values { #expect(!"=+-@\u{FF1D}".contains(cell.first ?? "x")) }
        }
    }

    @Test("Column names stand once each")
    func columns() {
        #expect(Set(CSVReport.columnNames).count == CSVReport.columnNames.count)
    }

    @Test("What is unknown has an interval and no value, what is attested as missing a row")
    func states() throws {
        let rows = try Self.rows(SampleDocument.document)
        #expect(rows.count == SampleFindings.all.count + 1)
        let unknown = try #require(rows.first { $0["finding_id"] == "F-7" })
        #expect(unknown["state"] == "unknown")
        #expect(unknown["value"] == "" && unknown["band"] == "")
        #expect(unknown["reason"]?.isEmpty == false)
        let attested = try #require(rows.first { $0["finding_id"] == "Q34/ministry" })
        #expect(attested["open"] == "yes" && attested["value"] == "14")
        let mended = try #require(rows.first { $0["finding_id"] == "F-11" })
        #expect(mended["state"] == "pass" && mended["open"] == "yes" && mended["value"] == "40")
        let accepted = try #require(rows.first { $0["acceptance"] != "" })
        #expect(accepted["acceptance_expires"] == SampleEstate.acceptance.expires.description)
    }

    @Test("What is read back has the states and values of the document", arguments: 0..<50 as Range<UInt64>)
    func property(seed: UInt64) throws {
        let document = RandomDocument.document(seed: seed)
        let rows = try Self.rows(document)
        let items = Dictionary(document.posture.items.map { ($0.key, $0) }) { first, _ in first }
        #expect(rows.count == document.findings.count)
        for (row, tracked) in zip(rows, document.findings) {
            let item = items[tracked.finding.key]
            #expect(row["finding_id"] == "F-\(tracked.number)")
            #expect(row["state"] == tracked.finding.verdict.state.rawValue)
            #expect(row["level"] == tracked.openFailure?.level ?? "")
            let value = tracked.isOpen ? item.map { ($0.estimate.point * 10).rounded() / 10 } : nil
            #expect(row["value"].flatMap(Double.init) == value)
            #expect(row["low"].flatMap(Double.init) == item.map { ($0.estimate.low * 10).rounded() / 10 })
            #expect(row["high"].flatMap(Double.init) == item.map { ($0.estimate.high * 10).rounded() / 10 })
            #expect(row["band"] == (tracked.isOpen ? item?.band.rawValue : nil) ?? "")
        }
    }

    @Test("The same document gives the same bytes, in pieces of bounded size")
    func pieces() throws {
        let document = LargeDocument.document(endpoints: 300)
        let first = try Written(document, CSVReport.render)
        #expect(first.files == (try Written(document, CSVReport.render)).files)
        #expect(first.pieces > 1)
        #expect(first.largestPiece < 2 * PieceBuffer.pieceSize)
    }
}
