// SPDX-License-Identifier: Apache-2.0

/// A decentralized identifier (W3C DID Core §3.1), as a host gives it for a handle of atproto.
package struct DecentralizedIdentifier: Hashable, Sendable {
    package static let longest = 2_048

    package let text: String

    /// The content of `/.well-known/atproto-did`, white space around it left out; nil where it is no identifier.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.longest + 64 else { return nil }
        self.init(text: String(String(decoding: bytes, as: UTF8.self).trimmed))
    }

    /// The text of a record at `_atproto`; nil where it does not begin with `did=`, or is no identifier then.
    package init?(record: some Collection<UInt8>) {
        guard record.starts(with: Array("did=".utf8)) else { return nil }
        self.init(record.dropFirst(4))
    }

    private init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "did", text.utf8.count <= Self.longest, !parts[1].isEmpty,
            !parts[2].isEmpty, !parts[2].hasSuffix(":"),
            parts[1].utf8.allSatisfy({ Self.isDigit($0) || (0x61...0x7A).contains($0) }),
            parts[2].utf8.allSatisfy({
                Self.isDigit($0) || (0x61...0x7A).contains($0 | 0x20) || ".-_:%".utf8.contains($0)
            })
        else { return nil }
        self.text = text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
