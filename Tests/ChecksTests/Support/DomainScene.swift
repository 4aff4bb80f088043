// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Foundation
import Model

/// Evidence of one domain, `mfa.example`, put together record by record; what was not said is not there.
struct DomainScene {
    static let subject = Subject.domain("mfa.example")
    static let lost = Unestablished(phase: .resolve, reason: "SERVFAIL", attempts: 1)

    var listed = ListedDomain(name: "mfa.example", mission: nil, selectors: ["s1"], allowsTransfer: true)
    var endpoints: [Endpoint] = []
    private var answers: [Subject: [Question: Answer]] = [:]

    func seeing(_ facts: any Fact..., on subject: Subject = DomainScene.subject) throws -> DomainScene {
        var copy = self
        for fact in facts {
            let record = FactRecord(fact)
            copy.answers[subject, default: [:]][record.question] = .fact(record)
        }
        return copy
    }

    func listing(_ domain: ListedDomain) -> DomainScene {
        var copy = self
        copy.listed = domain
        return copy
    }

    func missing(_ question: Question) -> DomainScene {
        var copy = self
        copy.answers[Self.subject, default: [:]][question] = .unestablished(question, Self.lost)
        return copy
    }

    func losing(_ name: String, _ type: RecordType) throws -> DomainScene {
        missing(DNSRecords.question(try Self.name(name), type))
    }

    /// These records and no others; none of them is no data.
    func with(
        _ name: String,
        _ type: RecordType,
        _ data: RecordData...,
        security: DNSSecurity = .secure
    ) throws -> DomainScene {
        try seeing(
            DNSRecords(
                name: try Self.name(name),
                type: type,
                outcome: data.isEmpty ? .noData : .found,
                records: try data.map { try $0.encoded() },
                security: security
            )
        )
    }

    func text(_ name: String, _ texts: String...) throws -> DomainScene {
        try seeing(
            DNSRecords(
                name: try Self.name(name),
                type: .txt,
                outcome: texts.isEmpty ? .noData : .found,
                records: try texts.map { try RecordData.text([Array($0.utf8)]).encoded() },
                security: .secure
            )
        )
    }

    func gone(_ name: String, _ types: RecordType...) throws -> DomainScene {
        try types.reduce(self) { scene, type in
            try scene.seeing(
                DNSRecords(name: try Self.name(name), type: type, outcome: .noSuchName, security: .secure)
            )
        }
    }

    func verdict<C: Check>(
        of check: C.Type,
        _ settings: [String: String] = [:],
        at now: Date = Scene.now
    ) throws -> Verdict {
        try C(CheckSettings(settings)).verdict(on: evidence, about: Self.subject, at: now)
    }

    var evidence: DomainEvidence {
        DomainEvidence(
            recorded: RecordedEvidence(
                estate: Estate(ministry: Ministry(name: ""), endpoints: endpoints, domains: [listed]),
                measurements: answers.map { subject, answers in
                    Visit(
                        subject: subject,
                        vantage: "test",
                        started: Scene.now,
                        finished: Scene.now,
                        cost: Cost(),
                        transcriptSHA256: nil,
                        answers: Array(answers.values)
                    )
                }
            )
        )
    }

    static func name(_ text: String) throws -> DNSName {
        guard let name = DNSName(text) else { throw lost }
        return name
    }
}

/// Answers that nobody scripted are no data, as an empty zone gives them.
struct DomainEvidence: Evidence {
    let recorded: RecordedEvidence

    var estate: Estate { recorded.estate }

    func endpoint(_ id: String) -> Endpoint? { recorded.endpoint(id) }

    func addresses(of endpoint: String) -> [Subject] { recorded.addresses(of: endpoint) }

    func one<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) throws(Unestablished)
        -> Observation<F>
    {
        do {
            return try recorded.one(kind, aspect, of: subject)
        } catch {
            let parts = aspect.split(separator: " ")
            guard kind == DNSRecords.self, error.phase == .notMeasured, parts.count == 2,
                let name = DNSName(String(parts[0])),
                let type = RecordType.known.first(where: { $0.name == parts[1] })?.type,
                let fact = DNSRecords(name: name, type: type, outcome: .noData, security: .secure) as? F
            else { throw error }
            return Observation(fact: fact, subject: subject, seen: Scene.now, vantage: "test")
        }
    }

    func all<F: Fact>(_ kind: F.Type, under subject: Subject) -> [Observation<F>] {
        recorded.all(kind, under: subject)
    }

    func history<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) -> [Sighting<F>] { [] }

    func reason(_ question: Question, of subject: Subject) -> Unestablished? {
        recorded.reason(question, of: subject)
    }
}

extension DomainScene {
    static let key = ZoneKey(flags: 257, algorithm: 13, publicKey: [UInt8](repeating: 7, count: 64))
    static let policy = "version: STSv1\nmode: enforce\nmx: mx1.mfa.example\nmax_age: 2419200\n"

    /// A domain as one would wish.
    static func sound() throws -> DomainScene {
        try DomainScene().names().mail()
    }

    static func signer(
        tag: UInt16 = key.keyTag,
        algorithm: UInt8 = 13,
        digest: UInt8 = 2
    ) -> RecordData {
        .delegationSigner(
            DelegationSigner(keyTag: tag, algorithm: algorithm, digestType: digest, digest: [1])
        )
    }

    static func exchange(_ host: String, _ preference: UInt16 = 10) throws -> RecordData {
        .exchange(MailExchange(preference: preference, host: try name(host)))
    }

    static func address(_ text: String) throws -> RecordData {
        guard let address = IPAddress(text) else { throw lost }
        return .address(address)
    }

    static func issue(_ value: String, tag: String = "issue", isCritical: Bool = false) -> RecordData {
        .issuance(
            CertificationAuthorityAuthorization(isCritical: isCritical, tag: tag, value: Array(value.utf8))
        )
    }

    static let servers = [
        ("ns1.mfa.example", "192.0.2.1"), ("ns1.mfa.example", "2001:db8:1::1"),
        ("ns2.mfa.example", "198.51.100.1"), ("ns2.mfa.example", "2001:db8:2::1"),
    ]

    func conduct(
        _ index: Int,
        answer: NameServerConduct.Answer = .authoritative,
        serial: UInt32? = 7,
        recursion: Bool = false
    ) throws -> DomainScene {
        let (host, text) = Self.servers[index]
        guard let address = IPAddress(text) else { return self }
        return try seeing(
            NameServerConduct(
                host: host,
                address: address,
                answer: answer,
                code: answer == .lame ? "REFUSED" : nil,
                serial: serial,
                servers: [],
                offersRecursion: recursion,
                understandsEDNS: true
            )
        )
    }

    func stream(_ index: Int, answers: Bool) throws -> DomainScene {
        let (host, text) = Self.servers[index]
        guard let address = IPAddress(text) else { return self }
        return try seeing(NameServerStream(host: host, address: address, answers: answers))
    }

    func transfer(_ index: Int, isOpen: Bool) throws -> DomainScene {
        let (host, text) = Self.servers[index]
        guard let address = IPAddress(text) else { return self }
        return try seeing(ZoneTransfer(host: host, address: address, isOpen: isOpen))
    }

    private func names() throws -> DomainScene {
        var scene =
            try self
            .seeing(
                DNSSECState(name: "mfa.example", state: .secure),
                ZoneCut(zone: "mfa.example", parent: "example"),
                Delegation(
                    zone: "mfa.example",
                    parent: "example",
                    servers: ["ns1.mfa.example", "ns2.mfa.example"]
                ),
                Self.signatures(until: "2026-12-20")
            )
            .with(
                "mfa.example",
                .soa,
                .authority(StartOfAuthority(primary: .root, mailbox: .root, serial: 7))
            )
            .with(
                "mfa.example",
                .ns,
                .nameServer(try Self.name("ns1.mfa.example")),
                .nameServer(try Self.name("ns2.mfa.example"))
            )
            .with("mfa.example", .ds, Self.signer())
            .with("mfa.example", .dnskey, .key(Self.key))
            .with("mfa.example", .caa, Self.issue("ca.example"))
        for (index, (host, address)) in Self.servers.enumerated() {
            let type: RecordType = address.contains(":") ? .aaaa : .a
            scene = try scene.with(host, type, try Self.address(address)).conduct(index)
                .stream(index, answers: true).transfer(index, isOpen: false)
        }
        return scene
    }

    static func signatures(from: String = "2026-11-20", until: String) -> ZoneSignatures {
        ZoneSignatures(
            zone: "mfa.example",
            signatures: ["SOA", "DNSKEY"].map {
                .init(covered: $0, algorithm: 13, keyTag: 1, inception: day(from), expiration: day(until))
            }
        )
    }

    private func mail() throws -> DomainScene {
        try with("mfa.example", .mx, try Self.exchange("mx1.mfa.example"))
            .with("mx1.mfa.example", .a, try Self.address("192.0.2.25"))
            .with("mx1.mfa.example", .aaaa, try Self.address("2001:db8::25"))
            .with(
                "_25._tcp.mx1.mfa.example",
                .tlsa,
                Self.association(3, 1, [UInt8](repeating: 0xAA, count: 32))
            )
            .text("mfa.example", "v=spf1 mx -all")
            .text("_dmarc.mfa.example", "v=DMARC1; p=reject; rua=mailto:d@mfa.example")
            .text("_mta-sts.mfa.example", "v=STSv1; id=1")
            .text("_smtp._tls.mfa.example", "v=TLSRPTv1; rua=mailto:t@mfa.example")
            .text(
                "s1._domainkey.mfa.example",
                "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            )
            .file(Self.policy)
            .serving("mx1.mfa.example", port: 25, spki: String(repeating: "aa", count: 32))
    }

    static func association(_ usage: UInt8, _ selector: UInt8, _ data: [UInt8], matching: UInt8 = 1)
        -> RecordData
    {
        .association(TLSARecord(usage: usage, selector: selector, matching: matching, data: data))
    }

    func file(_ body: String, status: Int = 200, isTrusted: Bool = true) throws -> DomainScene {
        try seeing(
            MTASTSPolicyFile(status: status, mediaType: "text/plain", body: body, isTrusted: isTrusted)
        )
    }

    /// A listed endpoint with its chain.
    func serving(_ host: String, port: UInt16, spki: String, issuer: String = "CN=Issuing CA") throws
        -> DomainScene
    {
        var copy = self
        let id = "\(host):\(port)"
        copy.endpoints.append(
            Endpoint(
                id: id,
                host: host,
                port: port,
                service: port == 25 ? .smtp : .https,
                role: .mail,
                mission: nil,
                criticality: Role.mail.defaultCriticality,
                secrecyLifetimeDays: nil,
                authorisation: Authorisation(tier: .active),
                addresses: []
            )
        )
        let leaf = CertificateSummary.leaf(isSelfSigned: true, spki: spki, subject: issuer)
        return try copy.seeing(
            CertificateChain(aspect: CertificateChain.served, certificates: [leaf]),
            on: Subject(scope: .address, name: "\(id)@192.0.2.25")
        )
    }
}
