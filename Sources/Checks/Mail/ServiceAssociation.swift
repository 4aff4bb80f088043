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
        let chains = view.evidence.estate.endpoints.filter { $0.host == "\(host)" && $0.port == port }.flatMap
        {
            view.evidence.all(CertificateChain.self, under: .endpoint($0.id))
        }
        .filter { $0.fact.aspect == CertificateChain.served }
        guard !chains.isEmpty else {
            return .failure(
                Unestablished(phase: .notMeasured, reason: "the chain of \(host):\(port) was not measured")
            )
        }
        for chain in chains where !usable.contains(where: { fits($0, chain.fact.certificates) }) {
            if let gap = usable.lazy.compactMap(Self.gap).first {
                let reason = "a record of \(place) cannot be compared: \(gap)"
                return .failure(Unestablished(phase: .notMeasured, reason: reason))
            }
            return .success(("mismatch", "no record of \(place) fits what \(chain.subject.name) serves"))
        }
        return .success(nil)
    }

    /// Mail servers are not bound by the public authorities (RFC 7672 §3.1.3).
    private func isUsable(_ record: TLSARecord) -> Bool {
        let lengths: [UInt8: Int] = [1: 32, 2: 64]
        let hasLength = lengths[record.matching].map { record.data.count == $0 } ?? !record.data.isEmpty
        return (isMail ? 2...3 : 0...3).contains(record.usage) && record.selector <= 1 && record.matching <= 2
            && hasLength
    }

    /// Why a record that fits nothing may fit all the same; nil where it may not.
    private static func gap(_ record: TLSARecord) -> String? {
        guard record.matching == 1 else { return "only SHA-256 of certificates is kept" }
        return record.usage == 0 ? "the authority that it names need not be sent" : nil
    }

    private func fits(_ record: TLSARecord, _ chain: [CertificateSummary]) -> Bool {
        guard record.matching == 1 else { return false }
        let digest = record.data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let isLeaf = record.usage == 1 || record.usage == 3
        let candidates = isLeaf ? chain.prefix(1) : chain.dropFirst()
        return candidates.contains {
            (record.selector == 0 ? $0.sha256 : $0.spkiSHA256).lowercased() == digest
        }
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
