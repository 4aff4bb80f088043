// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A backup that is read: the manifest first, then each of its files in turn.
///
/// An archive is compared with what would have been written, so nothing in it is ever interpreted but its manifest.
final class BackupReader {
    let manifest: BackupManifest
    private let source: URL
    /// Nil for a folder.
    private let archive: FileHandle?
    private var instant: Int { Int(manifest.made.timeIntervalSince1970) }

    /// Throws `BackupError.noBackup`.
    init(_ source: URL) throws {
        self.source = source
        let real = source.resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: real) else {
            throw BackupError.noBackup(source.path, reason: "there is no such file or folder")
        }
        let bytes: Data?
        if attributes[.type] as? FileAttributeType == .typeDirectory {
            archive = nil
            bytes = try? Self.read(source.appending(path: BackupManifest.fileName))
        } else {
            guard let file = FileHandle(forReadingAtPath: source.path) else {
                throw BackupError.cannotRead(source.path, reason: "it cannot be opened")
            }
            archive = file
            bytes = Self.manifest(of: file)
        }
        guard let bytes, let manifest = BackupManifest(bytes: bytes) else {
            let reason = "it has no \(BackupManifest.fileName) of \(BackupManifest.schema), or an altered one"
            throw BackupError.noBackup(source.path, reason: reason)
        }
        self.manifest = manifest
    }

    private static func read(_ url: URL) throws -> Data? {
        let file = try FileHandle(forReadingFrom: url)
        defer { try? file.close() }
        return try file.read(upToCount: BackupManifest.longest + 1)
    }

    private static func manifest(of file: FileHandle) -> Data? {
        guard let block = try? exactly(TarHeader.blockLength, of: file),
            let header = TarHeader(BackupManifest.fileName, reading: [UInt8](block)),
            header.length <= BackupManifest.longest,
            let bytes = try? exactly(header.length, of: file),
            let padding = try? exactly(TarHeader.padding(after: header.length), of: file),
            padding.allSatisfy({ $0 == 0 })
        else { return nil }
        return bytes
    }

    /// Nil where the file ends before.
    private static func exactly(_ count: Int, of file: FileHandle) throws -> Data? {
        var bytes = Data()
        while bytes.count < count {
            guard let more = try file.read(upToCount: count - bytes.count), !more.isEmpty else { return nil }
            bytes.append(more)
        }
        return bytes
    }

    /// Writes the file that comes next to an open one, as long as it is what the manifest says.
    ///
    /// Throws `BackupError.damaged`, and what the file system throws.
    func extract(_ file: BackupManifest.File, to target: FileHandle) throws {
        let reading: FileHandle
        if let archive {
            try expect(BackupArchive.header(of: file, instant).bytes, before: file.path)
            reading = archive
        } else {
            guard let opened = FileHandle(forReadingAtPath: source.appending(path: file.path).path) else {
                throw damaged(file.path, "is missing, or cannot be opened")
            }
            reading = opened
        }
        defer { if archive == nil { try? reading.close() } }
        let (length, sha256) = try HashedCopy.run(from: reading, to: target, length: file.length)
        guard length == file.length else { throw damaged(file.path, "is cut off") }
        guard sha256 == file.sha256 else {
            throw damaged(file.path, "does not have the hash that the manifest says")
        }
        if archive == nil {
            guard try reading.read(upToCount: 1)?.isEmpty ?? true else {
                throw damaged(file.path, "is longer than the manifest says")
            }
        } else {
            let padding = TarHeader.padding(after: length)
            try expect([UInt8](repeating: 0, count: padding), before: "what follows \(file.path)")
        }
    }

    /// Reads what comes after the files; nothing else may follow.
    func finish() throws {
        guard let archive else { return }
        for link in manifest.links {
            try expect(BackupArchive.header(of: link, instant).bytes, before: link.path)
        }
        try expect(TarHeader.end, before: "the end")
        guard try archive.read(upToCount: 1)?.isEmpty ?? true else {
            throw damaged("the end", "is followed by more")
        }
    }

    private func expect(_ bytes: [UInt8], before part: String) throws {
        guard let archive else { return }
        guard let found = try Self.exactly(bytes.count, of: archive) else {
            throw damaged(part, "is cut off")
        }
        guard [UInt8](found) == bytes else { throw damaged(part, "is not where the manifest says") }
    }

    private func damaged(_ part: String, _ reason: String) -> BackupError {
        .damaged(source.path, part: part, reason: reason)
    }
}
