// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Testing

@testable import Probes

/// What visits to many networks say together of the way out.
struct VantageConclusionTests {
    private static let late = Unestablished(phase: .connect, reason: "no connection in time", attempts: 1)
    private static let refused = Unestablished(phase: .connect, reason: "connection refused", attempts: 1)

    private static func endpoint(_ id: String, port: UInt16 = 25, keys: [String]? = nil) -> Endpoint {
        Endpoint(
            id: id,
            host: id,
            port: port,
            service: port == 25 ? .smtp : .https,
            role: .other,
            mission: nil,
            criticality: Role.other.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: [],
            knownKeys: keys
        )
    }

    private static func visit(_ endpoint: String, _ address: String, _ answers: [Answer]) -> Visit {
        Visit(
            subject: Subject(scope: .address, name: "\(endpoint)@\(address)"),
            vantage: "here",
            started: .distantPast,
            finished: .distantPast,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: answers
        )
    }

    private static func silent(_ address: String, _ reason: Unestablished = late) -> Visit {
        visit("mx", address, [.unestablished(Question(Reachability.self), reason)])
    }

    private static func answered(_ address: String) -> Visit {
        visit("mx", address, [.fact(Reachability(suitesPerHello: 0))])
    }

    private func concluded(_ visits: [Visit], _ endpoints: [Endpoint] = [endpoint("mx")]) -> Readout {
        var conclusion = VantageConclusion(endpoints)
        for visit in visits { conclusion.add(visit) }
        return Readout(answers: conclusion.answers)
    }

    private func isOpen(_ way: OutgoingWay.Way, _ visits: [Visit]) -> Bool? {
        concluded(visits).facts(OutgoingWay.self).first { $0.way == way }?.isOpen
    }

    @Test func aPortThatFailsAlikeInThreeNetworksIsClosedHere() {
        let visits = ["192.0.2.1", "198.51.100.1", "203.0.113.1"].map { Self.silent($0) }
        #expect(isOpen(.mail, visits) == false)
        #expect(concluded(visits).facts(OutgoingWay.self).first?.failure == Self.late.reason)
    }

    @Test func lessSaysNothing() {
        #expect(isOpen(.mail, []) == nil)
        #expect(isOpen(.mail, [Self.silent("192.0.2.1"), Self.silent("198.51.100.1")]) == nil)
        let near = ["192.0.2.1", "192.0.2.2", "192.0.3.1"].map { Self.silent($0) }
        #expect(isOpen(.mail, near) == nil, "one network")
        let inner = ["10.0.0.1", "172.16.0.1", "192.168.0.1", "127.0.0.1"].map { Self.silent($0) }
        #expect(isOpen(.mail, inner) == nil, "none of them lies outside")
        let mixed = [
            Self.silent("192.0.2.1"), Self.silent("198.51.100.1", Self.refused), Self.silent("203.0.113.1"),
        ]
        #expect(isOpen(.mail, mixed) == nil, "not alike")
    }

    @Test func oneAnswerOpensIt() {
        let visits = ["192.0.2.1", "198.51.100.1", "203.0.113.1"].map { Self.silent($0) }
        #expect(isOpen(.mail, visits + [Self.answered("192.0.2.9")]) == true)
        let torn = Unestablished(phase: .greeting, reason: "closed", attempts: 1)
        #expect(isOpen(.mail, visits + [Self.silent("192.0.2.9", torn)]) == true, "a connection stood")
    }

    @Test func otherPortsSayNothingOfMail() {
        var conclusion = VantageConclusion([Self.endpoint("mx", port: 443)])
        for address in ["192.0.2.1", "198.51.100.1", "203.0.113.1"] { conclusion.add(Self.silent(address)) }
        #expect(Readout(answers: conclusion.answers).facts(OutgoingWay.self).isEmpty)
    }

    @Test func aFamilyIsJudgedByItself() {
        let visits =
            ["2001:db8::1", "2001:db9::1", "2001:dba::1"].map { Self.silent($0) } + [
                Self.answered("192.0.2.1")
            ]
        #expect(isOpen(.ipv6, visits) == false)
        #expect(isOpen(.mail, visits) == true)
    }

    @Test func whatWasLeftAloneOrHadNoRouteSaysNothing() {
        let bar = Unestablished(phase: .notOurs, reason: "not ours")
        let route = Unestablished(phase: .vantage, reason: "no route to the address from here")
        let visits = ["2001:db8::1", "2001:db9::1", "2001:dba::1"].flatMap {
            [Self.silent($0, bar), Self.silent($0, route)]
        }
        #expect(isOpen(.ipv6, visits) == nil)
    }

    // MARK: Interception

    private static func served(
        _ endpoint: String,
        _ address: String,
        by issuer: String,
        _ outcome: ChainTrust.Outcome = .unknownRoot,
        key: String = "00",
        isSelfIssued: Bool = false
    ) -> Visit {
        let leaf = CertificateSummary(
            subject: "CN=\(endpoint)",
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
            isSelfIssued: isSelfIssued,
            isSelfSigned: isSelfIssued,
            keyUsage: [],
            extendedKeyUsage: [],
            mustStaple: false,
            ocspURLs: [],
            crlURLs: [],
            sha256: "",
            spkiSHA256: key
        )
        let trust = ChainTrust(
            aspect: CertificateChain.served,
            outcome: outcome,
            code: 19,
            text: "",
            path: [],
            anchor: nil,
            storeSHA256: ""
        )
        let chain = CertificateChain(aspect: CertificateChain.served, certificates: [leaf])
        return visit(endpoint, address, [.fact(chain), .fact(trust)])
    }

    private func interception(_ visits: [Visit], _ endpoints: [Endpoint] = []) -> TLSInterception? {
        concluded(visits, endpoints).facts(TLSInterception.self).first
    }

    private static let filtered = [
        served("a", "192.0.2.1", by: "CN=Filter"), served("b", "198.51.100.1", by: "CN=Filter"),
        served("c", "203.0.113.1", by: "CN=Filter"),
    ]

    @Test func oneUnknownIssuerOfAllIsAnInterceptor() {
        #expect(interception(Self.filtered) == TLSInterception(ground: .oneIssuer, issuer: "CN=Filter"))
    }

    @Test func oneEndpointThatIsTrustedShowsThatNobodyIsBetween() {
        let trusted = Self.served("d", "192.0.2.4", by: "CN=Public", .trusted)
        #expect(interception(Self.filtered + [trusted]) == TLSInterception(ground: nil, issuer: nil))
    }

    @Test func anAuthorityOfOnesOwnInOneNetworkIsNone() {
        let inner = [
            Self.served("a", "10.0.0.1", by: "CN=House"), Self.served("b", "172.16.0.1", by: "CN=House"),
            Self.served("c", "192.168.0.1", by: "CN=House"),
        ]
        #expect(interception(inner) == nil)
        let near = [
            Self.served("a", "192.0.2.1", by: "CN=House"), Self.served("b", "192.0.2.2", by: "CN=House"),
            Self.served("c", "192.0.2.3", by: "CN=House"),
        ]
        #expect(interception(near) == nil)
    }

    @Test func whatSignsItselfOrIsBrokenIsNoInterceptor() {
        let own = [
            Self.served("a", "192.0.2.1", by: "CN=x", isSelfIssued: true),
            Self.served("b", "198.51.100.1", by: "CN=x", isSelfIssued: true),
            Self.served("c", "203.0.113.1", by: "CN=x", isSelfIssued: true),
        ]
        #expect(interception(own) == nil)
        let broken = [
            Self.served("a", "192.0.2.1", by: "CN=x", .invalid),
            Self.served("b", "198.51.100.1", by: "CN=x", .invalid),
            Self.served("c", "203.0.113.1", by: "CN=x", .invalid),
        ]
        #expect(interception(broken) == nil)
    }

    @Test func anotherKeyThanTheKnownOnesShowsIt() {
        let known = Self.endpoint("a", port: 443, keys: ["11"])
        let other = Self.served("a", "192.0.2.1", by: "CN=Filter", key: "22")
        #expect(interception([other], [known]) == TLSInterception(ground: .knownKey, issuer: "CN=Filter"))
        #expect(interception([Self.served("a", "192.0.2.1", by: "CN=Filter", key: "11")], [known]) == nil)
        let renewed = Self.served("a", "192.0.2.1", by: "CN=Public", .trusted, key: "22")
        #expect(
            interception([renewed], [known])?.ground == nil,
            "a new key that the public trusts is news, no lie"
        )
    }
}
