// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Pipeline
internal import Reports

/// Makes a PDF of a written report with WeasyPrint, which is a program of its own and may be absent.
struct ReportPrinter {
    enum Refusal: Error, CustomStringConvertible {
        case notInstalled
        case noReport(String, reason: String)
        case failed(status: Int32, words: String)

        var description: String {
            switch self {
            case .notInstalled:
                "no PDF was made, as weasyprint is not installed; Debian's package weasyprint brings it, and the pages "
                    + "of the report print as they are"
            case .noReport(let folder, let reason): "\(folder) is no report to print: \(reason)"
            case .failed(let status, let words): "weasyprint ended with status \(status): \(words)"
            }
        }
    }

    private let program: String

    /// - Parameter path: folders to look in, as of `PATH`.
    init(path: String = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin") throws(Refusal) {
        let found = path.split(separator: ":").map { "\($0)/weasyprint" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else { throw .notInstalled }
        program = found
    }

    /// Writes `NAME.pdf` beside the folder, tagged (PDF/UA-1); nil where one is there that is newer than the report.
    func print(_ folder: URL) throws -> URL? {
        let folder = folder.resolvingSymlinksInPath()
        let target = folder.deletingLastPathComponent().appending(path: folder.lastPathComponent + ".pdf")
        guard Self.changed(folder) ?? .distantFuture > Self.changed(target) ?? .distantPast else {
            return nil
        }
        let files = FileManager.default
        let work = files.temporaryDirectory.appending(path: "chancery-pdf-\(UUID().uuidString)")
        try files.createDirectory(
            at: work,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? files.removeItem(at: work) }
        let page = work.appending(path: "report.html")
        try Data(try Self.document(folder).utf8).write(to: page)
        // Not named as what a report is written under: whoever writes the next one takes such leftovers away.
        let pdf = folder.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent).partial")
        defer { try? files.removeItem(at: pdf) }
        try run(from: page, to: pdf, identifier: folder.lastPathComponent)
        let mode = try files.attributesOfItem(atPath: folder.appending(path: "index.html").path)[
            .posixPermissions
        ]
        try files.setAttributes([.posixPermissions: mode ?? 0o640], ofItemAtPath: pdf.path)
        try ReportWriter.move(pdf, over: target)
        return target
    }

    private static func changed(_ url: URL) -> Date? {
        try? FileManager.default.attributesOfItem(atPath: url.path)[.modificationDate] as? Date
    }

    private static func document(_ folder: URL) throws -> String {
        do {
            let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            return try PrintedReport(paths: paths.filter { $0.hasSuffix(".html") }) { path in
                String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
            }
            .html
        } catch let error as PrintedReport.NotAReport {
            throw Refusal.noReport(folder.path, reason: error.description)
        } catch let error as CocoaError {
            throw Refusal.noReport(folder.path, reason: error.localizedDescription)
        }
    }

    private func run(from page: URL, to pdf: URL, identifier: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = [
            "--quiet", "--pdf-variant", "pdf/ua-1", "--pdf-identifier", identifier, page.path, pdf.path,
        ]
        let words = Pipe()
        process.standardError = words
        process.standardOutput = words
        try process.run()
        let said = try words.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Refusal.failed(
                status: process.terminationStatus,
                words: Terminal.harmless(String(decoding: said.suffix(2000), as: UTF8.self))
            )
        }
    }
}
