// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
package import Foundation
package import Model

/// What is signed of an ended cycle: the root over its records, and the head before it.
///
/// Heads form a chain: whoever holds one of them, on paper or in a mail, can tell later whether any record up to it was
/// altered, added or taken away since.
package struct CycleHead: Hashable, Codable, Sendable {
    package static let format = "chancery.head/1"

    package let format: String
    package let cycle: Cycle.ID
    /// When the cycle was closed or given up.
    package let ended: Date
    /// How many records it has.
    package let records: Int
    /// Root of the Merkle tree over the records, lower-case hex.
    package let root: String
    /// SHA-256 of the canonical bytes of the head before, lower-case hex; nil for the first.
    package let previous: String?
    /// Fingerprint of the key that signs it.
    package let key: String
    /// The last row of each log that counts as a record of this cycle or an earlier one, by name of the log.
    package let logs: [String: Int64]

    package init(
        cycle: Cycle.ID,
        ended: Date,
        records: Int,
        root: [UInt8],
        previous: String?,
        key: String,
        logs: [String: Int64]
    ) {
        format = Self.format
        self.cycle = cycle
        self.ended = ended
        self.records = records
        self.root = Hexadecimal.encode(root)
        self.previous = previous
        self.key = key
        self.logs = logs
    }

    /// The bytes that are signed.
    package var bytes: Data { get throws { try CanonicalJSON.encode(self) } }

    /// Nil where the bytes are no head, or not the canonical ones of it.
    package init?(bytes: Data) {
        guard let head = try? CanonicalJSON.decode(Self.self, from: bytes), head.format == Self.format,
            (try? head.bytes) == bytes
        else { return nil }
        self = head
    }

    /// What the head after it names it by: SHA-256 of the signed bytes, lower-case hex.
    package static func name(of bytes: Data) -> String { SHA256.hex(Array(bytes)) }
}

/// A head as it is kept: its canonical bytes and an Ed25519 signature over them.
package struct SealedHead: Hashable, Sendable {
    package let bytes: Data
    /// 64 bytes (RFC 8032 §5.1.6).
    package let signature: Data

    package init(bytes: Data, signature: Data) {
        self.bytes = bytes
        self.signature = signature
    }
}
