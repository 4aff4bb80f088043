// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
import Model

extension Evidence {
    /// The chain that an ordinary client is served.
    func servedChain(of subject: Subject) throws(Unestablished) -> CertificateChain {
        try one(CertificateChain.self, CertificateChain.served, of: subject).fact
    }

    /// The certificate that an ordinary client is served.
    func servedLeaf(of subject: Subject) throws(Unestablished) -> CertificateSummary {
        guard let leaf = try servedChain(of: subject).leaf else {
            throw Unestablished(phase: .reply, reason: "the chain served is empty")
        }
        return leaf
    }

    /// What chain building says of the chain that an ordinary client is served.
    func servedTrust(of subject: Subject) throws(Unestablished) -> ChainTrust {
        try one(ChainTrust.self, CertificateChain.served, of: subject).fact
    }
}

extension CertificateSummary {
    /// Both instants belong to the life (RFC 5280 §4.1.2.5); nil where either cannot be read or the end
    /// stands before the beginning.
    package var life: ClosedRange<Date>? {
        guard let notBefore, let notAfter, notBefore <= notAfter else { return nil }
        return notBefore...notAfter
    }

    static let unreadableLife = Unestablished(
        phase: .reply,
        reason: "the leaf certificate's validity cannot be read"
    )

    package var isRSA: Bool { keyType.hasPrefix("RSA") }

    package var isEC: Bool { keyType == "EC" }
}

extension CertificateChain {
    /// What stands between the leaf and an anchor: a self-signed certificate proves nothing, so neither its
    /// signature nor its dates matter to a client.
    var intermediates: [CertificateSummary] { certificates.dropFirst().filter { !$0.isSelfSigned } }
}
