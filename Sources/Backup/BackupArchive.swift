// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A backup as one file in tar's format: the manifest, the files in its order, the links.
enum BackupArchive {
    /// Throws what the file system throws.
    static func pack(_ manifest: BackupManifest, from content: URL, to archive: URL) throws {
        let file = try Durable.create(archive)
        let (instant, bytes) = (Int(manifest.made.timeIntervalSince1970), try manifest.bytes)
        func put(_ header: TarHeader) throws { try file.write(contentsOf: Data(header.bytes)) }
        func fill(_ length: Int) throws {
            try file.write(contentsOf: Data(count: TarHeader.padding(after: length)))
        }
        try put(TarHeader(BackupManifest.fileName, length: bytes.count, modified: instant))
        try file.write(contentsOf: bytes)
        try fill(bytes.count)
        for entry in manifest.files {
            try put(header(of: entry, instant))
            let source = try FileHandle(forReadingFrom: content.appending(path: entry.path))
            let (length, sha256) = try HashedCopy.run(from: source, to: file)
            try source.close()
            guard length == entry.length, sha256 == entry.sha256 else {
                throw CocoaError(.fileReadCorruptFile)
            }
            try fill(length)
        }
        for link in manifest.links { try put(header(of: link, instant)) }
        try file.write(contentsOf: Data(TarHeader.end))
        try Durable.close(file)
    }

    static func header(of file: BackupManifest.File, _ instant: Int) -> TarHeader {
        TarHeader(file.path, length: file.length, mode: file.mode, modified: instant)
    }

    static func header(of link: BackupManifest.Link, _ instant: Int) -> TarHeader {
        TarHeader(link.path, length: 0, mode: 0o777, modified: instant, kind: .link(target: link.target))
    }
}
