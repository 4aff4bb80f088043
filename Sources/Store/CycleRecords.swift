// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model
package import Proof

/// What the head of an ended cycle covers, in the order of the leaves of its tree: the cycle itself, its visits by subject,
/// its transitions, its posture, and what the logs have gained since the head before.
package struct CycleRecords: Sendable {
    package struct Record: Hashable, Sendable {
        /// In words, such as `visit of address www.mfa.example@192.0.2.1`.
        package let name: String
        /// Hash of the leaf, 32 bytes: of the kind, a line feed and the record's canonical bytes.
        package let leaf: [UInt8]

        package init(kind: String, name: String, bytes: Data) {
            self.name = name
            leaf = CycleRecords.leaf(kind, bytes)
        }
    }

    /// The leaf of a record: the hash over its kind, a line feed and its canonical bytes.
    package static func leaf(_ kind: String, _ bytes: Data) -> [UInt8] {
        MerkleTree.leafHash(Array("\(kind)\n".utf8) + bytes)
    }

    package let cycle: Cycle.ID
    package let ended: Date
    package let records: [Record]
    /// The last row of each log that was taken in.
    package let logs: [String: Int64]

    package init(cycle: Cycle.ID, ended: Date, records: [Record], logs: [String: Int64]) {
        self.cycle = cycle
        self.ended = ended
        self.records = records
        self.logs = logs
    }

    package var tree: MerkleTree { MerkleTree(leafHashes: records.map(\.leaf)) }
}

/// The head of a cycle as it is kept.
package struct CycleSeal: Hashable, Sendable {
    package let cycle: Cycle.ID
    package let head: SealedHead

    package init(cycle: Cycle.ID, head: SealedHead) {
        self.cycle = cycle
        self.head = head
    }
}
