// SPDX-License-Identifier: Apache-2.0

/// What went wrong with the store, and how to mend it.
package enum StoreError: Error, Hashable, Sendable {
    /// The file cannot be opened or created.
    case cannotOpen(path: String, reason: String)
    /// The server of the store gives no answer, or none that helps; `place` is its address without a password.
    case unreachable(place: String, reason: String)
    /// Another process holds the writer's lock; `holder` says which, where it is known.
    case locked(path: String, holder: String?)
    /// The store was written by a newer version.
    case newerSchema(found: Int, supported: Int)
    /// The store was written by an older version, and a reader does not upgrade it.
    case olderSchema(found: Int, supported: Int)
    /// The disk is full or the file system read-only.
    case cannotWrite(reason: String)
    /// The file is damaged, or not a store.
    case damaged(reason: String)
    /// A value asked for does not exist, or is not in the state the call needs.
    case refused(reason: String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "cannot open the store \(path): \(reason); check that the directory exists and may be written"
        case .unreachable(let place, let reason):
            "cannot reach the store \(place): \(reason); check that PostgreSQL runs and lets this machine in"
        case .locked(let path, let holder):
            "the store \(path) is in use by \(holder ?? "another process"); stop it, or read with 'chancery status'"
        case .newerSchema(let found, let supported):
            "the store has schema version \(found), and this version of Chancery knows up to \(supported); "
                + "upgrade Chancery, or restore the backup made before the upgrade"
        case .olderSchema(let found, let supported):
            "the store has schema version \(found), and this version of Chancery has \(supported); starting the daemon anew, "
                + "or 'chancery assess', upgrades it after a backup copy"
        case .cannotWrite(let reason):
            "cannot write the store: \(reason); free some space or make the file system writable"
        case .damaged(let reason):
            "the store is damaged: \(reason); restore a backup"
        case .refused(let reason):
            reason
        }
    }
}
