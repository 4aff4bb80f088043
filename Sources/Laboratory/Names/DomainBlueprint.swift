// SPDX-License-Identifier: Apache-2.0
internal import DNSWire

/// Everything that decides what one domain of the laboratory says; as it is made, there is no fault in it.
package struct DomainBlueprint: Sendable {
    /// What becomes of the key of the zone in the zone above.
    enum Voucher: Sendable {
        case given
        case missing
        /// For a key that the zone does not have.
        case foreign
    }

    /// One name server, at an address of its own so that a fault of it touches no other.
    struct Server: Sendable {
        let label: String
        let address: String
        var conduct = ServerConduct.sound
        /// How much newer its version of the zone is.
        var lead: UInt32 = 0
    }

    enum ServerConduct: Sendable {
        case sound
        /// It knows nothing of the zone.
        case lame
        case offersRecursion
        case givesZoneAway
        case refusesTCP
    }

    let domain: String

    // MARK: The zone

    var signing = ZoneSigning.sound
    var voucher = Voucher.given
    var servers: [Server]
    /// Labels of the servers that the zone above names; nil for those of the zone.
    var delegated: [String]?
    /// Who may issue certificates; empty for no CAA record.
    var issuers = ["ca.example"]
    /// Where www leads; nil where it is a host itself.
    var alias: String?

    /// The HTTPS record of the domain; nil for none.
    var binding: ServiceBinding?

    // MARK: Mail

    /// Whether it says beside its mail host that it takes no mail (RFC 7505).
    var hasNullExchange = false
    var senderPolicy: String? = "v=spf1 mx -all"
    var authentication: String?
    /// The key at the selector; nil for none.
    var signingKey: String? = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    var strictTransport: String? = "v=STSv1; id=1"
    var strictTransportMode = "enforce"
    var transportReports: String?
    /// The BIMI record; nil for none.
    var emblem: String?
    /// Whether its TLSA records are of its mail host's keys; nil for no record.
    var association: Association? = .right

    enum Association: Sendable { case right, wrong }

    // MARK: Conferences

    /// Port of the relay in SRV records; nil for no record.
    var relayPort: UInt16? = 443

    init(_ specimen: DomainSpecimen) {
        domain = specimen.domain
        servers = [
            Server(label: "ns1", address: specimen.address(in: 1)),
            Server(label: "ns2", address: specimen.address(in: 2)),
        ]
        authentication = "v=DMARC1; p=reject; rua=mailto:dmarc@\(domain)"
        transportReports = "v=TLSRPTv1; rua=mailto:tls@\(domain)"
    }
}

extension DomainBlueprint {
    /// Of the key that the sound domain has.
    package static let selector = "s1"

    var policyFile: String {
        """
        version: STSv1\r
        mode: \(strictTransportMode)\r
        mx: mx1.\(domain)\r
        max_age: 2592000\r

        """
    }

    /// The zone, with the addresses of the hosts that lie in it.
    ///
    /// - Parameter keys: SHA-256 of the public keys of its mail host.
    func plan(hosts: [(name: String, address: String)], keys: [[UInt8]]) throws(LaboratoryError) -> ZonePlan {
        let apex = try DNSName.named(domain)
        var plan = ZonePlan(apex, servers: try named(servers.map(\.label)))
        plan.signing = signing
        for server in servers { plan.add(address: server.address, at: try name(server.label)) }
        for host in hosts where !(alias != nil && host.name == "www.\(domain)") {
            plan.add(address: host.address, at: try DNSName.named(host.name))
        }
        if let alias { plan.add(.alias(try DNSName.named(alias)), .cname, at: try name("www")) }
        try addServices(to: &plan)
        try addMail(to: &plan, keys: keys)
        return plan
    }

    private func name(_ text: String) throws(LaboratoryError) -> DNSName {
        try DNSName.named("\(text).\(domain)")
    }

    private func addServices(to plan: inout ZonePlan) throws(LaboratoryError) {
        for issuer in issuers {
            let record = CertificationAuthorityAuthorization(tag: "issue", value: Array(issuer.utf8))
            plan.add(.issuance(record), .caa, at: plan.name)
        }
        if let binding { plan.add(.binding(binding), .https, at: plan.name) }
        guard let relayPort else { return }
        let place = ServiceLocation(priority: 0, weight: 0, port: relayPort, target: try name("relay"))
        plan.add(.service(place), .srv, at: try name("_turns._tcp"))
    }

    private func addMail(to plan: inout ZonePlan, keys: [[UInt8]]) throws(LaboratoryError) {
        plan.add(.exchange(MailExchange(preference: 10, host: try name("mx1"))), .mx, at: plan.name)
        if hasNullExchange {
            plan.add(.exchange(MailExchange(preference: 0, host: .root)), .mx, at: plan.name)
        }
        let texts = [
            (plan.name, senderPolicy), (try name("_dmarc"), authentication),
            (try name("\(Self.selector)._domainkey"), signingKey), (try name("default._bimi"), emblem),
            (try name("_mta-sts"), strictTransport), (try name("_smtp._tls"), transportReports),
        ]
        for case (let owner, let text?) in texts { plan.add(text: text, at: owner) }
        for key in association == nil ? [] : keys {
            let data = association == .right ? key : key.map { ~$0 }
            let record = TLSARecord(usage: 3, selector: 1, matching: 1, data: data)
            plan.add(.association(record), .tlsa, at: try name("_25._tcp.mx1"))
        }
    }

    func named(_ labels: [String]) throws(LaboratoryError) -> [DNSName] {
        var names: [DNSName] = []
        for label in labels { names.append(try DNSName.named("\(label).\(domain)")) }
        return names
    }
}

extension DNSName {
    /// The name that a text of the laboratory's own stands for.
    static func named(_ text: String) throws(LaboratoryError) -> DNSName {
        guard let name = DNSName(text) else { throw .preparation("\(text) is no name") }
        return name
    }
}
