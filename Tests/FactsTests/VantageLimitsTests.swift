// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Foundation
import Model
import TLSWire
import Testing

/// What a vantage cannot see is unknown, and what it can see stays as it is.
struct VantageLimitsTests {
    private static let old = Subject(scope: .address, name: "mail@192.0.2.1")
    private static let new = Subject(scope: .address, name: "mail@2001:db8::1")
    private static let inner = Subject(scope: .address, name: "mail@fd00::1")
    private static let web = Subject(scope: .address, name: "www@192.0.2.1")
    private static let late = Unestablished(phase: .connect, reason: "no connection in time", attempts: 2)
    private static let offer = VersionOffer(version: .tls12, isOffered: true)

    private static func endpoint(_ id: String, port: UInt16) -> Endpoint {
        Endpoint(
            id: id,
            host: "\(id).mfa.example",
            port: port,
            service: port == 25 ? .smtp : .https,
            role: .other,
            mission: nil,
            criticality: Role.other.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }

    private static func visit(_ subject: Subject, _ answers: [Answer]) -> Visit {
        Visit(
            subject: subject,
            vantage: "here",
            started: .distantPast,
            finished: .distantPast,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: answers
        )
    }

    private static func seen(_ subject: Subject, _ facts: any Fact...) throws -> Visit {
        visit(subject, facts.map { .fact(FactRecord($0)) })
    }

    private static func silent(_ subject: Subject, _ reason: Unestablished = late) -> Visit {
        visit(subject, [.unestablished(Question(Reachability.self), reason)])
    }

    private static func evidence(_ measurements: Visit...) -> RecordedEvidence {
        RecordedEvidence(
            estate: Estate(
                ministry: Ministry(name: "M"),
                endpoints: [endpoint("mail", port: 25), endpoint("www", port: 443)],
                domains: [ListedDomain(name: "mfa.example", mission: nil)]
            ),
            measurements: measurements
        )
    }

    private func reason(_ evidence: RecordedEvidence, _ subject: Subject) -> Unestablished? {
        evidence.reason(Question(Reachability.self), of: subject)
    }

    @Test func silenceOverIPv6SaysNothingWithoutARoute() throws {
        let means = try Self.seen(.ministry, VantageRoutes(ipv4: true, ipv6: false))
        let evidence = Self.evidence(
            Self.silent(Self.old),
            Self.silent(Self.new),
            Self.silent(Self.inner),
            means
        )
        let gap = reason(evidence, Self.new)
        #expect(gap == Unestablished(phase: .vantage, reason: "no route at the vantage", attempts: 2))
        #expect(reason(evidence, Self.old) == Self.late)
        #expect(reason(evidence, Self.inner) == Self.late, "what is near by needs no route to the internet")
    }

    @Test func whatAnsweredOverIPv6StaysAsItIs() throws {
        let means = try Self.seen(.ministry, VantageRoutes(ipv4: true, ipv6: false))
        let evidence = Self.evidence(try Self.seen(Self.new, Self.offer), means)
        #expect(try evidence.one(VersionOffer.self, "tls1.2", of: Self.new).fact == Self.offer)
    }

    @Test func aClosedPortIsTheVantagesAndNoOtherPorts() throws {
        let means = try Self.seen(.ministry, OutgoingWay(.mail, isOpen: false, failure: Self.late.reason))
        let evidence = Self.evidence(Self.silent(Self.old), Self.silent(Self.web), means)
        #expect(reason(evidence, Self.old)?.phase == .vantage)
        #expect(reason(evidence, Self.old)?.reason.contains("port 25 is closed at the vantage") == true)
        #expect(reason(evidence, Self.web) == Self.late)
        let open = try Self.seen(.ministry, OutgoingWay(.mail, isOpen: true))
        #expect(reason(Self.evidence(Self.silent(Self.old), open), Self.old) == Self.late)
    }

    @Test func onlySilenceIsExcused() throws {
        let torn = Unestablished(phase: .handshake, reason: "reset", attempts: 1)
        let means = try Self.seen(.ministry, OutgoingWay(.mail, isOpen: false))
        #expect(reason(Self.evidence(Self.silent(Self.old, torn), means), Self.old) == torn)
    }

    private static func chain(_ issuer: String) -> CertificateChain {
        CertificateChain(
            aspect: CertificateChain.served,
            certificates: [
                CertificateSummary(
                    subject: "CN=www",
                    issuer: issuer,
                    serial: "01",
                    notBefore: nil,
                    notAfter: nil,
                    keyType: "EC",
                    keyBits: 256,
                    curve: nil,
                    exponent: nil,
                    signatureAlgorithm: "",
                    signatureDigest: nil,
                    names: [],
                    isAuthority: false,
                    isSelfIssued: false,
                    isSelfSigned: false,
                    keyUsage: [],
                    extendedKeyUsage: [],
                    mustStaple: false,
                    ocspURLs: [],
                    crlURLs: [],
                    sha256: "",
                    spkiSHA256: ""
                )
            ]
        )
    }

    private static func trust(_ outcome: ChainTrust.Outcome) -> ChainTrust {
        ChainTrust(
            aspect: CertificateChain.served,
            outcome: outcome,
            code: 0,
            text: "",
            path: [],
            anchor: nil,
            storeSHA256: ""
        )
    }

    @Test func anInterceptorsAnswersAreNotTheEndpoints() throws {
        let means = try Self.seen(.ministry, TLSInterception(ground: .oneIssuer, issuer: "CN=Filter"))
        let addresses = AddressSet(
            addresses: [try #require(Self.web.address)],
            source: .resolved,
            isSecure: false
        )
        let evidence = Self.evidence(
            try Self.seen(Self.web, Self.chain("CN=Filter"), Self.trust(.unknownRoot), Self.offer),
            try Self.seen(Self.old, Self.chain("CN=Other"), Self.trust(.unknownRoot), Self.offer),
            try Self.seen(Self.new, Self.chain("CN=Filter"), Self.trust(.trusted), Self.offer),
            try Self.seen(.endpoint("www"), addresses, CrawlerRules(status: 404)),
            means
        )
        let question = Question(VersionOffer.self, "tls1.2")
        #expect(evidence.reason(question, of: Self.web)?.phase == .vantage)
        #expect(evidence.reason(question, of: Self.old) == nil)
        #expect(evidence.reason(question, of: Self.new) == nil, "whom somebody trusts is no interceptor")
        #expect(evidence.reason(Question(AddressSet.self), of: .endpoint("www")) == nil)
        #expect(evidence.reason(Question(CrawlerRules.self), of: .endpoint("www"))?.phase == .vantage)
    }

    @Test func inventedAddressesAreNobodys() throws {
        let lie = try #require(Self.web.address)
        let means = try Self.seen(
            .ministry,
            ResolverConduct(
                inventedAddresses: [lie],
                inventsTexts: false,
                validation: .stripped,
                refusesBogus: nil
            )
        )
        let resolved = AddressSet(addresses: [lie], source: .resolved, isSecure: false)
        let stated = AddressSet(addresses: [lie], source: .configured, isSecure: nil)
        let evidence = Self.evidence(
            try Self.seen(.endpoint("www"), resolved),
            try Self.seen(Self.web, Self.offer),
            try Self.seen(.endpoint("mail"), stated),
            try Self.seen(Self.old, Self.offer),
            means
        )
        #expect(evidence.reason(Question(AddressSet.self), of: .endpoint("www"))?.phase == .vantage)
        #expect(evidence.reason(Question(VersionOffer.self, "tls1.2"), of: Self.web)?.phase == .vantage)
        #expect(evidence.reason(Question(VersionOffer.self, "tls1.2"), of: Self.old) == nil)
    }

    @Test func aLyingResolversRecordsSayNothing() throws {
        let lie = try #require(IPAddress("192.0.2.9"))
        let name = try #require(DNSName("www.mfa.example"))
        let invented = DNSRecords(
            name: name,
            type: .a,
            outcome: .found,
            records: [lie.bytes],
            security: .insecure
        )
        let own = DNSRecords(
            name: name,
            type: .a,
            outcome: .found,
            records: [[192, 0, 2, 1]],
            security: .insecure
        )
        for (records, isBelieved) in [(invented, false), (own, true)] {
            let means = try Self.seen(
                .ministry,
                ResolverConduct(
                    inventedAddresses: [lie],
                    inventsTexts: false,
                    validation: .stripped,
                    refusesBogus: nil
                )
            )
            let evidence = Self.evidence(try Self.seen(.domain("mfa.example"), records), means)
            let gap = evidence.reason(records.question, of: .domain("mfa.example"))
            #expect((gap == nil) == isBelieved)
        }
    }

    @Test func aResolverThatLetsBogusNamesPassSaysNothingOfSignatures() throws {
        let state = DNSSECState(name: "mfa.example", state: .secure, reason: nil)
        let means = try Self.seen(
            .ministry,
            ResolverConduct(
                inventedAddresses: [],
                inventsTexts: false,
                validation: .possible,
                refusesBogus: false
            )
        )
        let evidence = Self.evidence(try Self.seen(.domain("mfa.example"), state), means)
        #expect(evidence.reason(state.question, of: .domain("mfa.example"))?.phase == .vantage)
    }
}
