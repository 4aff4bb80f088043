// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Glibc
internal import Store

/// The right to write a store: an advisory lock on a file beside it, which the kernel drops with the process.
///
/// The file stays behind when the lock goes: were it removed, a third process could lock the removed file
/// while a fourth locks a new one.
final class WriterLock: Sendable {
    private let file: FileHandle

    /// Takes the lock until it is released or goes, or says which process has it.
    init(beside path: String, now: Date) throws(StoreError) {
        let lockPath = path + ".lock"
        do {
            try Data().write(to: URL(fileURLWithPath: lockPath), options: .withoutOverwriting)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: lockPath)
        } catch {
            // Somebody made it before, which is as good: it must never be replaced.
            guard FileManager.default.fileExists(atPath: lockPath) else {
                throw .cannotOpen(
                    path: path,
                    reason: "its lock file cannot be made: \(StoreError.text(error))"
                )
            }
        }
        guard let file = FileHandle(forUpdatingAtPath: lockPath) else {
            throw .cannotOpen(path: path, reason: "its lock file \(lockPath) cannot be opened for writing")
        }
        // A process started from here must not keep the lock when this one goes.
        _ = fcntl(file.fileDescriptor, F_SETFD, FD_CLOEXEC)
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? file.readToEnd()).map { String(decoding: $0, as: UTF8.self) }
            throw .locked(path: path, holder: holder.flatMap { $0.isEmpty ? nil : $0 })
        }
        self.file = file
        do {
            let process = ProcessInfo.processInfo.processIdentifier
            try file.truncate(atOffset: 0)
            try file.write(contentsOf: Data("process \(process) since \(now.formatted(.iso8601))".utf8))
        } catch {
            throw .cannotWrite(reason: StoreError.text(error))
        }
    }

    deinit { release() }

    /// Drops the lock; the second time it does nothing.
    ///
    /// Unlocked before it is closed, because a child process that was just being started may still have a
    /// copy of the descriptor.
    func release() {
        _ = flock(file.fileDescriptor, LOCK_UN)
        try? file.close()
    }
}
