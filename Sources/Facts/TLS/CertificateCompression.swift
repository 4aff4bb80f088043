// SPDX-License-Identifier: Apache-2.0

/// How the server compresses its certificate in TLS 1.3, each algorithm found by taking the one before off the list
/// (RFC 8879).
package struct CertificateCompression: Fact {
    package static let kind = FactKind("tls.certificate-compression", version: 1)

    /// IANA code points in the order of choice; empty where it does not compress.
    package let algorithms: [UInt16]

    package init(algorithms: [UInt16]) { self.algorithms = algorithms }
}
