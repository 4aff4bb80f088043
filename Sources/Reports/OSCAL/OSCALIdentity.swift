// SPDX-License-Identifier: Apache-2.0
import Crypto
import Model

/// Identifiers that stay the same from report to report for the same thing, as OSCAL asks ("per-subject"): UUIDs of
/// version 5 (RFC 9562 §5.5), named by what the thing is and inside a space of the ministry's own.
struct OSCALIdentity: Sendable {
    /// Drawn once for this product.
    private static let product: [UInt8] = [
        0x6E, 0x1B, 0x0C, 0x52, 0x93, 0xD7, 0x4A, 0x0E, 0xA5, 0x2F, 0x41, 0xC8, 0x77, 0x30, 0xBE, 0x19,
    ]

    private let space: [UInt8]

    init(ministry: String) { space = Self.bytes(of: ministry, in: Self.product) }

    /// `parts` tell apart things of one kind.
    func uuid(_ kind: String, _ parts: String...) -> String {
        Self.text(Self.bytes(of: ([kind] + parts).joined(separator: "\u{1F}"), in: space))
    }

    func uuid(_ kind: String, _ key: FindingKey) -> String {
        uuid(kind, key.check, key.subject.scope.rawValue, key.subject.name)
    }

    private static func bytes(of name: String, in space: [UInt8]) -> [UInt8] {
        var bytes = Array(SHA1.digest(space + name.utf8).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes
    }

    /// Of a name inside a space of RFC 9562 §6.6.
    static func text(of name: String, in space: [UInt8]) -> String { text(bytes(of: name, in: space)) }

    private static func text(_ bytes: [UInt8]) -> String {
        let digits = Array(Hexadecimal.encode(bytes).utf8)
        let groups = [digits[..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20...]]
        return groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }
}
