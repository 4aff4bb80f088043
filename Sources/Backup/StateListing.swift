// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What of a state folder belongs in a backup, beside its store; equal where nothing changed in between.
struct StateListing: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let path: String
        let mode: Int
        let length: Int
        let modified: Date?
        let inode: Int?
    }

    private(set) var files: [Entry] = []
    private(set) var links: [BackupManifest.Link] = []

    /// Sockets and pipes are passed over, and links that lead elsewhere than to what lies beside them.
    ///
    /// Throws `BackupError.cannotRead`.
    init(of state: URL, withReports: Bool) throws {
        let names = try Self.names(in: state)
        for name in names.sorted() where StateLayout.isKept(name) && name != StateLayout.store {
            guard withReports || name != StateLayout.reports else { continue }
            try add(name, of: state)
        }
    }

    private mutating func add(_ path: String, of state: URL) throws {
        let url = state.appending(path: path)
        // Gone since its folder was listed: a later look sees that the folder changed.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path) else { return }
        switch attributes[.type] as? FileAttributeType {
        case .typeDirectory:
            for name in try Self.names(in: url).sorted() where !name.hasPrefix(".") {
                try add("\(path)/\(name)", of: state)
            }
        case .typeSymbolicLink:
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)
            if let target, !target.contains("/"), ![".", "..", ""].contains(target) {
                links.append(BackupManifest.Link(path: path, target: target))
            }
        case .typeRegular:
            files.append(
                Entry(
                    path: path,
                    mode: (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o600,
                    length: (attributes[.size] as? NSNumber)?.intValue ?? 0,
                    modified: attributes[.modificationDate] as? Date,
                    inode: (attributes[.systemFileNumber] as? NSNumber)?.intValue
                )
            )
        default: break
        }
    }

    private static func names(in folder: URL) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw BackupError.cannotRead(folder.path, reason: Durable.reason(error))
        }
    }
}
