// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports
import TestSupport
import Testing

/// Every page of a report, and the index above all periods, as this machine's Chromium shows them: at three widths, light,
/// dark and on paper.
struct ReportBrowserTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let python = root.appending(path: ".venv/bin/python")

    private static var isInstalled: Bool {
        let files = FileManager.default
        return ["/usr/bin/chromium", "/usr/local/bin/chromium"].contains(where: files.isExecutableFile)
            && files.isExecutableFile(atPath: python.path)
            && files.fileExists(atPath: root.appending(path: ".venv/bin/playwright").path)
    }

    /// The report of the sample in a period's folder, with the index above it and the link to the latest.
    private static func write(to folder: URL) throws {
        let files = FileManager.default
        try HTMLReport.render(SampleDocument.document) { path, bytes in
            let target = folder.appending(path: "2026-11/\(path)")
            try files.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try bytes.write(to: target)
        }
        let periods = [SamplePosture.before, SamplePosture.now].enumerated().map { place, posture in
            PeriodSummary(folder: place == 0 ? "2026-10" : "2026-11", posture: posture)
        }
        let index = try PeriodIndex.render(
            periods,
            organisation: SampleDocument.document.estate.ministry.name,
            classification: "OFFICIAL",
            timeZone: "Europe/Vienna",
            categories: SamplePosture.categories
        )
        try index.write(to: folder.appending(path: PeriodIndex.path))
        for link in ["latest", "2026-10"] {
            try files.createSymbolicLink(
                atPath: folder.appending(path: link).path,
                withDestinationPath: "2026-11"
            )
        }
    }

    private static func verdict(on folder: URL) async throws -> (status: Int32?, words: String) {
        let output = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: output) }
        let asked = try ChildProcess(
            python.path,
            ["Tests/Tools/report_browser.py", folder.path],
            in: root,
            output: .file(output)
        )
        let status = try await asked.exitStatus(within: .seconds(540))
        return (status, try String(contentsOf: output, encoding: .utf8))
    }

    @Test(
        "Chromium and axe find nothing wrong with any page",
        .enabled(if: isInstalled, "Chromium and the Python environment are needed"),
        .timeLimit(.minutes(10))
    )
    func everyPageIsSound() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.write(to: folder)
        let verdict = try await Self.verdict(on: folder)
        let pages = HTMLReportTests.sample.count + 1
        #expect(
            verdict.status == 0 && verdict.words.contains("\(pages) pages, 0 faults"),
            "\(verdict.words.prefix(4000))"
        )
    }

    @Test(
        "It finds what is wrong with a page",
        .enabled(if: isInstalled, "Chromium and the Python environment are needed"),
        .timeLimit(.minutes(5))
    )
    func faultsAreFound() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "faults-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let page = """
            <!DOCTYPE html><html><head><title>t</title></head><body><h1>a</h1><h1>b</h1>
            <p style="width:3000px;color:#ddd;background:#fff">wide and pale</p><a href="gone.html">gone</a>
            <script>console.error("said")</script></body></html>
            """
        try Data(page.utf8).write(to: folder.appending(path: "bad.html"))
        let verdict = try await Self.verdict(on: folder)
        #expect(verdict.status == 1)
        for words in [
            "scrolls: ", "console: said", "2 first headings", "gone.html leads nowhere", "color-contrast",
            "no language", "no ['header', 'main', 'footer']",
        ] {
            #expect(verdict.words.contains(words), "\(words): \(verdict.words.prefix(3000))")
        }
    }
}
