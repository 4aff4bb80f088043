// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Preambles

/// How measured hosts learn whose traffic it is: by the tool's name and a contact.
package struct ClientIntroduction: Hashable, Sendable {
    /// After EHLO and LHLO.
    package let hostName: String
    /// The value of a User-Agent field (RFC 9110 §10.1.5).
    package let userAgent: String

    /// - Parameters:
    ///   - contact: a mail address, a URL or other words; nil for none.
    ///   - hostName: nil for one that is made of the contact's domain.
    package init(contact: String? = nil, hostName: String? = nil) {
        let contact = contact.flatMap { $0.isEmpty ? nil : $0 }
        self.hostName =
            hostName ?? contact.flatMap(Self.domain).map { "chancery.\($0)" }
            ?? PreambleIntroduction.defaultClientName
        userAgent = contact.map { "Chancery (+\(Self.comment($0)))" } ?? "Chancery"
    }

    /// Behind the `@` of a mail address, or the host of a URL; nil for anything else.
    private static func domain(_ contact: String) -> String? {
        var rest = contact[...]
        if let scheme = contact.range(of: "://") {
            rest = contact[scheme.upperBound...].prefix { !"/?#".contains($0) }
            if let port = rest.firstIndex(of: ":") { rest = rest[..<port] }
        } else if let at = contact.lastIndex(of: "@") {
            rest = contact[contact.index(after: at)...].prefix { $0 != "?" && $0 != ">" }
        } else {
            return nil
        }
        let name = rest.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let areRight = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
                }
        }
        return areRight && labels.count > 1 && name.utf8.count <= 240 && IPAddress(name) == nil ? name : nil
    }

    /// What a comment may hold stays; the rest is written in percents.
    private static func comment(_ text: String) -> String {
        text.utf8.prefix(256).reduce(into: "") { comment, byte in
            let isPlain = (0x20...0x7E).contains(byte) && !#"()\"#.utf8.contains(byte)
            if isPlain {
                comment.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                comment += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
