// SPDX-License-Identifier: Apache-2.0
internal import Crypto
import Foundation

/// A file of a report as it was written.
package struct WrittenFile: Hashable, Sendable {
    /// Relative to the report's folder, with `/` between folders.
    package let path: String
    /// In bytes.
    package let length: Int
    /// 64 lower-case hexadecimal digits.
    package let sha256: String
}

/// Takes the pieces of a report into files of one folder, each on the disk before the next one begins.
final class ReportFolder {
    /// OpenSSL could not make a hash.
    struct NoHash: Error {}

    private struct OpenFile: ~Copyable {
        let path: String
        let handle: FileHandle
        var length = 0
        var hash: SHA256Stream
    }

    private let folder: URL
    private let access: ReportAccess
    private var current: OpenFile?
    private var files: [WrittenFile] = []

    init(_ folder: URL, access: ReportAccess) {
        self.folder = folder
        self.access = access
    }

    /// Throws what the file system throws.
    func write(_ path: String, _ bytes: Data) throws {
        if current?.path != path { try open(path) }
        try current?.handle.write(contentsOf: bytes)
        current?.length += bytes.count
        guard current?.hash.update([UInt8](bytes)) == true else { throw NoHash() }
    }

    /// Ends the last file; all of them, in the order in which they were written.
    func finish() throws -> [WrittenFile] {
        try close()
        return files
    }

    private func open(_ path: String) throws {
        try close()
        let target = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: access.ofFolders
        )
        try Data().write(to: target, options: .withoutOverwriting)
        try FileManager.default.setAttributes(access.ofFiles, ofItemAtPath: target.path)
        guard let hash = SHA256Stream() else { throw NoHash() }
        current = OpenFile(path: path, handle: try FileHandle(forWritingTo: target), hash: hash)
    }

    private func close() throws {
        guard let file = current.take() else { return }
        try file.handle.synchronize()
        try file.handle.close()
        let (path, length) = (file.path, file.length)
        guard let sha256 = file.hash.hex() else { throw NoHash() }
        files.append(WrittenFile(path: path, length: length, sha256: sha256))
    }
}
