// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
package import TLSWire

/// Fails where the server signs its key exchange with a broken hash.
package struct WeakKeyExchangeSignature: Check {
    package static let identity = CheckIdentity(
        id: "tls.weak-key-exchange-signature",
        title: "The key exchange is signed with SHA-1 or MD5",
        measures:
            "Signature schemes with which the server signs in TLS 1.2: older versions have no choice, "
            + "TLS 1.3 none so weak.",
        scope: .address,
        levels: ["sha1", "md5"],
        references: ["RFC 9155 §4", "NIST SP 800-131Ar2 §3"],
        remedy: "Set the signature algorithms to SHA-256 and better (OpenSSL: SignatureAlgorithms)."
    )

    /// The schemes seen, and why there may be more.
    package struct Schemes: Hashable, Sendable {
        package let seen: [SignatureScheme]
        package let doubt: Unestablished?
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Schemes?
    {
        let suites = SuiteCensus(of: subject, in: evidence)
        if let doubt = suites.versions.doubts[.tls12] { throw doubt }
        guard let entry = suites[.tls12] else { return nil }
        guard entry.doubt != nil || entry.suites.contains(where: \.signsKeyExchange) else { return nil }
        let aspect = ProtocolVersion.tls12.rawValue
        let offer = try evidence.one(SignatureSchemeOffer.self, aspect, of: subject).fact
        let remainder = evidence.reason(SignatureSchemeOffer.remainder(.tls12), of: subject)
        return Schemes(
            seen: offer.schemes.map { SignatureScheme($0) }.sorted(),
            doubt: offer.isComplete ? nil : remainder ?? Self.incomplete
        )
    }

    package func judge(_ schemes: Schemes?, at now: Date) -> Verdict {
        guard let schemes else {
            return .notApplicable(
                because: "TLS 1.2 is not offered, or none of its suites signs a key exchange"
            )
        }
        let broken = schemes.seen.filter { $0.hash == .md5 || $0.hash == .sha1 }
        guard broken.isEmpty else {
            return .fail(
                level: broken.contains { $0.hash == .md5 } ? "md5" : "sha1",
                seen: broken.map(\.description).listed(),
                expected: "SHA-256 or better"
            )
        }
        if let doubt = schemes.doubt { return .withheld(because: doubt) }
        return .pass
    }

    private static let incomplete = Unestablished(
        phase: .reply,
        reason: "more signature schemes may be in use"
    )
}
