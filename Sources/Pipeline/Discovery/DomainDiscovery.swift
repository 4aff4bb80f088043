// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
package import Inventory
internal import Model
package import Resolver

/// What DNS has of a domain, as a first inventory: questions to the resolver, and no packet to any host that it names.
package struct DomainDiscovery: Sendable {
    package enum Failure: Error, Hashable, Sendable {
        case noName(String)
        case noSuchDomain(String)
        /// With how the question ended.
        case noAnswer(String, String)
    }

    /// What was found.
    package struct Result: Sendable {
        package let draft: InventoryDraft
        /// Questions without an answer: what they ask for may be there all the same.
        package let unanswered: [String]
    }

    private struct Found: Sendable {
        let name: String
        let role: Role
        let addresses: Set<[UInt8]>
        let alias: String?
    }

    private let resolver: any Resolving
    private let domain: DNSName
    private var draft: InventoryDraft
    private var unanswered: Set<String> = []
    private var notes: [String] = []

    private init(_ domain: DNSName, _ resolver: any Resolving) {
        (self.domain, self.resolver) = (domain, AnswerCache(resolver))
        draft = InventoryDraft(origin: "what DNS has of \(domain)")
    }

    /// Asks for the names of a domain and of the hosts that are common below it.
    ///
    /// - Parameter probe: a label that nobody has, by which a zone is known that answers to every name.
    package static func run(
        _ name: String,
        asking resolver: any Resolving,
        probe: String = "chancery-\(UInt64.random(in: .min ... .max))"
    ) async throws(Failure) -> Result {
        let text = name.hasSuffix(".") ? String(name.dropLast()) : name
        guard let domain = DNSName(text.lowercased()), domain.labels.count >= 2, HostRule.isDomain(text)
        else {
            throw .noName(name)
        }
        var discovery = DomainDiscovery(domain, resolver)
        try await discovery.findZone()
        await discovery.findSites(probe)
        await discovery.findMail()
        await discovery.findAnnounced()
        return discovery.result
    }

    /// The same through libunbound.
    ///
    /// Throws `Failure`, and `ResolverError` where it cannot be set up.
    package static func run(_ name: String, under settings: ServiceSettings) async throws -> Result {
        var resolving = MeasuringSettings(settings).resolver
        if resolving.forwarders.isEmpty { resolving.resolvConf = "/etc/resolv.conf" }
        return try await run(name, asking: try NameResolver(resolving))
    }

    private var result: Result {
        var draft = draft
        draft.domains = [InventoryDraft.Domain(name: domain.description, notes: notes)]
        return Result(draft: draft, unanswered: unanswered.sorted())
    }

    private mutating func findZone() async throws(Failure) {
        let answer = await resolver.records(of: domain.description, type: RecordType.ns.rawValue)
        switch answer.outcome {
        case .found:
            let servers = answer.records.compactMap { rdata -> String? in
                guard case .nameServer(let host) = RecordData(type: .ns, rdata: rdata) else { return nil }
                return host.description
            }
            notes.append("Its name servers: \(servers.sorted().joined(separator: ", ")).")
        case .noData: notes.append("It is no zone of its own: it has no name servers.")
        case .noSuchName: throw .noSuchDomain(domain.description)
        case .failed(let words), .bogus(let words): throw .noAnswer(domain.description, words)
        case .timedOut: throw .noAnswer(domain.description, "no answer in time")
        case .cancelled: throw .noAnswer(domain.description, "it was given up")
        }
    }

    /// The records of a type; empty where there are none, noted where nobody says.
    private mutating func records(_ name: String, _ type: RecordType) async -> [RecordData] {
        let answer = await resolver.records(of: name, type: type.rawValue)
        note(answer, name, type)
        return answer.outcome == .found ? answer.records.map { RecordData(type: type, rdata: $0) } : []
    }

    private mutating func note(_ answer: DNSAnswer, _ name: String, _ type: RecordType) {
        switch answer.outcome {
        case .found, .noData, .noSuchName: break
        case .failed, .timedOut, .bogus, .cancelled: unanswered.insert("\(name) \(type)")
        }
    }

    // MARK: Sites

    private mutating func findSites(_ probe: String) async {
        let everything = await look(for: probe, .other)
        if everything != nil {
            notes.append(
                "It answers to every name, so hosts with the same addresses were not taken for hosts of their own."
            )
        }
        if let apex = await look(for: nil, .publicWebsite) { add(apex) }
        var found: [Found] = []
        for (label, role) in CommonNames.sites {
            guard let site = await look(for: label, role) else { continue }
            guard site.addresses != everything?.addresses else { continue }
            found.append(site)
        }
        for site in found { add(site) }
        // The host of an MTA-STS policy is followed from the domain; it is said, and not listed.
        if let policy = await look(for: "mta-sts", .mail), policy.addresses != everything?.addresses {
            notes.append("The policy file at \(policy.name) is read with the domain; it need not be listed.")
        }
    }

    /// - Parameter label: nil for the domain itself.
    private mutating func look(for label: String?, _ role: Role) async -> Found? {
        guard let name = label.map({ domain.prepending($0) }) ?? domain else { return nil }
        let host = name.description
        async let four = resolver.records(of: host, type: RecordType.a.rawValue)
        async let six = resolver.records(of: host, type: RecordType.aaaa.rawValue)
        let (ipv4, ipv6) = await (four, six)
        note(ipv4, host, .a)
        note(ipv6, host, .aaaa)
        let addresses = Set([ipv4, ipv6].filter { $0.outcome == .found }.flatMap(\.records))
        guard !addresses.isEmpty else { return nil }
        let alias = [ipv4, ipv6].compactMap(\.canonicalName).first { $0.lowercased() != host }
        return Found(name: host, role: role, addresses: addresses, alias: alias)
    }

    private mutating func add(_ site: Found) {
        let target = site.alias.flatMap { DNSName($0) }
        let isForeign = target.map { !$0.isWithin(domain) } ?? false
        append(
            InventoryDraft.Endpoint(
                id: site.name,
                host: site.name,
                service: .https,
                role: site.role,
                notes: isForeign ? ["An alias of \(target?.description ?? ""): somebody else runs it."] : [],
                isForeign: isForeign
            )
        )
    }

    // MARK: Mail and what SRV records announce

    private mutating func findMail() async {
        for record in await records(domain.description, .mx) {
            guard case .exchange(let exchange) = record else { continue }
            guard !exchange.host.isRoot else {
                notes.append("It says that it takes no mail (a null MX, RFC 7505).")
                continue
            }
            take(exchange.host, .smtp, nil, .mail, "Its mail is taken by")
        }
    }

    private mutating func findAnnounced() async {
        for (owner, service, role) in CommonNames.announcements {
            for record in await records("\(owner).\(domain)", .srv) {
                // The root says that there is no such service (RFC 2782).
                guard case .service(let location) = record, !location.target.isRoot, location.port > 0 else {
                    continue
                }
                take(location.target, service, location.port, role, "Its service \(service.rawValue) is at")
            }
        }
    }

    /// Lists a host of the domain; one elsewhere is only told of.
    private mutating func take(
        _ host: DNSName,
        _ service: Service,
        _ port: UInt16?,
        _ role: Role,
        _ words: String
    ) {
        let name = host.description
        guard host.isWithin(domain), HostRule.isHost(name) else {
            notes.append("\(words) \(name), outside the domain: not listed.")
            return
        }
        let isTaken = draft.endpoints.contains { $0.id == name }
        let id = isTaken ? "\(name):\(port ?? service.defaultPort)" : name
        append(InventoryDraft.Endpoint(id: id, host: name, service: service, port: port, role: role))
    }

    private mutating func append(_ endpoint: InventoryDraft.Endpoint) {
        guard !draft.endpoints.contains(where: { $0.id == endpoint.id }) else { return }
        draft.endpoints.append(endpoint)
    }
}

extension DomainDiscovery.Failure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noName(let name): "\(name) is no domain such as mfa.example"
        case .noSuchDomain(let name): "there is no domain \(name)"
        case .noAnswer(let name, let reason):
            "nobody says what \(name) has: \(reason); name a server with --resolver, or begin with a table (--csv)"
        }
    }
}
