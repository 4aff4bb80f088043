// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a certificate that clients rely on is signed over a broken hash.
package struct WeakSignature: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.weak-signature",
        title: "A certificate is signed with SHA-1 or MD5",
        measures:
            "Digests of the signatures on the leaf and the intermediates; self-signed certificates are "
            + "left out.",
        scope: .address,
        levels: ["sha1", "md5"],
        references: [
            "NIST SP 800-131Ar2 §3", "CA/Browser Forum Baseline Requirements §7.1.3.2", "RFC 6151 §2",
        ],
        remedy: "Get a certificate signed with SHA-256, and drop old cross-signed intermediates."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        guard !chain.certificates.isEmpty else { return .notApplicable(because: "the chain served is empty") }
        let signed = chain.certificates.filter { !$0.isSelfSigned }
        guard !signed.isEmpty else {
            return .notApplicable(because: "only self-signed certificates are served")
        }
        let broken = signed.filter { Self.level(of: $0) != nil }
        guard !broken.isEmpty else { return .pass }
        return .fail(
            level: broken.contains { Self.level(of: $0) == "md5" } ? "md5" : "sha1",
            seen: broken.map { "\($0.subject): \($0.signatureAlgorithm)" }.listed(atMost: 4),
            expected: "SHA-256 or better"
        )
    }

    /// An algorithm without a digest of its own (Ed25519, ML-DSA) has none to break.
    private static func level(of certificate: CertificateSummary) -> String? {
        switch certificate.signatureDigest?.uppercased() {
        case "SHA1", "SHA-1", "MD5-SHA1": "sha1"
        case "MD2", "MD4", "MD5": "md5"
        default: nil
        }
    }
}
