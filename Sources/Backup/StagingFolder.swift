// SPDX-License-Identifier: Apache-2.0
import Foundation
internal import Glibc

/// A folder under a temporary name that one process at a time writes to; what one that was cut off left there goes.
struct StagingFolder: Sendable {
    let url: URL
    private let hold: FileHandle

    /// Throws `BackupError`.
    init(_ url: URL) throws {
        self.url = url
        let files = FileManager.default
        do {
            if !files.fileExists(atPath: url.path) { try Durable.folder(url) }
            guard let hold = FileHandle(forReadingAtPath: url.path) else {
                throw CocoaError(.fileReadNoPermission)
            }
            self.hold = hold
            // The kernel drops it with the process.
            guard flock(hold.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
                throw BackupError.isBusy(url.path)
            }
            for name in try files.contentsOfDirectory(atPath: url.path) {
                try files.removeItem(at: url.appending(path: name))
            }
        } catch let error as BackupError {
            throw error
        } catch {
            throw BackupError.cannotWrite(url.path, reason: Durable.reason(error))
        }
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
        try? hold.close()
    }
}
