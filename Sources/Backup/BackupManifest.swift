// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import Proof

/// What a backup holds, to the byte, and of which store.
///
/// Its canonical bytes are `manifest.json`, the first file of an archive. It proves that nothing was damaged or lost, not
/// that nobody altered the backup: that is for the heads of the store's cycles, which `restore` verifies too.
package struct BackupManifest: Hashable, Codable, Sendable {
    package static let schema = "chancery.backup/1"
    package static let fileName = "manifest.json"
    /// Bytes beyond which no manifest is read.
    package static let longest = 64 << 20

    /// One file, by its path in the state folder.
    package struct File: Hashable, Codable, Sendable {
        package let path: String
        package let length: Int
        /// Lower-case hex.
        package let sha256: String
        /// Permission bits.
        package let mode: Int

        package init(path: String, length: Int, sha256: String, mode: Int) {
            self.path = path
            self.length = length
            self.sha256 = sha256
            self.mode = mode
        }
    }

    /// A symbolic link to something beside it.
    package struct Link: Hashable, Codable, Sendable {
        package let path: String
        package let target: String

        package init(path: String, target: String) {
            self.path = path
            self.target = target
        }
    }

    package struct Store: Hashable, Codable, Sendable {
        package let schema: Int
        package let cycles: Int
        /// The newest signed head; nil where no cycle was signed.
        package let head: Head?

        package init(schema: Int, cycles: Int, head: Head?) {
            self.schema = schema
            self.cycles = cycles
            self.head = head
        }
    }

    package struct Head: Hashable, Codable, Sendable {
        package let cycle: Cycle.ID
        /// Its name, as `chancery verify` prints it.
        package let sha256: String

        package init(cycle: Cycle.ID, sha256: String) {
            self.cycle = cycle
            self.sha256 = sha256
        }
    }

    /// The key that signs.
    package struct Key: Hashable, Codable, Sendable {
        package let fingerprint: String
        /// False where the state folder does not have it: it comes as a credential of systemd, or was put away.
        package let carried: Bool

        package init(fingerprint: String, carried: Bool) {
            self.fingerprint = fingerprint
            self.carried = carried
        }
    }

    package let schema: String
    package let made: Date
    /// Version of Chancery.
    package let tool: String
    package let store: Store
    /// Nil where nothing was signed yet.
    package let key: Key?
    /// By path, which is the order in an archive.
    package let files: [File]
    package let links: [Link]

    package init(made: Date, tool: String, store: Store, key: Key?, files: [File], links: [Link]) {
        schema = Self.schema
        self.made = made
        self.tool = tool
        self.store = store
        self.key = key
        self.files = files.sorted { $0.path < $1.path }
        self.links = links.sorted { $0.path < $1.path }
    }

    package var bytes: Data { get throws { try CanonicalJSON.encode(self) } }

    /// Nil where the bytes are no manifest, not the canonical ones of it, or name what no backup holds.
    package init?(bytes: Data) {
        guard bytes.count <= Self.longest, let read = try? CanonicalJSON.decode(Self.self, from: bytes),
            read.schema == Self.schema, read.isSound, (try? read.bytes) == bytes
        else { return nil }
        self = read
    }

    /// First components of all paths, sorted.
    package var roots: [String] {
        Set((files.map(\.path) + links.map(\.path)).map { String($0.prefix { $0 != "/" }) }).sorted()
    }

    /// In bytes.
    package var size: Int { files.reduce(0) { $0.addingReportingOverflow($1.length).partialValue } }

    /// Whether restoring it can write nowhere but below the state folder, and nothing there that is not for a backup.
    private var isSound: Bool {
        let paths = files.map(\.path) + links.map(\.path)
        let names = Set(paths)
        return names.count == paths.count && names.contains(StateLayout.store)
            && paths.allSatisfy(ReportManifest.isInside) && roots.allSatisfy(StateLayout.isKept)
            && files.allSatisfy { $0.length >= 0 && $0.mode & ~0o755 == 0 }
            && files.allSatisfy { !$0.path.hasPrefix(StateLayout.keys + "/") || $0.mode & 0o077 == 0 }
            && links.allSatisfy { ReportManifest.isInside($0.target) && !$0.target.contains("/") }
            && paths.allSatisfy { path in Self.folders(of: path).allSatisfy { !names.contains($0) } }
    }

    /// The folders that a path lies in, outermost first.
    static func folders(of path: String) -> [String] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.indices.dropFirst().map { parts[..<$0].joined(separator: "/") }
    }
}
