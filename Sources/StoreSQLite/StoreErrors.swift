// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import Store

/// What SQLite reports, in the words of the store.
extension StoreError {
    /// What was being done when an error came.
    enum Activity: Sendable { case reading, writing }

    init(_ error: any Error, while activity: Activity, at path: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self = Self.named(error, while: activity, at: path)
        case let error as DecodingError:
            self = .damaged(reason: "a record cannot be read: \(Self.text(error))")
        case let error as EncodingError:
            self = .refused(reason: "a value cannot be kept: \(Self.text(error))")
        case is CancellationError: self = .refused(reason: "the call was cancelled; nothing was changed")
        default:
            self = .failed(because: Self.text(error), while: activity, at: path)
        }
    }

    private static func named(_ error: DatabaseError, while activity: Activity, at path: String) -> StoreError
    {
        let reason = error.message ?? error.resultCode.description
        switch error.resultCode {
        // Also while a store is opened: its log and the index of it take room.
        case .SQLITE_FULL: return .cannotWrite(reason: reason)
        case .SQLITE_IOERR where Self.writing.contains(error.extendedResultCode):
            return .cannotWrite(reason: reason)
        case .SQLITE_CANTOPEN where Descriptors.areUsedUp:
            return .cannotOpen(
                path: path,
                reason: "no file descriptor is left; raise LimitNOFILE= of the service"
            )
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_MISMATCH:
            return .damaged(reason: reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(path: path, holder: nil)
        case .SQLITE_CONSTRAINT: return .refused(reason: reason)
        case .SQLITE_INTERRUPT, .SQLITE_ABORT:
            return .refused(reason: "the call was cancelled; nothing was changed")
        default: return .failed(because: reason, while: activity, at: path)
        }
    }

    private static let writing: [ResultCode] = [
        .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_TRUNCATE, .SQLITE_IOERR_SHMSIZE,
        .SQLITE_IOERR_SHMMAP,
    ]

    private static func failed(because reason: String, while activity: Activity, at path: String)
        -> StoreError
    {
        switch activity {
        case .reading: .cannotOpen(path: path, reason: reason)
        case .writing: .cannotWrite(reason: reason)
        }
    }

    /// One line of what an error of the system says.
    static func text(_ error: any Error) -> String {
        guard let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error else {
            return String(describing: error).split(separator: "\n").first.map(String.init) ?? "unknown error"
        }
        return underlying.localizedDescription
    }
}

/// The files that this process may have open at once.
private enum Descriptors {
    static var areUsedUp: Bool { FileHandle(forReadingAtPath: "/dev/null") == nil }
}
