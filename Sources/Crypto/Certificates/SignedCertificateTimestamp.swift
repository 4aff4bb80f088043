// SPDX-License-Identifier: Apache-2.0

/// A promise of a certificate transparency log (RFC 6962 §3.2).
package struct SignedCertificateTimestamp: Hashable, Codable, Sendable {
    /// 0 stands for v1, the only one there is.
    package let version: UInt8
    /// The SHA-256 of the log's key, 64 hexadecimal digits.
    package let logID: String
    /// Since 1970, UTC.
    package let milliseconds: UInt64
    /// What follows the time: extensions, algorithm and signature, as the log wrote them.
    let rest: [UInt8]

    /// Nil where the bytes are too short for a timestamp.
    package init?(_ bytes: some Collection<UInt8>) {
        let fixed = Array(bytes.prefix(41))
        guard fixed.count == 41 else { return nil }
        version = fixed[0]
        logID = Hexadecimal.encode(fixed[1..<33])
        milliseconds = fixed[33..<41].reduce(0) { $0 << 8 | UInt64($1) }
        rest = Array(bytes.dropFirst(41))
    }

    /// Reads a SignedCertificateTimestampList; what is malformed ends the list.
    package static func list(_ bytes: [UInt8]) -> [SignedCertificateTimestamp] {
        var rest = bytes[...]
        guard let total = takeLength(&rest), total == rest.count else { return [] }
        var timestamps: [SignedCertificateTimestamp] = []
        while let length = takeLength(&rest), length <= rest.count {
            guard let timestamp = SignedCertificateTimestamp(rest.prefix(length)) else { break }
            timestamps.append(timestamp)
            rest = rest.dropFirst(length)
        }
        return timestamps
    }

    /// A digitally-signed struct: the extensions before it, then its algorithm and bytes (RFC 5246 §4.7).
    struct Signature {
        let extensions: [UInt8]
        /// 4 stands for SHA-256.
        let hash: UInt8
        /// 1 stands for RSA, 3 for ECDSA.
        let algorithm: UInt8
        let bytes: [UInt8]
    }

    /// Nil where it is malformed or bytes are left over.
    var signature: Signature? {
        var left = rest[...]
        guard let length = Self.takeLength(&left), length <= left.count else { return nil }
        let extensions = Array(left.prefix(length))
        left = left.dropFirst(length)
        guard let hash = left.popFirst(), let algorithm = left.popFirst(),
            let count = Self.takeLength(&left), count == left.count
        else { return nil }
        return Signature(extensions: extensions, hash: hash, algorithm: algorithm, bytes: Array(left))
    }

    private static func takeLength(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard let high = bytes.popFirst(), let low = bytes.popFirst() else { return nil }
        return Int(high) << 8 | Int(low)
    }
}
