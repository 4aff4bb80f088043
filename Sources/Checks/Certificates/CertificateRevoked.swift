// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a signed status says that a certificate of the chain is revoked.
package struct CertificateRevoked: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.revoked",
        title: "The certificate is revoked",
        measures:
            "Whether a status that the issuer or its delegate signed says revoked: stapled, asked for, or listed.",
        scope: .address,
        levels: ["revoked"],
        references: ["RFC 6960 §2.2", "RFC 5280 §5"],
        remedy:
            "Find out why it was revoked, take a new key, and install a new certificate at once."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        let signed = served.statuses.filter { $0.isSigned == true }
        let revoked = signed.filter { $0.status == .revoked }
        guard revoked.isEmpty else {
            return .fail(
                level: "revoked",
                seen: revoked.map { Self.words($0, in: chain) }.listed(atMost: 4),
                expected: "a certificate in good standing"
            )
        }
        let isGood = signed.contains {
            $0.position == 0 && $0.status == .good && ($0.currency == .current || $0.currency == .undated)
        }
        if isGood { return .pass }
        guard try served.staple().status != .absent else {
            return .notTested(because: "no status is stapled, and none was fetched")
        }
        return .unknown(
            because: Unestablished(phase: .reply, reason: "no current status with a valid signature was seen")
        )
    }

    private static func words(_ status: RevocationStatus, in chain: CertificateChain) -> String {
        let subject =
            chain.certificates.indices.contains(status.position)
            ? chain.certificates[status.position].subject : "certificate \(status.position)"
        let since = status.revoked.map { " since \(CalendarDay($0))" } ?? ""
        return "\(subject)\(since) (\(status.source.rawValue))"
    }
}
