// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import Model

/// The TLSA records of one service, against the chain that it serves.
struct ServiceAssociation {
    let host: DNSName
    let port: UInt16
    let isProven: Bool
    let records: [TLSARecord]
    let isMail: Bool

    typealias Fault = (level: String, seen: String)

    /// Nil inside for no fault; fails where the chain was not seen or cannot be compared.
    func verdict(in view: DomainView) -> Result<Fault?, Unestablished> {
        let place = "_\(port)._tcp.\(host)"
        guard isProven else { return .success(("insecure", "\(place) is not proven by DNSSEC")) }
        let usable = records.filter { isUsable($0) }
        guard !usable.isEmpty else {
            return .success(("unusable", "\(place) has no record with parameters that count"))
        }
        let endpoints = view.evidence.estate.endpoints.filter { $0.host == "\(host)" && $0.port == port }
        let chains = endpoints.flatMap { view.evidence.all(CertificateChain.self, under: .endpoint($0.id)) }
            .filter { $0.fact.aspect == CertificateChain.served }
        guard !chains.isEmpty else { return .failure(unseen(endpoints, in: view.evidence)) }
        for chain in chains {
            let digests = try? view.evidence.one(
                AssociationDigests.self,
                CertificateChain.served,
                of: chain.subject
            )
            .fact
            let served = ServedAssociation(chain.fact.certificates, digests: digests)
            guard !usable.contains(where: served.fits) else { continue }
            if let gap = usable.lazy.compactMap(served.gap).first {
                let reason = "a record of \(place) cannot be compared: \(gap)"
                return .failure(Unestablished(phase: .notMeasured, reason: reason))
            }
            return .success(("mismatch", "no record of \(place) fits what \(chain.subject.name) serves"))
        }
        return .success(nil)
    }

    /// Why no chain was seen.
    private func unseen(_ endpoints: [Endpoint], in evidence: any Evidence) -> Unestablished {
        let chain = Question(CertificateChain.self, CertificateChain.served)
        let reasons = endpoints.flatMap { endpoint in
            [evidence.reason(Question(AddressSet.self), of: .endpoint(endpoint.id))]
                + evidence.addresses(of: endpoint.id).map { evidence.reason(chain, of: $0) }
        }
        let words = "the chain of \(host):\(port) was not measured"
        return reasons.lazy.compactMap(\.self).first ?? Unestablished(phase: .notMeasured, reason: words)
    }

    /// Mail servers are not bound by the public authorities (RFC 7672 §3.1.3).
    private func isUsable(_ record: TLSARecord) -> Bool {
        let lengths: [UInt8: Int] = [1: 32, 2: 64]
        let hasLength = lengths[record.matching].map { record.data.count == $0 } ?? !record.data.isEmpty
        return (isMail ? 2...3 : 0...3).contains(record.usage) && record.selector <= 1 && record.matching <= 2
            && hasLength
    }
}

extension DomainView {
    /// The services with TLSA records: MX hosts on port 25, the domain and www on port 443.
    func associations() throws(Unestablished) -> [ServiceAssociation] {
        var services: [ServiceAssociation] = []
        let mail = try exchanges().map(\.host).filter { !$0.isRoot }
        let web = [domain, domain.prepending("www")].compactMap(\.self)
        for (host, port) in mail.map({ ($0, UInt16(25)) }) + web.map({ ($0, UInt16(443)) }) {
            guard let name = host.prepending("_\(port)", "_tcp") else { continue }
            let set = try set(name, .tlsa)
            guard set.outcome == .found else { continue }
            services.append(
                ServiceAssociation(
                    host: host,
                    port: port,
                    isProven: set.security == .secure,
                    records: set.data.compactMap { if case .association(let one) = $0 { one } else { nil } },
                    isMail: port == 25
                )
            )
        }
        return services
    }
}
