// SPDX-License-Identifier: Apache-2.0

/// What the server lists by NPN, the forerunner of ALPN up to TLS 1.2 (extension 13172, never an RFC).
package struct NextProtocols: Fact {
    package static let kind = FactKind("tls.npn", version: 1)

    /// In the server's order, text from the peer; empty where it does not answer the extension.
    package let protocols: [String]

    package init(protocols: [String]) { self.protocols = protocols }
}
