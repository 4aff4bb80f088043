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
            "Whether a status that the issuer or its delegate signed says revoked: stapled, and where that is turned "
            + "on (FetchRevocation=), asked of a responder or read in a list. A responder or list that says nothing "
            + "leaves it unknown.",
        scope: .address,
        levels: ["held", "revoked"],
        references: ["RFC 6960 §2.2", "RFC 5280 §5"],
        remedy:
            "Install a new certificate at once. Take a new key unless the stated reason shows that yours is sound: an "
            + "authority that revokes many certificates at a time mostly mends a fault of its own. Where an "
            + "intermediate is revoked, get the chain anew from the authority."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        let revoked = served.statuses.filter { $0.isSigned == true && $0.status == .revoked }
            .sorted { ($0.position, $0.source.rawValue) < ($1.position, $1.source.rawValue) }
        guard revoked.isEmpty else {
            return .fail(
                level: revoked.allSatisfy(Self.isHeld) ? "held" : "revoked",
                seen: revoked.map { Self.words($0, in: chain) }.listed(atMost: 4),
                expected: "a certificate in good standing"
            )
        }
        guard Self.isGood(0, in: served) else { return try verdict(withoutStatusOfLeafIn: served) }
        for position in chain.certificates.indices.dropFirst()
        where !chain.certificates[position].isSelfSigned && !Self.isGood(position, in: served) {
            if let reason = Self.openReason(position, in: served) {
                let subject = chain.certificates[position].subject
                return .unknown(
                    because: Unestablished(
                        phase: reason.phase,
                        reason: "\(subject): \(reason.reason)",
                        attempts: reason.attempts
                    )
                )
            }
        }
        return .pass
    }

    private func verdict(withoutStatusOfLeafIn served: ServedChain) throws(Unestablished) -> Verdict {
        if let reason = Self.openReason(0, in: served) { return .unknown(because: reason) }
        guard try served.staple().status == .absent else {
            return .unknown(
                because: Unestablished(
                    phase: .reply,
                    reason: "no current status with a valid signature was seen"
                )
            )
        }
        let leaf = try served.leaf()
        if leaf.isSelfSigned || leaf.ocspURLs.isEmpty && leaf.crlURLs.isEmpty {
            return .notApplicable(because: "the certificate names neither a responder nor a list")
        }
        return .notTested(
            because: "no status is stapled, and asking its authority is not turned on (FetchRevocation=)"
        )
    }

    private static func isGood(_ position: Int, in served: ServedChain) -> Bool {
        served.statuses.contains { $0.position == position && $0.status == .good && $0.isSettled }
    }

    /// Why what was asked about a certificate says nothing; nil where nothing was asked.
    private static func openReason(_ position: Int, in served: ServedChain) -> Unestablished? {
        let fetched = served.statuses.first { $0.position == position && $0.source != .staple }
        guard let fetched else { return served.statusGap(at: position) }
        let source = fetched.source == .crl ? "the list" : "the response"
        let reason =
            switch fetched.currency {
            case .stale: "\(source) of the authority is out of date"
            case .early: "\(source) of the authority comes from the future"
            case .current, .undated, nil: "the responder does not know the certificate"
            }
        return Unestablished(phase: .reply, reason: reason, attempts: 1)
    }

    /// A hold may be lifted (RFC 5280 §5.3.1).
    private static func isHeld(_ status: RevocationStatus) -> Bool { status.reason == "certificateHold" }

    private static func words(_ status: RevocationStatus, in chain: CertificateChain) -> String {
        let subject =
            chain.certificates.indices.contains(status.position)
            ? chain.certificates[status.position].subject : "certificate \(status.position)"
        let since = status.revoked.map { " since \(CalendarDay($0))" } ?? ""
        let details = [status.source.rawValue, status.reason].compactMap { $0 }.joined(separator: ", ")
        return "\(subject)\(since) (\(details))"
    }
}
