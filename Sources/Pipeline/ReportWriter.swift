// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Inventory
internal import Model
package import Reports
package import Store

/// A format reports are written in.
package enum ReportFormat: String, CaseIterable, Sendable {
    case html, json, csv, sarif, oscal, openmetrics

    func render(_ document: ReportDocument, emit: ReportEmitter) throws {
        switch self {
        case .html: try HTMLReport.render(document, emit: emit)
        case .json: try JSONReport.render(document, emit: emit)
        case .csv: try CSVReport.render(document, emit: emit)
        case .sarif: try SARIFReport.render(document, emit: emit)
        case .oscal: try OSCALReport.render(document, emit: emit)
        case .openmetrics: try OpenMetricsReport.render(document, emit: emit)
        }
    }
}

/// Who may read the files of a report.
struct ReportAccess: Hashable, Sendable {
    /// Permission bits of files; folders can be searched by whoever can read files.
    let mode: Int
    /// The name of the group that files belong to; nil for that of the process.
    let group: String?

    /// - Parameter mode: 0 to 0o777.
    init(mode: Int = 0o640, group: String? = nil) {
        self.mode = mode
        self.group = group
    }

    var ofFiles: [FileAttributeKey: Any] { attributes(mode) }

    var ofFolders: [FileAttributeKey: Any] { attributes(mode | 0o700 | (mode & 0o444) >> 2) }

    private func attributes(_ mode: Int) -> [FileAttributeKey: Any] {
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: mode]
        if let group { attributes[.groupOwnerAccountName] = group }
        return attributes
    }
}

/// Writes a report folder so that nobody ever reads half of one: all files under a temporary name, then one
/// rename, then the `latest` link.
package struct ReportWriter: Sendable {
    private let directory: URL
    private let access: ReportAccess

    /// - Parameter directory: the folder of all reports.
    package init(directory: URL, settings: ReportSettings) {
        self.directory = directory
        access = ReportAccess(mode: settings.mode, group: settings.group)
    }

    /// Writes the formats and returns a record of each; `name` is the folder's, `2026-11-23`.
    ///
    /// A folder of that name is replaced once the new one is whole, and stays as it is where it cannot be. Throws what the
    /// file system throws.
    ///
    /// - Parameter proof: closes the folder; nil for one without proof.
    package func write(
        _ document: ReportDocument,
        formats: [ReportFormat],
        name: String,
        proof: ReportProof? = nil
    ) throws -> [ReportRecord] {
        let files = FileManager.default
        try files.createDirectory(at: directory, withIntermediateDirectories: true)
        try removeLeftovers()
        let temporary = directory.appending(path: ".\(name).\(UUID().uuidString)")
        defer { try? files.removeItem(at: temporary) }
        let folder = ReportFolder(temporary, access: access)
        var firsts: [(format: ReportFormat, path: String)] = []
        for format in formats {
            try format.render(document) { path, bytes in
                if firsts.last?.format != format { firsts.append((format, path)) }
                try folder.write(path, bytes)
            }
        }
        try proof?.close(document, report: name, in: folder)
        let written = Dictionary(try folder.finish().map { ($0.path, $0) }) { first, _ in first }
        let final = directory.appending(path: name)
        try replace(final, with: temporary)
        try point(latestAt: name)
        return firsts.compactMap { format, path in
            guard let file = written[path] else { return nil }
            return ReportRecord(
                cycle: document.cycle.id,
                written: document.written,
                format: format.rawValue,
                path: final.appending(path: path).path,
                sha256: file.sha256
            )
        }
    }

    /// What was cut off while it was written goes, and a report that was put aside for one that never came is back;
    /// one process writes reports at a time.
    func removeLeftovers() throws {
        let files = FileManager.default
        for entry in try files.contentsOfDirectory(atPath: directory.path) {
            guard
                let parts = entry.wholeMatch(of: /\.(.+?)(\.old)?\.[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/)
            else { continue }
            let leftover = directory.appending(path: entry)
            let final = directory.appending(path: String(parts.1))
            if parts.2 != nil, !files.fileExists(atPath: final.path) {
                try files.moveItem(at: leftover, to: final)
            } else {
                try? files.removeItem(at: leftover)
            }
        }
    }

    private func replace(_ final: URL, with temporary: URL) throws {
        let files = FileManager.default
        let old = directory.appending(path: ".\(final.lastPathComponent).old.\(UUID().uuidString)")
        guard files.fileExists(atPath: final.path) else {
            try files.moveItem(at: temporary, to: final)
            return
        }
        try files.moveItem(at: final, to: old)
        do {
            try files.moveItem(at: temporary, to: final)
        } catch {
            try files.moveItem(at: old, to: final)
            throw error
        }
        try? files.removeItem(at: old)
    }

    /// Makes the link under another name and moves it over the old one: a rename, so it is never missing.
    private func point(latestAt name: String) throws {
        let link = directory.appending(path: ".latest.\(UUID().uuidString)")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: name)
        do {
            try Self.move(link, over: directory.appending(path: "latest"))
        } catch {
            try? FileManager.default.removeItem(at: link)
            throw error
        }
    }

    /// One rename, whatever stands at the target.
    package static func move(_ source: URL, over target: URL) throws {
        guard unsafe rename(source.path, target.path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: target.path])
        }
    }
}
