// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation
internal import Model
internal import Proof
package import Reports
package import Store

/// A format reports are written in.
package enum ReportFormat: String, CaseIterable, Sendable {
    case html, json
}

/// Writes a report folder so that nobody ever reads half of one: all files under a temporary name, then one
/// rename, then the `latest` link.
package struct ReportWriter: Sendable {
    private let directory: URL

    package init(directory: URL) { self.directory = directory }

    /// Writes the formats and returns a record of each; `name` is the folder's, `2026-11-23`.
    ///
    /// A folder of that name is replaced. Throws what the file system throws.
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
        let temporary = directory.appending(path: ".\(name).\(UUID().uuidString)")
        defer { try? files.removeItem(at: temporary) }
        let final = directory.appending(path: name)
        var written: [ReportManifest.File] = []
        let records = try formats.map { format in
            let rendered = try Self.render(document, as: format)
            for file in rendered {
                try Self.write(file, below: temporary)
                let sha256 = SHA256.hex(Array(file.bytes))
                written.append(
                    ReportManifest.File(path: file.path, length: file.bytes.count, sha256: sha256)
                )
            }
            return ReportRecord(
                cycle: document.cycle.id,
                written: document.written,
                format: format.rawValue,
                path: final.appending(path: rendered.first?.path ?? "").path,
                sha256: SHA256.hex(Array(rendered.first?.bytes ?? Data()))
            )
        }
        try proof?.close(document, report: name, files: written) { path, bytes in
            try Self.append(bytes, to: temporary.appending(path: path))
        }
        try replace(final, with: temporary)
        try point(latestAt: name)
        return records
    }

    private static func render(_ document: ReportDocument, as format: ReportFormat) throws -> [ReportFile] {
        switch format {
        case .html: try HTMLReport.render(document)
        case .json: [JSONReport.render(document)]
        }
    }

    private static func write(_ file: ReportFile, below folder: URL) throws {
        let target = folder.appending(path: file.path)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try file.bytes.write(to: target)
    }

    private static func append(_ bytes: Data, to file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path) else { return try bytes.write(to: file) }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    private func replace(_ final: URL, with temporary: URL) throws {
        let files = FileManager.default
        let old = directory.appending(path: ".\(final.lastPathComponent).old.\(UUID().uuidString)")
        if files.fileExists(atPath: final.path) { try files.moveItem(at: final, to: old) }
        try files.moveItem(at: temporary, to: final)
        try? files.removeItem(at: old)
    }

    /// Makes the link under another name and moves it over the old one: a rename, so it is never missing.
    private func point(latestAt name: String) throws {
        let link = directory.appending(path: ".latest.\(UUID().uuidString)")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: name)
        let latest = directory.appending(path: "latest")
        guard unsafe rename(link.path, latest.path) == 0 else {
            try? FileManager.default.removeItem(at: link)
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: latest.path])
        }
    }
}
