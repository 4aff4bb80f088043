// SPDX-License-Identifier: Apache-2.0

/// A promise of a certificate transparency log (RFC 6962 §3.2); its signature is not verified here.
package struct SignedCertificateTimestamp: Hashable, Codable, Sendable {
    /// 0 stands for v1, the only one there is.
    package let version: UInt8
    /// The SHA-256 of the log's key, 64 hexadecimal digits.
    package let logID: String
    /// Since 1970, UTC.
    package let milliseconds: UInt64

    /// Nil where the bytes are too short for a timestamp.
    package init?(_ bytes: some Collection<UInt8>) {
        let fixed = Array(bytes.prefix(41))
        guard fixed.count == 41 else { return nil }
        version = fixed[0]
        logID = Hexadecimal.encode(fixed[1..<33])
        milliseconds = fixed[33..<41].reduce(0) { $0 << 8 | UInt64($1) }
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

    private static func takeLength(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard let high = bytes.popFirst(), let low = bytes.popFirst() else { return nil }
        return Int(high) << 8 | Int(low)
    }
}
