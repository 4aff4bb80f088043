// SPDX-License-Identifier: Apache-2.0

/// Why nothing was backed up or restored; each says what to do.
package enum BackupError: Error, Hashable, Sendable {
    case exists(String)
    case isBusy(String)
    case cannotRead(String, reason: String)
    case cannotWrite(String, reason: String)
    case keepsChanging(String)
    case noBackup(String, reason: String)
    case damaged(String, part: String, reason: String)
    case newerSchema(found: Int, supported: Int)
    case living(String, holds: String)
    case altered([String])
    case unfinished(String)
}

extension BackupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exists(let path): "\(path) is there already and is not overwritten; name another one"
        case .isBusy(let path): "another backup is being written to \(path); wait for it, or name another one"
        case .cannotRead(let path, let reason):
            "cannot read \(path): \(reason); run this as root, or as the user of the service"
        case .cannotWrite(let path, let reason):
            "cannot write \(path): \(reason); nothing of it was left behind: free space, or let this user write there"
        case .keepsChanging(let path):
            "\(path) changed each time while it was copied; try again when no report is being written"
        case .noBackup(let path, let reason): "\(path) is no backup: \(reason); nothing was restored"
        case .damaged(let path, let part, let reason):
            "\(path) is damaged: \(part) \(reason); nothing was restored: take another backup"
        case .newerSchema(let found, let supported):
            "the backup's store has schema version \(found), and this version of Chancery knows up to \(supported); "
                + "nothing was restored: upgrade Chancery first"
        case .living(let path, let holds):
            "\(path) is in use: it holds \(holds); nothing was restored: stop the daemon and move the folder away first, "
                + "or restore with --state to another one"
        case .altered(let faults):
            "the store in the backup is not as it was signed; nothing was restored. With --altered it is restored all the "
                + "same:\n" + faults.map { "  \($0)" }.joined(separator: "\n")
        case .unfinished(let path):
            "a restore to \(path) was cut off, so what is there is not whole; run 'chancery restore' again, which begins anew"
        }
    }
}
