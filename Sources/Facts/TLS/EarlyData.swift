// SPDX-License-Identifier: Apache-2.0

/// Whether the server of TLS 1.3 lets a client that comes back speak before the handshake is through.
///
/// Early data can be replayed by whoever records it (RFC 8446 §8).
package struct EarlyData: Fact {
    package static let kind = FactKind("tls.early-data", version: 1)

    /// Bytes that the ticket allows (RFC 8446 §4.2.10); 0 for none.
    package let maximum: Int
    /// Whether a request sent early was taken; nil where none was sent.
    package let isAccepted: Bool?

    package init(maximum: Int, isAccepted: Bool?) {
        self.maximum = maximum
        self.isAccepted = isAccepted
    }
}
