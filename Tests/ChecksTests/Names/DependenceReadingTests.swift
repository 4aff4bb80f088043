// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import Testing

@testable import Checks

/// What endpoints and domains rest on, as evidence says.
struct DependenceReadingTests {
    private static let paris = Endpoint.listed("a", host: "www.paris.mfa.example", mission: "paris")
    private static let lima = Endpoint.listed("b", host: "www.lima.mfa.example", mission: "lima")
    private static let domain = ListedDomain(name: "mfa.example", mission: nil)

    private static func scene(domains: [ListedDomain] = []) -> Scene {
        Scene(endpoints: [paris, lima], domains: domains)
    }

    private static func records(_ type: RecordType, _ data: RecordData...) throws -> DNSRecords {
        DNSRecords(
            name: try DomainScene.name("mfa.example"),
            type: type,
            outcome: data.isEmpty ? .noData : .found,
            records: try data.map { try $0.encoded() },
            security: .secure
        )
    }

    private static func exchange(_ host: String) throws -> RecordData {
        .exchange(MailExchange(preference: 10, host: try DomainScene.name(host)))
    }

    private static func tie(_ kind: DependenceKind, _ dependant: Subject, in scene: Scene) -> Dependence? {
        DependenceGraph(of: scene.evidence).ties.first { $0.kind == kind }?.ties.first {
            $0.dependant == dependant
        }
    }

    @Test func addressesOfBothFamiliesAreUsedAndOneMustStand() throws {
        let scene = try Self.scene()
            .seeing(AddressSet.resolved("192.0.2.1", "2001:db8:1:2::1"), on: .endpoint("a"))
            .seeing(AddressSet.resolved("2001:db8:1:3::1"), on: .endpoint("b"))
        let address = try #require(Self.tie(.address, .endpoint("a"), in: scene))
        #expect(address.uses == ["192.0.2.1", "2001:db8:1:2::1"])
        #expect(address.pillars == ["192.0.2.1"])
        #expect(address.mission == "paris")
        let network = try #require(Self.tie(.network, .endpoint("a"), in: scene))
        #expect(network.uses == ["192.0.2.0/24", "2001:db8:1::/48"])
        #expect(network.pillars == ["192.0.2.0/24"])
        #expect(Self.tie(.network, .endpoint("b"), in: scene)?.pillars == ["2001:db8:1::/48"])
        #expect(!DependenceGraph.hasNetworkTable(scene.evidence))
    }

    @Test func anEndpointWhoseNameWasNotResolvedIsUnknown() throws {
        let scene = Self.scene().missing(Question(AddressSet.self), on: .endpoint("a"))
        #expect(Self.tie(.address, .endpoint("a"), in: scene)?.isUnseen == true)
        #expect(Self.tie(.network, .endpoint("a"), in: scene)?.isUnseen == true)
        #expect(Self.tie(.key, .endpoint("a"), in: scene)?.isUnseen == true)
        #expect(Self.tie(.scriptSupplier, .endpoint("a"), in: scene)?.isUnseen == true)
    }

    @Test func theOperatorsFileTellsNetworks() throws {
        let address = try #require(IPAddress("198.51.100.9"))
        let host = AddressNetwork(
            address: address,
            prefix: "198.51.100.0/24",
            networks: [.init(number: 64496, organisation: "Host", country: "NL")]
        )
        let question = Question(AddressNetwork.self, "203.0.113.9")
        let scene = try Self.scene().seeing(AddressSet.resolved("198.51.100.9"), host, on: .endpoint("a"))
            .seeing(AddressSet.resolved("203.0.113.9", "10.0.0.7"), on: .endpoint("b"))
            .missing(question, on: .endpoint("b"))
        #expect(DependenceGraph.hasNetworkTable(scene.evidence))
        #expect(Self.tie(.network, .endpoint("a"), in: scene)?.uses == ["Host (NL)"])
        let other = try #require(Self.tie(.network, .endpoint("b"), in: scene))
        #expect(other.uses == ["10.0.0.0/24"], "a file of networks knows none of one's own")
        #expect(other.isSeenInPart)
    }

    @Test func certificatesHaveKeysAndAuthorities() throws {
        let addresses = [Scene.address, Scene.other].map {
            Subject(scope: .address, name: "a@\($0.name.dropFirst(4))")
        }
        var scene = try Self.scene().chain(.leaf(spki: "k1", sha256: "c1"), on: addresses[0])
            .chain(.leaf(spki: "k1", sha256: "c2"), on: addresses[1])
        let certificate = try #require(Self.tie(.certificate, .endpoint("a"), in: scene))
        #expect(certificate.uses == ["c1", "c2"] && certificate.gap == nil)
        #expect(Self.tie(.key, .endpoint("a"), in: scene)?.uses == ["k1"])
        #expect(Self.tie(.authority, .endpoint("a"), in: scene)?.uses == ["CN=Issuing CA"])
        scene = scene.missing(Question(Reachability.self), because: Scene.refused, on: addresses[1])
            .without(Question(CertificateChain.self, CertificateChain.served), on: addresses[1])
        #expect(Self.tie(.key, .endpoint("a"), in: scene)?.isSeenInPart == true)
        let plain = Self.scene().missing(
            Question(Reachability.self),
            because: Scene.plainText,
            on: addresses[0]
        )
        #expect(Self.tie(.key, .endpoint("a"), in: plain) == nil, "without TLS there is no key")
        let own = try Self.scene().chain(.leaf(isSelfSigned: true), on: addresses[0])
        #expect(Self.tie(.authority, .endpoint("a"), in: own) == nil)
        #expect(Self.tie(.key, .endpoint("a"), in: own)?.uses == ["aa"])
    }

    @Test func namesRestOnTheServersOfTheNearestListedDomain() throws {
        let scene = try Self.scene(domains: [Self.domain])
            .seeing(
                ZoneCut(zone: "mfa.example", parent: "example"),
                try Self.records(
                    .ns,
                    .nameServer(try DomainScene.name("ns1.dns.example")),
                    .nameServer(try DomainScene.name("ns2.dns.example"))
                ),
                on: .domain("mfa.example")
            )
        let server = try #require(Self.tie(.nameServer, .endpoint("a"), in: scene))
        #expect(server.uses == ["ns1.dns.example", "ns2.dns.example"])
        #expect(Self.tie(.nameService, .endpoint("b"), in: scene)?.uses == ["dns.example"])
        #expect(Self.tie(.nameService, .domain("mfa.example"), in: scene)?.uses == ["dns.example"])
        let worst = DependenceGraph(of: scene.evidence).worst(.loss)
        #expect(worst.map(\.name) == ["dns.example"], "one of two servers may go, whoever runs both may not")
        #expect(worst.first?.missions == ["lima", "paris"])
        #expect(Self.tie(.nameServer, .endpoint("a"), in: Self.scene())?.isUnseen == true)
    }

    @Test func mailRestsOnWhoTakesIt() throws {
        func tie(_ records: DNSRecords?) throws -> Dependence? {
            let scene = Self.scene(domains: [Self.domain])
            let subject = Subject.domain("mfa.example")
            return Self.tie(
                .mailProvider,
                subject,
                in: try records.map { try scene.seeing($0, on: subject) } ?? scene
            )
        }
        let two = try Self.records(.mx, Self.exchange("mx1.mail.example"), Self.exchange("mx2.mail.example"))
        #expect(try tie(two)?.uses == ["mail.example"])
        #expect(try tie(Self.records(.mx, Self.exchange("."))) == nil, "null MX: it takes no mail")
        #expect(try tie(Self.records(.mx)) == nil)
        #expect(try tie(nil)?.isUnseen == true)
    }

    @Test func scriptsOfOtherHostsAreSupplied() throws {
        let address = Subject(scope: .address, name: "a@192.0.2.1")
        func page(_ sources: [String], gap: String? = nil) throws -> Scene {
            let markup = PageMarkup(
                scripts: sources.map { .init(source: $0, address: $0, hasIntegrity: false) }
            )
            return try Self.scene().seeing(AddressSet.resolved("192.0.2.1"), on: .endpoint("a"))
                .seeing(PageResponse.sound(markup: markup, gap: gap), on: address)
        }
        let scene = try page([
            "https://www/own.js", "https://cdn.example/a.js", "https://js.mfa.example/b.js",
        ])
        let tie = try #require(Self.tie(.scriptSupplier, .endpoint("a"), in: scene))
        #expect(tie.uses == ["cdn.example", "js.mfa.example"] && tie.gap == nil)
        #expect(Self.tie(.scriptSupplier, .endpoint("a"), in: try page(["https://www/own.js"])) == nil)
        let cut = try page(["https://cdn.example/a.js"], gap: "only the first 2 MiB were read")
        #expect(Self.tie(.scriptSupplier, .endpoint("a"), in: cut)?.isSeenInPart == true)
    }
}
