// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
package import Facts
internal import MailPolicy
package import Model

/// What is known of one domain: its records as they were answered.
package struct DomainView: Sendable {
    let evidence: any Evidence
    let subject: Subject
    let domain: DNSName

    package init(of subject: Subject, in evidence: any Evidence) throws(Unestablished) {
        guard let domain = DNSName(subject.name), !domain.isRoot else {
            throw Unestablished(phase: .resolve, reason: "\(subject.name) is no domain name")
        }
        self.evidence = evidence
        self.subject = subject
        self.domain = domain
    }

    /// What the configuration says of it.
    var listed: ListedDomain? { evidence.estate.domains.first { $0.name == subject.name } }

    func set(_ name: DNSName, _ type: RecordType) throws(Unestablished) -> DNSRecords {
        try evidence.one(DNSRecords.self, "\(name) \(type)", of: subject).fact
    }

    /// Empty where there are none; malformed ones stay among them.
    func data(_ name: DNSName, _ type: RecordType) throws(Unestablished) -> [RecordData] {
        try set(name, type).data
    }

    func answer(_ name: DNSName, _ type: RecordType) -> PolicyAnswer<RecordData> {
        do {
            let set = try set(name, type)
            switch set.outcome {
            case .found: return .found(set.data)
            case .noData: return .noData
            case .noSuchName: return .noSuchName
            }
        } catch {
            return .failed(error.reason)
        }
    }

    func security() throws(Unestablished) -> DNSSECState {
        try evidence.one(DNSSECState.self, "\(domain)", of: subject).fact
    }

    /// The zone that the domain lies in.
    func zone() throws(Unestablished) -> DNSName {
        let cut = try evidence.one(ZoneCut.self, of: subject).fact
        return DNSName(cut.zone) ?? domain
    }

    /// Of the zone, sorted.
    func nameServers() throws(Unestablished) -> [DNSName] {
        try data(try zone(), .ns).compactMap { if case .nameServer(let host) = $0 { host } else { nil } }
            .sorted()
    }

    func addresses(of host: DNSName, _ family: IPAddress.Family? = nil) throws(Unestablished) -> [IPAddress] {
        var addresses: [IPAddress] = []
        for type in [RecordType.a, .aaaa] where family == nil || (family == .v4) == (type == .a) {
            addresses += try data(host, type).compactMap {
                if case .address(let one) = $0 { one } else { nil }
            }
        }
        return addresses
    }

    /// Those of several hosts of which something is so.
    func select(
        _ hosts: [DNSName],
        where isSo: (DNSName) throws(Unestablished) -> Bool
    ) throws(Unestablished) -> [DNSName] {
        var selected: [DNSName] = []
        for host in hosts where try isSo(host) { selected.append(host) }
        return selected
    }

    /// By preference, then by name.
    func exchanges() throws(Unestablished) -> [MailExchange] {
        try data(domain, .mx).compactMap { if case .exchange(let one) = $0 { one } else { nil } }.sorted()
    }

    func hasNullMX() throws(Unestablished) -> Bool { try exchanges().contains(where: \.host.isRoot) }

    /// Whether an MX record names a host; without any record nobody means to.
    func takesMail() throws(Unestablished) -> Bool { try exchanges().contains { !$0.host.isRoot } }

    /// The CAA records nearest to the domain, going up, and where they stand.
    func authorisations() throws(Unestablished)
        -> (name: DNSName, records: [CertificationAuthorityAuthorization], malformed: Int)
    {
        for count in domain.labels.indices {
            let name = domain.suffix(domain.labels.count - count)
            let data = try data(name, .caa)
            guard !data.isEmpty else { continue }
            let records = data.compactMap { if case .issuance(let one) = $0 { one } else { nil } }
            return (name, records, data.count - records.count)
        }
        return (domain, [], 0)
    }
}

extension DomainView {
    /// What each server of the zone was seen to do, and why others were not.
    func conducts() throws(Unestablished) -> (seen: [NameServerConduct], gaps: [Unestablished]) {
        try perServer(NameServerConduct.self)
    }

    /// One fact a server and address; throws where no server was asked.
    func perServer<F: Fact>(_ kind: F.Type) throws(Unestablished) -> (seen: [F], gaps: [Unestablished]) {
        var seen: [F] = []
        var gaps: [Unestablished] = []
        for host in try nameServers() {
            for address in try addresses(of: host) {
                do {
                    seen.append(try evidence.one(kind, "\(host) \(address)", of: subject).fact)
                } catch {
                    gaps.append(error)
                }
            }
        }
        guard !seen.isEmpty || !gaps.isEmpty else {
            throw Unestablished(phase: .resolve, reason: "no name server has an address")
        }
        return (seen, gaps)
    }
}
