// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation

/// A report folder as somebody reads it who has nothing else.
package struct WrittenReport: Sendable {
    /// What lies under a path.
    package enum Entry: Hashable, Sendable {
        case file
        /// A link, a socket or something else that holds no bytes of its own.
        case other
    }

    /// A manifest of a hundred thousand files is a tenth of it.
    private static let longest = 1 << 28
    private static let piece = 1 << 20

    package let url: URL

    /// Links in the way to the folder are followed, so that `latest` names one too.
    package init(_ url: URL) { self.url = url.resolvingSymlinksInPath() }

    /// Whether it is the folder of a report, or what is left of one, and not a state folder.
    package var isReport: Bool {
        let marks = ProofFiles.beside.union([ProofFiles.proofs, ProofFiles.key, "index.html", "report.json"])
        return !has("chancery.db") && marks.contains(where: has)
    }

    private func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url.appending(path: path).path)
    }

    /// All that lies in it, by path, folders themselves left out.
    package func entries() throws -> [String: Entry] {
        let files = FileManager.default
        var entries: [String: Entry] = [:]
        for path in try files.subpathsOfDirectory(atPath: url.path) {
            let attributes = try files.attributesOfItem(atPath: url.appending(path: path).path)
            switch attributes[.type] as? FileAttributeType {
            case FileAttributeType.typeRegular?: entries[path] = .file
            case FileAttributeType.typeDirectory?: continue
            default: entries[path] = .other
            }
        }
        return entries
    }

    /// The bytes of one file; nil where it is not there, cannot be read or is longer than any of its kind.
    package func read(_ path: String) -> Data? {
        guard let file = FileHandle(forReadingAtPath: url.appending(path: path).path),
            let bytes = try? file.read(upToCount: Self.longest + 1), bytes.count <= Self.longest
        else { return nil }
        return bytes
    }

    /// Length and SHA-256 of one file, however long it is; nil where it cannot be read.
    package func measure(_ path: String) -> ReportManifest.File? {
        guard let file = FileHandle(forReadingAtPath: url.appending(path: path).path),
            var hash = SHA256Stream()
        else { return nil }
        var length = 0
        while true {
            // At the end there is nothing, or an empty piece.
            guard let piece = try? file.read(upToCount: Self.piece) ?? Data() else { return nil }
            guard !piece.isEmpty else { break }
            length += piece.count
            guard hash.update(Array(piece)) else { return nil }
        }
        guard let sha256 = hash.hex() else { return nil }
        return ReportManifest.File(path: path, length: length, sha256: sha256)
    }
}
