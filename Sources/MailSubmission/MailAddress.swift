// SPDX-License-Identifier: Apache-2.0

/// A mailbox in plain form, `soc@mfa.example` (RFC 5321 §4.1.2): ASCII, a dot-string before the `@`, a domain behind it.
///
/// Quoted local parts, address literals and names beyond ASCII (RFC 6531) are no mailboxes here, so that none needs escaping
/// where it stands in a command or a header.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// As written, with the domain in lower case.
    package let description: String

    /// Nil where the text is no such mailbox.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count),
            Self.atoms(parts[0]).allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isAtomText) }),
            Self.isDomain(parts[1])
        else { return nil }
        description = "\(parts[0])@\(parts[1].lowercased())"
    }

    package var domain: Substring {
        description.lastIndex(of: "@").map { description[description.index(after: $0)...] } ?? ""
    }

    private static func atoms(_ text: Substring) -> [Substring] {
        text.split(separator: ".", omittingEmptySubsequences: false)
    }

    private static func isDomain(_ text: Substring) -> Bool {
        atoms(text).allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// RFC 5322 §3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
