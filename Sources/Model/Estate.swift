// SPDX-License-Identifier: Apache-2.0

/// The ministry itself.
package struct Ministry: Hashable, Codable, Sendable {
    package var name: String
    /// The IANA time zone of the report periods, `Europe/Paris`.
    package var timeZone: String
    /// Whom auditors and scanned hosts' operators write to; nil where none is named.
    package var contact: String?

    package init(name: String, timeZone: String = "UTC", contact: String? = nil) {
        self.name = name
        self.timeZone = timeZone
        self.contact = contact
    }
}

/// An embassy, consulate, permanent mission or headquarters.
package struct Mission: Hashable, Codable, Sendable {
    package let id: String
    package let name: String
    package let region: String?
    /// BCP 47 tags of the languages its audience reads.
    package let languages: [String]
    package let owner: String?

    package init(id: String, name: String, region: String?, languages: [String], owner: String?) {
        self.id = id
        self.name = name
        self.region = region
        self.languages = languages
        self.owner = owner
    }
}

/// One host, port and service that the ministry answers for.
package struct Endpoint: Hashable, Codable, Sendable {
    /// The section name, unique in the estate.
    package let id: String
    /// The name that is resolved; also sent as SNI and matched, unless `serverName` says otherwise.
    package let host: String
    /// The name to ask for and to match instead of the host's; nil where they are the same.
    package let serverName: String?
    package let port: UInt16
    package let service: Service
    package let role: Role
    /// The id of its mission; nil where it belongs to the ministry as a whole.
    package let mission: String?
    package let criticality: Criticality
    /// How long what passes here must stay secret, in days; nil where nobody said.
    package let secrecyLifetimeDays: Int?
    package let authorisation: Authorisation
    /// What is dialled instead of the resolver's answer; empty where the resolver decides.
    package let addresses: [IPAddress]
    /// SHA-256 of the only public keys that it has, lower-case hex; nil where nobody said.
    package let knownKeys: [String]?

    package init(
        id: String,
        host: String,
        serverName: String? = nil,
        port: UInt16,
        service: Service,
        role: Role,
        mission: String?,
        criticality: Criticality,
        secrecyLifetimeDays: Int?,
        authorisation: Authorisation,
        addresses: [IPAddress],
        knownKeys: [String]? = nil
    ) {
        self.id = id
        self.host = host
        self.serverName = serverName
        self.port = port
        self.service = service
        self.role = role
        self.mission = mission
        self.criticality = criticality
        self.secrecyLifetimeDays = secrecyLifetimeDays
        self.authorisation = authorisation
        self.addresses = addresses
        self.knownKeys = knownKeys
    }

    /// The name that the certificate must be for (RFC 9525 §1.8: the reference identifier).
    package var referenceName: String { serverName ?? host }

    /// Host and port as printed in reports; an IPv6 literal stands in brackets.
    package var target: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A DNS domain that the ministry answers for.
package struct ListedDomain: Hashable, Sendable {
    package let name: String
    package let mission: String?
    /// The DKIM selectors that its senders use; empty where nobody said.
    package let selectors: [String]
    /// Whether it sends mail; nil where nobody said.
    package let sendsMail: Bool?
    /// Whether its name servers may be asked for the whole zone.
    package let allowsTransfer: Bool
    /// Nil where nobody wants to know which names may be taken for it.
    package let lookAlikes: LookAlikeSearch?
    /// The RDAP service that is asked about its registration; nil for none.
    package let registry: String?
    /// Who may issue certificates for it beside those that CAA names: words of their names, or their CAA names.
    package let issuers: [String]

    package init(
        name: String,
        mission: String?,
        selectors: [String] = [],
        sendsMail: Bool? = nil,
        allowsTransfer: Bool = false,
        lookAlikes: LookAlikeSearch? = nil,
        registry: String? = nil,
        issuers: [String] = []
    ) {
        self.name = name
        self.mission = mission
        self.selectors = selectors
        self.sendsMail = sendsMail
        self.allowsTransfer = allowsTransfer
        self.lookAlikes = lookAlikes
        self.registry = registry
        self.issuers = issuers
    }
}

/// How the names that may be taken for a domain are looked for.
package struct LookAlikeSearch: Codable, Hashable, Sendable {
    package static let standardBudget = 500

    /// Names that are asked for in a cycle.
    package let budget: Int
    /// For names together with a word; empty for the usual ones.
    package let words: [String]
    /// Names that are one's own or known to be harmless.
    package let known: [String]

    package init(budget: Int = standardBudget, words: [String] = [], known: [String] = []) {
        self.budget = budget
        self.words = words
        self.known = known
    }
}

extension ListedDomain: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, mission, selectors, sendsMail, allowsTransfer, lookAlikes, registry, issuers
    }

    /// What a store of an earlier version does not say has its default.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            mission: try container.decodeIfPresent(String.self, forKey: .mission),
            selectors: try container.decodeIfPresent([String].self, forKey: .selectors) ?? [],
            sendsMail: try container.decodeIfPresent(Bool.self, forKey: .sendsMail),
            allowsTransfer: try container.decodeIfPresent(Bool.self, forKey: .allowsTransfer) ?? false,
            lookAlikes: try container.decodeIfPresent(LookAlikeSearch.self, forKey: .lookAlikes),
            registry: try container.decodeIfPresent(String.self, forKey: .registry),
            issuers: try container.decodeIfPresent([String].self, forKey: .issuers) ?? []
        )
    }
}

/// Everything the configuration lists, in file order.
package struct Estate: Hashable, Sendable {
    package var ministry: Ministry
    package var missions: [Mission]
    package var endpoints: [Endpoint]
    package var domains: [ListedDomain]
    package var attestations: [Attestation]
    package var acceptances: [Acceptance]
    /// The register of official accounts; empty where there is none.
    package var accounts: [Account]
    package var disputes: [Dispute]
    /// Places at missions from which bundles come; empty where there is none.
    package var vantages: [ListedVantage]

    package init(
        ministry: Ministry,
        missions: [Mission] = [],
        endpoints: [Endpoint] = [],
        domains: [ListedDomain] = [],
        attestations: [Attestation] = [],
        acceptances: [Acceptance] = [],
        accounts: [Account] = [],
        disputes: [Dispute] = [],
        vantages: [ListedVantage] = []
    ) {
        self.ministry = ministry
        self.missions = missions
        self.endpoints = endpoints
        self.domains = domains
        self.attestations = attestations
        self.acceptances = acceptances
        self.accounts = accounts
        self.disputes = disputes
        self.vantages = vantages
    }

    /// Whether a cycle would have nothing to measure and nothing to judge.
    package var isEmpty: Bool { endpoints.isEmpty && domains.isEmpty && attestations.isEmpty }

    package func endpoint(_ id: String) -> Endpoint? { endpoints.first { $0.id == id } }

    /// Host and port of each HTTPS endpoint of which this is the nearest listed domain, each once, in file order.
    package func websites(of domain: String) -> [(host: String, port: UInt16)] {
        var places: [(host: String, port: UInt16)] = []
        for endpoint in endpoints(under: .domain(domain)) where endpoint.service == .https {
            let owners = domains.filter { endpoint.host == $0.name || endpoint.host.hasSuffix(".\($0.name)") }
            guard owners.max(by: { $0.name.utf8.count < $1.name.utf8.count })?.name == domain,
                !places.contains(where: { $0 == (endpoint.host, endpoint.port) })
            else { continue }
            places.append((endpoint.host, endpoint.port))
        }
        return places
    }

    package func mission(_ id: String) -> Mission? { missions.first { $0.id == id } }

    /// The endpoints that a subject covers: itself, those of a mission or of a domain, or all.
    package func endpoints(under subject: Subject) -> [Endpoint] {
        switch subject.scope {
        case .address, .endpoint: endpoints.filter { $0.id == subject.endpointID }
        case .mission: endpoints.filter { $0.mission == subject.name }
        case .domain: endpoints.filter { $0.host == subject.name || $0.host.hasSuffix(".\(subject.name)") }
        case .ministry: endpoints
        }
    }
}

extension Estate: Codable {
    private enum CodingKeys: String, CodingKey {
        case ministry, missions, endpoints, domains, attestations, acceptances, accounts, disputes, vantages
    }

    /// A store of an earlier version has no accounts, disputes or vantages.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            ministry: try container.decode(Ministry.self, forKey: .ministry),
            missions: try container.decode([Mission].self, forKey: .missions),
            endpoints: try container.decode([Endpoint].self, forKey: .endpoints),
            domains: try container.decode([ListedDomain].self, forKey: .domains),
            attestations: try container.decode([Attestation].self, forKey: .attestations),
            acceptances: try container.decode([Acceptance].self, forKey: .acceptances),
            accounts: try container.decodeIfPresent([Account].self, forKey: .accounts) ?? [],
            disputes: try container.decodeIfPresent([Dispute].self, forKey: .disputes) ?? [],
            vantages: try container.decodeIfPresent([ListedVantage].self, forKey: .vantages) ?? []
        )
    }
}
