// SPDX-License-Identifier: Apache-2.0
internal import Crypto
import Foundation

/// Bytes from one open file to another, hashed on the way.
enum HashedCopy {
    private static let portion = 1 << 20

    /// OpenSSL could not make a hash.
    private struct NoHash: Error, CustomStringConvertible {
        let description = "OpenSSL cannot make a SHA-256"
    }

    /// Copies `length` bytes, or to the end where it is nil; fewer where the source ends before.
    ///
    /// - Parameter target: nil for who wants the hash alone.
    static func run(from source: FileHandle, to target: FileHandle?, length: Int? = nil) throws
        -> (length: Int, sha256: String)
    {
        guard var hash = SHA256Stream() else { throw NoHash() }
        var copied = 0
        while length.map({ copied < $0 }) ?? true {
            let wanted = min(portion, length.map { $0 - copied } ?? portion)
            guard let bytes = try source.read(upToCount: wanted), !bytes.isEmpty else { break }
            try target?.write(contentsOf: bytes)
            guard hash.update([UInt8](bytes)) else { throw NoHash() }
            copied += bytes.count
        }
        guard let sha256 = hash.hex() else { throw NoHash() }
        return (copied, sha256)
    }
}

/// Files and folders that are on the disk when a call returns.
enum Durable {
    /// Makes a new file, never an old one anew, for its owner alone.
    static func create(_ url: URL, mode: Int = 0o600) throws -> FileHandle {
        try Data().write(to: url, options: .withoutOverwriting)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
        return try FileHandle(forWritingTo: url)
    }

    static func write(_ bytes: Data, to url: URL) throws {
        let file = try create(url)
        try file.write(contentsOf: bytes)
        try close(file)
    }

    static func close(_ file: FileHandle) throws {
        try file.synchronize()
        try file.close()
    }

    /// Not every file system lets a folder be synchronised; names are then as durable as it makes them.
    static func settle(_ folder: URL) {
        guard let handle = FileHandle(forReadingAtPath: folder.path) else { return }
        try? handle.synchronize()
        try? handle.close()
    }

    static func folder(_ url: URL, mode: Int = 0o700) throws {
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: mode]
        )
    }

    /// What the system says of an error, in one line.
    static func reason(_ error: any Error) -> String {
        guard let cocoa = error as? CocoaError else {
            return String(describing: error).split(separator: "\n").first.map(String.init) ?? "unknown error"
        }
        let underlying = cocoa.underlying?.localizedDescription
        return underlying ?? cocoa.localizedDescription
    }
}
