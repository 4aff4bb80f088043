// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import DNSWire
internal import Facts
internal import Model
internal import Probes

/// The hosts that take the mail of domains, as endpoints: by MX, each once, in order of preference.
struct MailHosts: Sendable {
    /// Of one domain.
    static let most = 16

    /// As they are known to the world: on port 25, wherever the servers of a test listen.
    private(set) var endpoints: [Endpoint] = []
    /// By endpoint: how far each of the domains that name it may lead.
    private var reaches: [String: [DomainReach]] = [:]
    /// Endpoints that lie in none of the domains.
    private var foreign: Set<String> = []

    /// - Parameters:
    ///   - domains: those that were measured, by `visits`.
    ///   - known: endpoints that are visited anyway.
    init(_ domains: [ListedDomain], visits: [Visit], known: [Endpoint]) {
        let own = domains.compactMap { DNSName($0.name) }
        let listed = Set(known.map(\.id))
        for domain in domains {
            let sets = Self.sets(of: domain, in: visits)
            let reach = DomainReach(zone: Self.zone(of: domain, in: visits), sets: sets)
            for host in Self.exchanges(of: domain, in: sets) {
                let endpoint = Self.endpoint(host)
                guard !listed.contains(endpoint.id) else { continue }
                if reaches[endpoint.id] == nil { endpoints.append(endpoint) }
                reaches[endpoint.id, default: []].append(reach)
                if !own.contains(where: host.isWithin) { foreign.insert(endpoint.id) }
            }
        }
    }

    /// Why a host, or one address of it, is left alone; nil where it is visited.
    func bar(_ endpoint: Endpoint, at address: IPAddress?) -> Unestablished? {
        guard let address else {
            guard foreign.contains(endpoint.id) else { return nil }
            return Unestablished(
                phase: .notOurs,
                reason: "\(endpoint.host) lies in none of the domains; name smtp://\(endpoint.host) to see it"
            )
        }
        guard !(reaches[endpoint.id] ?? []).contains(where: { $0.allows(address) }) else { return nil }
        return Unestablished(
            phase: .vantage,
            reason:
                "\(endpoint.host) at \(address) lies in a private network, and the domain's name servers do not"
        )
    }

    /// What is dialled.
    func dialled(on port: UInt16) -> [Endpoint] {
        endpoints.map { $0.dialled(on: port) }
    }

    private static func evidence(_ domain: ListedDomain, _ visits: [Visit]) -> RecordedEvidence {
        let estate = Estate(ministry: Ministry(name: ""), endpoints: [], domains: [domain])
        return RecordedEvidence(
            estate: estate,
            measurements: visits.filter { $0.subject == .domain(domain.name) }
        )
    }

    private static func sets(of domain: ListedDomain, in visits: [Visit]) -> [DNSRecords] {
        evidence(domain, visits).all(DNSRecords.self, under: .domain(domain.name)).map(\.fact)
    }

    private static func zone(of domain: ListedDomain, in visits: [Visit]) -> String {
        let cut = try? evidence(domain, visits).one(ZoneCut.self, of: .domain(domain.name)).fact
        return cut?.zone ?? domain.name
    }

    private static func exchanges(of domain: ListedDomain, in sets: [DNSRecords]) -> [DNSName] {
        let question = DNSName(domain.name).map { DNSRecords.question($0, .mx) }
        let data = sets.first { $0.question == question }?.data ?? []
        let all = data.compactMap { if case .exchange(let one) = $0 { one } else { nil } }.sorted()
        var known: Set<DNSName> = []
        return Array(all.map(\.host).filter { !$0.isRoot && known.insert($0).inserted }.prefix(most))
    }

    private static func endpoint(_ host: DNSName) -> Endpoint {
        Endpoint(
            id: "\(host):\(Endpoint.mailPort)",
            host: "\(host)",
            port: Endpoint.mailPort,
            service: .smtp,
            role: .mail,
            mission: nil,
            criticality: Role.mail.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }
}
