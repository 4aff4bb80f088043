// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// Reads certificates, each of them once as long as it is among the newest that came by.
///
/// A server shows the same few on every connection, and the servers of one owner often share them.
package final class CertificateReader: Sendable {
    private struct Shelf: Sendable {
        var certificates: [[UInt8]: ParsedCertificate] = [:]
        /// From the oldest on.
        var order: [[UInt8]] = []
    }

    /// How many are kept at most.
    package static let capacity = 256
    /// Bytes; a longer certificate is read anew each time.
    private static let longest = 16_384

    private let shelf = Mutex(Shelf())

    package init() {}

    /// Throws where the bytes are not exactly one certificate.
    package func read(_ der: [UInt8]) throws(CryptoError) -> ParsedCertificate {
        if let known = shelf.withLock({ $0.certificates[der] }) { return known }
        let certificate = try ParsedCertificate(der: der)
        guard der.count <= Self.longest else { return certificate }
        shelf.withLock { shelf in
            guard shelf.certificates.updateValue(certificate, forKey: der) == nil else { return }
            shelf.order.append(der)
            guard shelf.order.count > Self.capacity else { return }
            // Half at once, so that a crowd of strangers does not move the list for each.
            for old in shelf.order.prefix(Self.capacity / 2) { shelf.certificates[old] = nil }
            shelf.order.removeFirst(Self.capacity / 2)
        }
        return certificate
    }

    /// A chain as it was sent; throws where one of its certificates cannot be read.
    package func read(chain: [[UInt8]]) throws(CryptoError) -> [ParsedCertificate] {
        try chain.map { der throws(CryptoError) in try read(der) }
    }
}
