// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The file that a= of a BIMI record names: certificates in PEM (RFC 7468 §2), the mark certificate first.
package struct MarkFile: Hashable, Sendable {
    package static let longest = 262_144
    private static let most = 8

    /// DER, one at least.
    package let certificates: [[UInt8]]

    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        guard text.count <= Self.longest else {
            throw PolicySyntaxError("it is longer than \(Self.longest) bytes")
        }
        var certificates: [[UInt8]] = []
        var body: [UInt8]?
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let words = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespaces)
            if words == "-----BEGIN CERTIFICATE-----" {
                body = []
            } else if words == "-----END CERTIFICATE-----", let whole = body {
                guard let bytes = Data(base64Encoded: Data(whole)), !bytes.isEmpty else {
                    throw PolicySyntaxError("certificate \(certificates.count + 1) is no base64")
                }
                certificates.append(Array(bytes))
                body = nil
                if certificates.count == Self.most { break }
            } else {
                body?.append(contentsOf: words.utf8)
            }
        }
        guard !certificates.isEmpty else { throw PolicySyntaxError("there is no certificate in it") }
        self.certificates = certificates
    }
}
