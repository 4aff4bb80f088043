// SPDX-License-Identifier: Apache-2.0

/// How the certificates of a served chain hang together, by names and by the signatures themselves.
///
/// Positions count from 0, the leaf.
package struct ChainOrder: Fact {
    package static let kind = FactKind("tls.chain-order", version: 1)

    /// The chain's.
    package let aspect: String
    /// Whether each certificate that is neither extra nor a duplicate certifies one before it (RFC 5246
    /// §7.4.2; RFC 8446 §4.4.2 recommends it).
    package let isOrdered: Bool
    /// Certificates that no path from the leaf uses.
    package let extra: [Int]
    /// Certificates that stand earlier in the chain already.
    package let duplicates: [Int]
    /// Self-signed certificates at the end of a path, which every client that trusts them has.
    package let anchors: [Int]
    /// The name that no certificate sent and no anchor known has; nil where none is missing.
    package let missingIssuer: String?
    /// Where the missing certificate can be fetched, as the one that it issued says.
    package let missingIssuerURLs: [String]

    package init(
        aspect: String,
        isOrdered: Bool,
        extra: [Int],
        duplicates: [Int],
        anchors: [Int],
        missingIssuer: String?,
        missingIssuerURLs: [String]
    ) {
        self.aspect = aspect
        self.isOrdered = isOrdered
        self.extra = extra
        self.duplicates = duplicates
        self.anchors = anchors
        self.missingIssuer = missingIssuer
        self.missingIssuerURLs = missingIssuerURLs
    }
}
