// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Serving

struct ReportSiteTests {
    /// A folder of reports with things beside it that nobody may get.
    private final class Bench {
        let folder = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID())")
        var reports: URL { folder.appending(path: "reports") }

        init() throws {
            for path in ["reports/2026-11/missions", "reports/.hidden", "reports/notes"] {
                try FileManager.default.createDirectory(
                    at: folder.appending(path: path),
                    withIntermediateDirectories: true
                )
            }
            try write("secret", "secret.txt")
            try write("<html><style>\nb{}\n</style>index</html>", "reports/index.html")
            try write("<p>report</p>", "reports/2026-11/index.html")
            try write("{}", "reports/2026-11/report.json")
            try write("<p>paris</p>", "reports/2026-11/missions/paris.html")
            try write("%PDF", "reports/2026-11.pdf")
            try write("x", "reports/.hidden/x")
            try write("x", "reports/notes/x.html")
            try write("x", "reports/2026-11/.part")
            try link("reports/latest", to: "2026-11")
            try link("reports/2026-10", to: "..")
            try link("reports/2026-11/out.txt", to: "../../secret.txt")
            try link("reports/2026-11/out", to: "../..")
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func write(_ text: String, _ path: String) throws {
            try Data(text.utf8).write(to: folder.appending(path: path))
        }

        func link(_ path: String, to target: String) throws {
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: path).path,
                withDestinationPath: target
            )
        }

        func body(_ path: [String]) throws -> String? {
            guard case .file(let file, let length) = try ReportSite(directory: reports).answer(path).body
            else {
                return nil
            }
            let data = try Data(contentsOf: file)
            #expect(data.count == length)
            return String(decoding: data, as: UTF8.self)
        }
    }

    @Test func theFilesOfReportsAreServedAsTheyAre() throws {
        let bench = try Bench()
        #expect(try bench.body([""])?.contains("index") == true)
        #expect(try bench.body(["2026-11", ""]) == "<p>report</p>")
        #expect(try bench.body(["latest", "report.json"]) == "{}")
        #expect(try bench.body(["2026-11", "missions", "paris.html"]) == "<p>paris</p>")
        #expect(try bench.body(["2026-11.pdf"]) == "%PDF")
        let folder = try ReportSite(directory: bench.reports).answer(["latest"])
        #expect(folder.status == 303 && folder.fields.contains(.init("Location", "/reports/latest/")))
    }

    @Test(arguments: [
        ["secret.txt"], ["..", "secret.txt"], [".hidden", "x"], ["notes", "x.html"], ["2026-11", ".part"],
        ["2026-11", "out.txt"], ["2026-11", "out", "secret.txt"], ["2026-10", "secret.txt"],
        ["2026-11", "missions"],
        ["2026-11", "missions", ""], ["2026-11", "none.html"], ["2026-12", ""], ["latest.pdf"],
        ["2026-13.pdf"],
        ["2026-11", "index.html", "x"], ["2026-11", "..", "..", "secret.txt"], [],
    ])
    func nothingElseIs(_ path: [String]) throws {
        let bench = try Bench()
        #expect(throws: Problem.notFound) { try bench.body(path) }
    }

    @Test func aPageMayUseItsOwnStylesAlone() throws {
        let bench = try Bench()
        let page = try ReportSite(directory: bench.reports).answer([""])
        let policy = page.fields.first { $0.name == "Content-Security-Policy" }?.value
        // printf '\nb{}\n' | openssl dgst -sha256 -binary | base64
        #expect(policy?.contains("style-src 'sha256-lkYe5SAjgQT1av6fhWoNE7zxmqmfMlAULMnahGbZ8os='") == true)
        #expect(policy?.contains("unsafe") == false)
        let plain = try ReportSite(directory: bench.reports).answer(["2026-11", ""])
        #expect(
            plain.fields.first { $0.name == "Content-Security-Policy" }?.value.contains("style-src") == false
        )
    }

    @Test func aTagChangesWithItsFile() throws {
        let bench = try Bench()
        let site = ReportSite(directory: bench.reports)
        let first = try site.answer(["2026-11", "report.json"]).tag
        #expect(try site.answer(["2026-11", "report.json"]).tag == first)
        try bench.write("{ }", "reports/2026-11/report.json")
        #expect(try site.answer(["2026-11", "report.json"]).tag != first)
    }
}
