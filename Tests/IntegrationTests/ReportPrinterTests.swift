// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import chancery

/// PDFs as WeasyPrint makes them and poppler reads them.
final class ReportPrinterTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "printer-\(UUID())")
    private var folder: URL { root.appending(path: "2026-11") }

    init() throws {
        try FileManager.default.createDirectory(
            at: folder.appending(path: "missions"),
            withIntermediateDirectories: true
        )
        let head =
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Summary</title></head>"
        let pages = [
            "index.html": "<p class=\"marking\">TLP:AMBER</p><nav><a href=\"findings.html\">F</a></nav>"
                + "<main><h1>Posture</h1><a href=\"missions/paris.html\">Paris</a></main>",
            "findings.html": "<main><h1>Findings \u{0441}\u{0443}\u{0434}</h1></main>",
            "missions/paris.html": "<main><h1>Embassy in Paris</h1></main>",
        ]
        for (path, text) in pages {
            try Data((head + "<body>" + text + "</body></html>").utf8).write(to: folder.appending(path: path))
        }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    private func said(_ program: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(program)")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func aReportIsOneTaggedDocumentWithContentsMarkingAndItsFonts() throws {
        let pdf = try #require(try ReportPrinter().print(folder))
        #expect(pdf.lastPathComponent == "2026-11.pdf")
        let facts = try said("pdfinfo", pdf.path)
        #expect(facts.contains(/Tagged: +yes/))
        #expect(facts.contains(/Pages: +4\n/))
        #expect(facts.contains(/Title: +Summary/))
        let text = try said("pdftotext", "-layout", pdf.path, "-")
        let sheets = text.split(separator: "\u{0C}")
        #expect(sheets.count == 4)
        #expect(sheets.first?.contains(/Embassy in Paris[ .]+4/) == true)
        #expect(sheets.allSatisfy { $0.contains("TLP:AMBER") })
        let fonts = try said("pdffonts", pdf.path).split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty)
        // Embedded, subset, with a map to Unicode.
        #expect(fonts.allSatisfy { $0.contains(/\syes +yes +yes +\d+ +\d+ *$/) })
    }

    @Test func whatIsNewerThanItsReportIsNotMadeAgain() throws {
        #expect(try ReportPrinter().print(folder) != nil)
        #expect(try ReportPrinter().print(folder) == nil)
        let later = Date().addingTimeInterval(5)
        try FileManager.default.setAttributes([.modificationDate: later], ofItemAtPath: folder.path)
        #expect(try ReportPrinter().print(folder) != nil)
    }

    @Test func withoutTheProgramOrAReportItIsSaidWhy() throws {
        #expect(throws: ReportPrinter.Refusal.self) { try ReportPrinter(path: "/nonexistent:/proc") }
        try FileManager.default.removeItem(at: folder.appending(path: "index.html"))
        let refusal = #expect(throws: ReportPrinter.Refusal.self) { _ = try ReportPrinter().print(folder) }
        #expect(refusal?.description.contains("there is no index.html") == true)
        #expect(!FileManager.default.fileExists(atPath: root.appending(path: "2026-11.pdf").path))
    }
}
