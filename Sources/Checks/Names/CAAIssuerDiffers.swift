// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where an endpoint of the domain has a certificate of an authority that CAA does not name.
package struct CAAIssuerDiffers: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.caa-issuer-differs",
        title: "A certificate is of an issuer that CAA does not allow",
        measures:
            "Issuers of the served certificates of endpoints that are the domain or lie below, against the CAA records of the domain; only authorities whose CAA names are known count.",
        scope: .domain,
        levels: ["not-allowed"],
        references: ["RFC 8659 §4.2"],
        remedy: "Add the authority to the CAA records, or find out who asked for the certificate."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let found = try view.authorisations()
        let allowed = Set(
            found.records.filter { $0.tag == "issue" || $0.tag == "issuewild" }.map {
                IssuerNames.domain(in: $0.value)
            }
        )
        guard !allowed.isEmpty else { return .notApplicable(because: "no CAA record says who may issue") }
        let chains = view.evidence.all(CertificateChain.self, under: view.subject).filter {
            $0.fact.aspect == CertificateChain.served
        }
        let known = chains.compactMap { seen -> (String, Set<String>)? in
            guard let leaf = seen.fact.leaf else { return nil }
            let names = IssuerNames.of(leaf.issuer)
            return names.isEmpty ? nil : ("\(seen.subject.name): \(leaf.issuer)", names)
        }
        guard !known.isEmpty else {
            return .notApplicable(because: "no certificate of an authority whose CAA name is known was seen")
        }
        let strangers = known.filter { $0.1.isDisjoint(with: allowed) }.map(\.0)
        guard !strangers.isEmpty else { return .pass }
        return .fail(
            level: "not-allowed",
            seen: Set(strangers).sorted().listed(),
            expected: "one of " + allowed.sorted().listed()
        )
    }
}
