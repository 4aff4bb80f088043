// SPDX-License-Identifier: Apache-2.0

/// What lies in a state folder, by name.
package enum StateLayout {
    package static let store = "chancery.db"
    package static let keys = "keys"
    package static let reports = "reports"
    /// There while a restore is under way, and after one that was cut off.
    package static let unfinished = "restore.partial"

    /// What says how things are at this moment, and means nothing elsewhere or later.
    static let fleeting: Set<String> = [
        "\(store)-wal", "\(store)-shm", "\(store)-journal", "\(store).lock", "daemon.json", "lost+found",
        unfinished,
    ]

    /// Whether what has this name at the top of a state folder belongs in a backup.
    static func isKept(_ name: String) -> Bool {
        !fleeting.contains(name) && !name.hasPrefix(".") && !isEarlier(name)
    }

    /// The store as it was before an upgrade: a backup of its own.
    private static func isEarlier(_ name: String) -> Bool {
        name.hasPrefix("\(store).v") && (name.hasSuffix("-backup") || name.hasSuffix("-backup.partial"))
    }
}
