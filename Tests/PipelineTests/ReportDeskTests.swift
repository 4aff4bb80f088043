// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Messages
import Model
import Pipeline
import Risk
import Store
import StoreSQLite
import Testing

/// The reports of periods, from cycles with nothing in them.
final class ReportDeskTests {
    private let folder: URL
    private let store: SQLiteStore
    private let today: CalendarDay
    private var reports: URL { folder.appending(path: "reports") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID())")
        let project = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        for name in ["config", "copies"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name),
                withIntermediateDirectories: true
            )
        }
        try FileManager.default.copyItem(
            at: project.appending(path: "Config/risk-model.conf"),
            to: folder.appending(path: "config/risk-model.conf")
        )
        store = try SQLiteStore(path: folder.appending(path: "store.db").path)
        today = try #require(CalendarDay(year: 2026, month: 11, day: 30))
    }

    deinit {
        try? store.close()
        // Where a test took the right to write away.
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: reports.path)
        try? FileManager.default.removeItem(at: folder)
    }

    private func configuration(_ lines: String) throws -> LoadedConfiguration {
        let text = """
            [Ministry]
            TimeZone=Europe/Paris
            Contact=soc@mfa.example
            [Chancery]
            \(lines)
            """
        try Data(text.utf8).write(to: folder.appending(path: "config/chancery.conf"))
        return try LoadedConfiguration.load(directory: folder.appending(path: "config").path, today: today)
    }

    private func desk(_ lines: String) throws -> ReportDesk {
        ReportDesk(
            store: store,
            place: ReportIssue.Place(reports: reports, state: folder),
            configuration: try configuration(lines)
        )
    }

    private static func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    private func cycle(_ finished: String) async throws {
        let configuration = try configuration("")
        let end = try Self.instant(finished)
        let cycle = try await store.open(
            CyclePlan(
                started: end.addingTimeInterval(-60),
                estate: configuration.estate,
                vantage: "test",
                toolVersion: "1"
            )
        )
        let posture = configuration.method.model.posture(findings: [], estate: configuration.estate, at: end)
        try await store.close(cycle, at: end, posture: posture)
    }

    private func entries(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
    }

    @Test func aCycleHasOneReportInEachPeriodItEndedIn() async throws {
        let desk = try desk("ReportPeriod=daily, monthly")
        // 00:30 on 1 December in Paris.
        try await cycle("2026-11-30T23:30:00Z")
        let later = try Self.instant("2026-12-02T08:00:00Z")
        #expect(try await desk.write(at: later) == ["2026-12-01", "2026-12"])
        #expect(try entries("reports") == ["2026-12", "2026-12-01", "index.html", "latest"])
        let latest = reports.appending(path: "latest").path
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: latest) == "2026-12-01")
        // Never twice, and again where somebody took it away.
        #expect(try await desk.write(at: later).isEmpty)
        try FileManager.default.removeItem(at: reports.appending(path: "2026-12"))
        #expect(try await desk.write(at: later) == ["2026-12"])
    }

    @Test func aPeriodIsHandedOnOnceItIsOverAndOnlyOnce() async throws {
        let copies = folder.appending(path: "copies").path
        let missing = folder.appending(path: "unmounted").path
        let desk = try desk("ReportPeriod=monthly\nReportCopy=\(copies), \(missing)")
        try await cycle("2026-11-20T10:00:00Z")
        _ = try await desk.write(at: try Self.instant("2026-11-20T10:01:00Z"))
        let end = try #require(desk.nextEnd(after: try Self.instant("2026-11-20T10:01:00Z")))
        #expect(end == (try Self.instant("2026-11-30T23:00:00Z")))
        #expect(await desk.close(at: end.addingTimeInterval(-1)).isEmpty)
        let events = await desk.close(at: end)
        #expect(events.contains(.copied(name: "2026-11", folder: copies)))
        #expect(events.count == 2)
        let failed = events.compactMap { event -> [String]? in
            guard case .notCopied(let name, let folder, _) = event else { return nil }
            return [name, folder]
        }
        #expect(failed == [["2026-11", missing]])
        #expect(try entries("copies") == ["2026-11"])
        #expect(try entries("copies/2026-11") == entries("reports/2026-11"))
        // What failed is tried again, what was done is not.
        try FileManager.default.createDirectory(atPath: missing, withIntermediateDirectories: false)
        try FileManager.default.removeItem(atPath: copies + "/2026-11")
        #expect(await desk.close(at: end) == [.copied(name: "2026-11", folder: missing)])
        #expect(await desk.close(at: end).isEmpty)
        let kept = try await store.reports(limit: 100).filter { $0.format == "copy" }.map(\.path)
        #expect(Set(kept) == [copies + "/2026-11", missing + "/2026-11"])
    }

    @Test func reportsPastTheirRetentionGoButTheNewestStays() async throws {
        let desk = try desk("ReportPeriod=daily\nReportRetention=30d")
        for day in ["2026-09-01", "2026-09-02"] {
            try await cycle("\(day)T10:00:00Z")
            _ = try await desk.write(at: try Self.instant("\(day)T10:01:00Z"))
        }
        let other = reports.appending(path: "notes")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: false)
        // The period ends at midnight in Paris, 22:00 in UTC.
        #expect(await desk.close(at: try Self.instant("2026-10-01T21:59:59Z")).isEmpty)
        #expect(
            await desk.close(at: try Self.instant("2026-11-30T00:00:00Z")) == [.removed(name: "2026-09-01")]
        )
        #expect(try entries("reports") == ["2026-09-02", "index.html", "latest", "notes"])
        // The page above them leads to what is there.
        let index = try String(contentsOf: reports.appending(path: "index.html"), encoding: .utf8)
        #expect(index.contains("2026-09-02/index.html") && !index.contains("2026-09-01"))
    }

    @Test func reportsWrittenOutOfTurnGoTooAndForeignFoldersStay() async throws {
        let desk = try desk("ReportPeriod=monthly\nReportRetention=30d")
        try await cycle("2026-09-01T10:00:00Z")
        let written = try Self.instant("2026-09-01T23:00:00Z")
        let place = ReportIssue.Place(reports: reports, state: folder)
        let configuration = try configuration("")
        let issue = try #require(
            await ReportIssue(from: store, configuration: configuration, at: place, now: written)
        )
        // One in the morning in Paris.
        #expect(issue.day == "2026-09-02")
        for record in try issue.write([.json], name: issue.day) { try await store.record(record) }
        _ = try await desk.write(at: written)
        let foreign = reports.appending(path: "2026-08")
        try FileManager.default.createDirectory(at: foreign, withIntermediateDirectories: false)
        let events = await desk.close(at: try Self.instant("2026-11-30T00:00:00Z"))
        #expect(events == [.removed(name: "2026-09-02")])
        #expect(try entries("reports") == ["2026-08", "2026-09", "index.html", "latest"])
    }

    @Test func aPDFIsHandedOnWithItsReport() async throws {
        let copies = folder.appending(path: "copies").path
        let desk = try desk("ReportPeriod=monthly\nReportCopy=\(copies)")
        try await cycle("2026-11-20T10:00:00Z")
        _ = try await desk.write(at: try Self.instant("2026-11-20T10:01:00Z"))
        try Data("%PDF".utf8).write(to: reports.appending(path: "2026-11.pdf"))
        #expect(await desk.close(at: try Self.instant("2026-12-01T00:00:00Z")).count == 1)
        #expect(try entries("copies") == ["2026-11", "2026-11.pdf"])
    }

    @Test func markingAndPermissionsAreAsConfigured() async throws {
        let desk = try desk("ReportMarking=tlp:amber\nReportMode=0644")
        try await cycle("2026-11-20T10:00:00Z")
        _ = try await desk.write(at: try Self.instant("2026-11-20T10:01:00Z"))
        let page = reports.appending(path: "2026-11/index.html")
        #expect(try String(contentsOf: page, encoding: .utf8).contains("TLP:AMBER"))
        let attributes = try FileManager.default.attributesOfItem(atPath: page.path)
        #expect(attributes[.posixPermissions] as? Int == 0o644)
    }

    @Test func aReportThatCannotBeWrittenLeavesTheOldOneWhole() async throws {
        let desk = try desk("ReportPeriod=monthly")
        try await cycle("2026-11-20T10:00:00Z")
        _ = try await desk.write(at: try Self.instant("2026-11-20T10:01:00Z"))
        let page = reports.appending(path: "2026-11/index.html")
        let before = try Data(contentsOf: page)
        try await cycle("2026-11-21T10:00:00Z")
        // A file where the folder of all reports would be; the superuser may write anywhere else.
        let away = folder.appending(path: "away")
        try FileManager.default.moveItem(at: reports, to: away)
        try Data().write(to: reports)
        await #expect(throws: (any Error).self) { try await desk.write(at: Date()) }
        try FileManager.default.removeItem(at: reports)
        try FileManager.default.moveItem(at: away, to: reports)
        #expect(try Data(contentsOf: page) == before)
        #expect(try await desk.write(at: try Self.instant("2026-11-21T10:01:00Z")) == ["2026-11"])
        #expect(try Data(contentsOf: page) != before)
    }

    @Test func whatWasCutOffIsPutRightByTheNextReport() async throws {
        let desk = try desk("ReportPeriod=monthly")
        try await cycle("2026-10-20T10:00:00Z")
        _ = try await desk.write(at: try Self.instant("2026-10-20T10:01:00Z"))
        // As a kill between the two renames leaves it, and another while files were written.
        try FileManager.default.moveItem(
            at: reports.appending(path: "2026-10"),
            to: reports.appending(path: ".2026-10.old.\(UUID().uuidString)")
        )
        let half = reports.appending(path: ".2026-11.\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: half, withIntermediateDirectories: false)
        // A PDF that another process is making meanwhile is none of that.
        try Data().write(to: reports.appending(path: ".2026-10.pdf.partial"))
        try await cycle("2026-11-20T10:00:00Z")
        _ = try await desk.write(at: try Self.instant("2026-11-20T10:01:00Z"))
        #expect(
            try entries("reports") == [".2026-10.pdf.partial", "2026-10", "2026-11", "index.html", "latest"]
        )
    }

    @Test func pagesAreInTheLanguageThatIsAskedFor() async throws {
        let desk = try desk("ReportLanguage=fr")
        try await cycle("2026-11-20T10:00:00Z")
        _ = try await desk.write(at: try Self.instant("2026-11-20T10:01:00Z"))
        let page = reports.appending(path: "2026-11/index.html")
        #expect(try String(contentsOf: page, encoding: .utf8).contains("<html lang=\"fr\">"))
    }

    @Test func aMessageFileOfTheOperatorsIsTakenOrRefusedAtItsLine() throws {
        let unknown = #expect(throws: ConfigurationRefusal.self) { try configuration("ReportLanguage=de") }
        let text = unknown?.text ?? ""
        #expect(
            text.contains(
                /chancery\.conf:[0-9]+:16: error: there is no .*\/languages\/de\.po, and only en, fr/
            )
        )
        #expect(text.contains("\n    ReportLanguage=de\n") || text.contains("ReportLanguage=de\n"))
        let languages = folder.appending(path: "config/languages")
        try FileManager.default.createDirectory(at: languages, withIntermediateDirectories: false)
        let file = languages.appending(path: "de.po")
        try Data("msgid \"\"\nmsgstr \"Language: de\\n\"\nmsgid \"Findings\"\nmsgstr \"Befunde\"\n".utf8)
            .write(to: file)
        #expect(try configuration("ReportLanguage=de").messages.text("Findings") == "Befunde")
        try Data("msgid \"\"\nmsgstr \"Language: de\\n\"\nmsgid Findings\n".utf8).write(to: file)
        let refusal = #expect(throws: ConfigurationRefusal.self) { try configuration("ReportLanguage=de") }
        #expect(
            refusal?.text.contains("languages/de.po:3:1: error: the text must stand between quotation marks")
                == true
        )
    }
}
