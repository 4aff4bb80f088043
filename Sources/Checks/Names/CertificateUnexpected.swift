// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where a certificate that was logged for the domain is of an authority that nobody there is known to use.
package struct CertificateUnexpected: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.certificate-unexpected",
        title: "An unexpected authority issued a certificate for the domain",
        measures:
            "Certificates for the domain and names below it that have not ended, by the operator's extract of transparency logs (CTExtract=): those of issuers that neither AllowedIssuer= nor CAA names, and that no endpoint of the domain uses. Without AllowedIssuer=, a certificate of an authority whose CAA name is not known is left unknown.",
        scope: .domain,
        levels: ["unexpected"],
        references: ["RFC 9162 §1", "RFC 8659 §4.2"],
        remedy:
            "Ask the authority who ordered the certificate, and have it revoked if nobody of yours did; add the issuer to AllowedIssuer= or CAA if it is right.",
        clock: .deadlines
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let issued = try Self.issued(view)
        let current = issued.issuers.filter { $0.certificates.contains { $0.notAfter > now } }
        guard !current.isEmpty else {
            return .notApplicable(because: "no certificate in the extract is valid any more")
        }
        let expected = ExpectedIssuers(of: view)
        let strangers = current.filter { !expected.has($0.name) }
        guard !strangers.isEmpty else { return .pass }
        if let doubt = expected.doubt { return .unknown(because: doubt) }
        guard expected.isStated else {
            return .notApplicable(because: "neither AllowedIssuer= nor CAA says who may issue")
        }
        let certain = strangers.filter { expected.judges($0.name) }
        guard !certain.isEmpty else {
            let names = strangers.map(\.name).listed()
            return .unknown(
                because: Unestablished(phase: .vantage, reason: "no CAA name is known of \(names)")
            )
        }
        return .fail(
            level: "unexpected",
            seen: certain.map { Self.words($0, now) }.listed(),
            expected: "certificates of " + expected.words
        )
    }

    private static func issued(_ view: DomainView) throws(Unestablished) -> IssuedCertificates {
        do throws(Unestablished) {
            return try view.evidence.one(IssuedCertificates.self, of: view.subject).fact
        } catch {
            guard error.phase == .notMeasured else { throw error }
            throw Unestablished(phase: .notMeasured, reason: "CTExtract= names no file")
        }
    }

    private static func words(_ issuer: IssuedCertificates.Issuer, _ now: Date) -> String {
        let current = issuer.certificates.filter { $0.notAfter > now }
        // All of those that are shown end later than those that are not.
        let isAll = issuer.count == issuer.certificates.count || current.count < issuer.certificates.count
        let last = current[0]
        return "\(isAll ? "" : "at least ")\(current.count) of \(issuer.name), the last for "
            + "\(last.names.prefix(3).joined(separator: ", ")) with serial \(last.serial)"
    }
}
