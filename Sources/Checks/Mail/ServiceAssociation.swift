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
    /// Whose mail it takes; nil for other services.
    let mailDomain: DNSName?

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
            let outcome = judged(usable, against: chain, at: place, in: view.evidence)
            guard case .success(nil) = outcome else { return outcome }
        }
        return .success(nil)
    }

    private func judged(
        _ usable: [TLSARecord],
        against chain: Observation<CertificateChain>,
        at place: String,
        in evidence: any Evidence
    ) -> Result<Fault?, Unestablished> {
        let digests = try? evidence.one(
            AssociationDigests.self,
            CertificateChain.served,
            of: chain.subject
        )
        .fact
        let served = ServedAssociation(chain.fact.certificates, digests: digests)
        let counting = usable.filter { $0.counts(among: usable) }
        var fault: Fault?
        for record in counting where served.fits(record) {
            switch condition(of: record, chain, in: evidence) {
            case .success(nil): return .success(nil)
            case .success(let found): fault = fault ?? found
            case .failure(let gap): return .failure(gap)
            }
        }
        if let gap = counting.lazy.filter({ !served.fits($0) }).compactMap(served.gap).first {
            let reason = "a record of \(place) cannot be compared: \(gap)"
            return .failure(Unestablished(phase: .notMeasured, reason: reason))
        }
        if let fault { return .success(fault) }
        if usable.contains(where: served.fits) {
            let words = "only a record of SHA-256 fits, which clients ignore beside one of SHA-512"
            return .success(("digest", "\(place): \(words)"))
        }
        return .success(("mismatch", "no record of \(place) fits what \(chain.subject.name) serves"))
    }

    /// What a record asks for beyond that it fits: all but DANE-EE bind the name (RFC 7671 §5.1, §5.2), those of
    /// PKIX an anchor of the public (§5.3, §5.4).
    private func condition(
        of record: TLSARecord,
        _ chain: Observation<CertificateChain>,
        in evidence: any Evidence
    ) -> Result<Fault?, Unestablished> {
        guard record.usage != 3 else { return .success(nil) }
        let names = [host, mailDomain].compactMap(\.self)
        guard let leaf = chain.fact.leaf, names.contains(where: leaf.isFor) else {
            return .success(
                ("name", "\(chain.subject.name) serves a certificate for other names than \(host)")
            )
        }
        guard record.usage < 2 else { return .success(nil) }
        let trusts = evidence.all(ChainTrust.self, under: chain.subject).map(\.fact)
            .filter { $0.chain == CertificateChain.served }
        if trusts.contains(where: { $0.outcome == .trusted }) { return .success(nil) }
        guard let trust = trusts.first, trust.outcome != .issuerMissing else {
            let reason = "whether the chain of \(chain.subject.name) is trusted was not established"
            return .failure(Unestablished(phase: .notMeasured, reason: reason))
        }
        return .success(("untrusted", "\(chain.subject.name): \(trust.text), with a record of PKIX"))
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
        return (mailDomain == nil ? 0...3 : 2...3).contains(record.usage) && record.selector <= 1
            && record.matching <= 2
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
                    mailDomain: port == 25 ? domain : nil
                )
            )
        }
        return services
    }
}

extension TLSARecord {
    /// Whether clients look at it: of one usage and selector, only at the strongest digest (RFC 7671 §9).
    fileprivate func counts(among records: [TLSARecord]) -> Bool {
        matching == 0
            || !records.contains {
                $0.usage == usage && $0.selector == selector && $0.matching > matching
            }
    }
}

extension CertificateSummary {
    /// Whether one of its names is a host's, a star standing for one label (RFC 7671 §5.2, RFC 9525 §6.3).
    fileprivate func isFor(_ host: DNSName) -> Bool {
        // RFC 7672 §3.2.3: a common name counts where no other name is there.
        (names.isEmpty ? [commonName].compactMap(\.self) : names).contains { name in
            guard let name = DNSName(name), name.labels.count == host.labels.count else { return false }
            let isWild = name.labels.first == [UInt8(ascii: "*")] && name.labels.count > 2
            return isWild ? name.labels.dropFirst() == host.labels.dropFirst() : name == host
        }
    }
}
