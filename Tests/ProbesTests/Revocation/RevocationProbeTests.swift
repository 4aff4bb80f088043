// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import Resolver
import Testing
import Transport

@testable import Probes

/// What responders and lists of every conduct come to.
struct RevocationProbeTests {
    private typealias Conduct = ScriptedWebServer.Conduct
    private typealias Template = RevocationListFactory.Template

    private let root: IssuedCertificate
    private let issuer: IssuedCertificate
    private let stranger: IssuedCertificate

    init() throws {
        root = try Self.authority("Root")
        issuer = try Self.authority("Issuing CA", by: root)
        stranger = try Self.authority("Issuing CA")
    }

    private static func template(_ name: String) -> CertificateTemplate {
        CertificateTemplate(
            commonName: name,
            notBefore: Date().addingTimeInterval(-10 * 86_400),
            notAfter: Date().addingTimeInterval(86_400)
        )
    }

    private static func authority(_ name: String, by issuer: IssuedCertificate? = nil) throws
        -> IssuedCertificate
    {
        var template = template(name)
        template.isCertificateAuthority = true
        return try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")), issuer: issuer)
    }

    private static let serial: [UInt8] = [0x4A, 0x01]

    private func leaf(crl: String? = nil, ocsp: String? = nil) throws -> IssuedCertificate {
        var template = Self.template("www.test")
        template.serial = Self.serial
        template.crlURL = crl
        template.ocspURL = ocsp
        return try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")), issuer: issuer)
    }

    private static func current(_ entries: [Template.Entry] = []) -> Template {
        var template = Template(
            thisUpdate: Date().addingTimeInterval(-3600),
            nextUpdate: Date().addingTimeInterval(86_400)
        )
        template.entries = entries
        return template
    }

    private func probe(limit: Int = 1 << 20, deadline: Duration = .seconds(10)) throws -> RevocationProbe {
        let resolver = try NameResolver(ResolverSettings())
        return RevocationProbe(
            dialer: Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(limits: BudgetLimits(connectionsPerSecond: 0))
            ),
            settings: RevocationSettings(
                asksResponders: true,
                fetchesLists: true,
                maximumListBytes: limit,
                deadline: deadline
            ),
            introduction: ClientIntroduction(contact: "noc@mfa.example"),
            limits: DialogueLimits(replyTimeout: .seconds(1)),
            resolve: { await resolver.addresses(of: $0) }
        )
    }

    private func answers(
        _ leaf: IssuedCertificate,
        _ probe: RevocationProbe,
        servedBy address: String = "127.0.0.1"
    ) async throws -> Readout {
        let trust = TrustMaterial(publicStore: try TrustStore(pem: Array(root.pem.utf8)))
        let answers = await probe.answers(
            about: [MetChains.Chain(aspect: "default", certificates: [leaf.der, issuer.der])],
            servedBy: try #require(IPAddress(address)),
            material: trust,
            deadline: ContinuousClock.now + .seconds(20)
        )
        return Readout(answers: answers)
    }

    /// The one answer about a leaf whose list lies at `/a.crl`.
    private func listed(
        _ script: [String: Conduct],
        limit: Int = 1 << 20,
        deadline: Duration = .seconds(10)
    ) async throws -> (status: RevocationStatus?, reason: String?) {
        let server = try await ScriptedWebServer(script)
        let leaf = try leaf(crl: "http://127.0.0.1:\(server.port)/a.crl")
        let readout = try await answers(leaf, probe(limit: limit, deadline: deadline))
        try await server.stop()
        return (readout.facts(RevocationStatus.self).first, readout.reasons.first)
    }

    private func list(_ template: Template, key: PrivateKey? = nil) throws -> Conduct {
        .body(try RevocationListFactory.issue(template, issuer: issuer, key: key))
    }

    // MARK: Lists

    @Test func aCertificateThatIsNotListedIsGood() async throws {
        let (status, _) = try await listed(["GET /a.crl": list(Self.current([.init(serial: [0x01])]))])
        #expect(
            status
                == RevocationStatus(
                    chain: "default",
                    source: .crl,
                    status: .good,
                    isSigned: true,
                    currency: .current
                )
        )
    }

    @Test func aListedCertificateIsRevokedWithItsReason() async throws {
        let template = Self.current([.init(serial: Self.serial, reason: .keyCompromise)])
        let (status, _) = try await listed(["GET /a.crl": list(template)])
        #expect(status?.status == .revoked && status?.reason == "keyCompromise" && status?.revoked != nil)
    }

    @Test func anOutdatedListIsStale() async throws {
        let template = Template(
            thisUpdate: Date().addingTimeInterval(-3 * 86_400),
            nextUpdate: Date().addingTimeInterval(-86_400)
        )
        let (status, _) = try await listed(["GET /a.crl": list(template)])
        #expect(status?.status == .good && status?.currency == .stale)
    }

    @Test func aListThatItsIssuerDidNotSignSaysNothing() async throws {
        let (status, reason) = try await listed(["GET /a.crl": list(Self.current(), key: stranger.key)])
        #expect(status == nil)
        #expect(reason?.contains("not signed by the issuer's key") == true)
    }

    @Test func anotherIssuersListSaysNothing() async throws {
        let der = try RevocationListFactory.issue(Self.current(), issuer: root)
        let (status, reason) = try await listed(["GET /a.crl": .body(der)])
        #expect(status == nil && reason?.contains("another issuer's") == true)
    }

    @Test func aDeltaIsNotJudged() async throws {
        var template = Self.current([.init(serial: Self.serial)])
        template.extensions = [.init("2.5.29.27", isCritical: true, value: [0x02, 0x01, 0x01])]
        let (status, reason) = try await listed(["GET /a.crl": list(template)])
        #expect(status == nil && reason?.contains("delta") == true)
    }

    @Test func theListOfAnotherDistributionPointSaysNothing() async throws {
        let url = Array("http://other.test/1".utf8)
        let name = [0xA0, UInt8(url.count + 2), 0x86, UInt8(url.count)] + url
        let point = [0x30, UInt8(name.count + 2), 0xA0, UInt8(name.count)] + name
        var template = Self.current()
        template.extensions = [.init("2.5.29.28", isCritical: true, value: point)]
        let (status, reason) = try await listed(["GET /a.crl": list(template)])
        #expect(status == nil && reason?.contains("another distribution point") == true)
    }

    @Test(arguments: [
        (Conduct.body(Array("<html>".utf8)), "no revocation list"), (.status(404), "HTTP 404"),
        (.raw(Array("SSH-2.0-x\r\n".utf8)), "does not answer in HTTP"), (.raw([]), "closed the connection"),
        (.silence, "did not answer in time"), (.flood, "sends more than"),
        (.redirect("https://a.test/"), "https://, which is not fetched"),
        (.redirect("http:\\\\bad"), "no URL"), (.redirect("/a.crl"), "more than 3 redirects"),
        (.raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12".utf8)), "closed the connection"),
        (.redirect("http://169.254.169.254/latest"), "private network"),
    ])
    private func whatSaysNothingIsUnknownWithItsReason(_ conduct: Conduct, reason: String) async throws {
        let (status, seen) = try await listed(["GET /a.crl": conduct], limit: 100_000)
        #expect(status == nil)
        #expect(seen?.contains(reason) == true, "\(seen ?? "")")
    }

    @Test func aDribblingServerIsGivenUpAtTheDeadline() async throws {
        let began = ContinuousClock.now
        let (status, reason) = try await listed(["GET /a.crl": .dribble], deadline: .seconds(2))
        #expect(status == nil && reason?.contains("did not answer in time") == true)
        #expect(began.duration(to: .now) < .seconds(8))
    }

    @Test func aListBeyondTheBoundIsNotRead() async throws {
        let template = Self.current(
            (0..<5_000).map { .init(serial: [0x01, UInt8($0 >> 8), UInt8($0 & 0xFF)]) }
        )
        let script = try ["GET /a.crl": list(template)]
        let (status, reason) = try await listed(script, limit: 65_536)
        #expect(status == nil && reason?.contains("sends more than 65536 bytes") == true)
        let (whole, _) = try await listed(script)
        #expect(whole?.status == .good)
    }

    @Test func redirectsAreFollowed() async throws {
        let (status, _) = try await listed([
            "GET /a.crl": .redirect("/b"), "GET /b": .redirect("c"), "GET /c": .redirect("//127.0.0.1:1/"),
        ])
        #expect(status == nil)
        let (found, _) = try await listed([
            "GET /a.crl": .redirect("/b"), "GET /b": .redirect("c"), "GET /c": .redirect("?d"),
            "GET /c?d": list(Self.current()),
        ])
        #expect(found?.status == .good)
    }

    @Test(arguments: ["ldap://ldap.test/cn=x", "https://a.test/x.crl"])
    func otherSchemesAreNotFetched(_ url: String) async throws {
        let readout = try await answers(leaf(crl: url), probe())
        #expect(readout.reasons.first?.contains("only http:// is fetched") == true)
    }

    @Test func aPublicHostsCertificateLeadsToNoPrivateNetwork() async throws {
        let server = try await ScriptedWebServer()
        let leaf = try leaf(crl: "http://127.0.0.1:\(server.port)/a.crl")
        let readout = try await answers(leaf, probe(), servedBy: "192.0.2.7")
        #expect(readout.reasons.first?.contains("private network") == true)
        #expect(server.requests == [])
        try await server.stop()
    }

    @Test func oneFetchServesAllEndpointsOfACycle() async throws {
        let script = try ["GET /a.crl": list(Self.current())]
        let server = try await ScriptedWebServer(script)
        let url = "http://127.0.0.1:\(server.port)/a.crl"
        let probe = try probe()
        let leaves = try [leaf(crl: url), leaf(crl: url), leaf(crl: url)]
        let readouts = try await withThrowingTaskGroup(of: Readout.self) { group in
            for leaf in leaves { group.addTask { try await self.answers(leaf, probe) } }
            return try await group.reduce(into: [Readout]()) { $0.append($1) }
        }
        #expect(readouts.allSatisfy { $0.facts(RevocationStatus.self).first?.status == .good })
        #expect(server.requests == ["GET /a.crl"])
        try await server.stop()
    }

    // MARK: Responders

    private func responded(_ script: @escaping @Sendable (IssuedCertificate) throws -> [String: Conduct])
        async throws
        -> (status: RevocationStatus?, reason: String?, requests: [String])
    {
        let server = try await ScriptedWebServer()
        let leaf = try leaf(ocsp: "http://127.0.0.1:\(server.port)/")
        server.set(try script(leaf))
        let readout = try await answers(leaf, probe())
        try await server.stop()
        return (readout.facts(RevocationStatus.self).first, readout.reasons.first, server.requests)
    }

    private func response(
        _ status: Crypto.OCSPStaple.Status,
        for leaf: IssuedCertificate,
        signer: IssuedCertificate? = nil
    ) throws -> [UInt8] {
        var template = OCSPResponseFactory.Template(
            thisUpdate: Date().addingTimeInterval(-3600),
            nextUpdate: Date().addingTimeInterval(86_400)
        )
        template.status = status
        return try OCSPResponseFactory.respond(
            template,
            for: [leaf.der],
            issuer: issuer.der,
            signer: signer ?? issuer
        )
    }

    @Test(arguments: [Crypto.OCSPStaple.Status.good, .revoked, .unknown])
    func aResponderIsAskedByGet(_ status: Crypto.OCSPStaple.Status) async throws {
        let (seen, _, requests) = try await responded { ["GET": .body(try response(status, for: $0))] }
        #expect(seen?.status == RevocationStatus.Status(status))
        #expect(seen?.source == .ocsp && seen?.currency == .current && seen?.isSigned == true)
        #expect(requests.count == 1)
    }

    @Test func aResponderWithoutGetIsAskedByPost() async throws {
        let (seen, _, requests) = try await responded {
            let response = try response(.good, for: $0)
            return [
                "GET": .status(405),
                "POST": .answering { $0.first == 0x30 ? response : [] },
            ]
        }
        #expect(seen?.status == .good)
        #expect(requests.last == "POST /")
    }

    @Test func anExpiredDelegateSignsNothing() async throws {
        func delegate(usage: String?, until: Double) throws -> IssuedCertificate {
            var template = Self.template("Responder")
            template.extendedKeyUsage = usage
            template.notAfter = Date().addingTimeInterval(until)
            return try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")), issuer: issuer)
        }
        let sound = try delegate(usage: "OCSPSigning", until: 86_400)
        let expired = try delegate(usage: "OCSPSigning", until: -86_400)
        let powerless = try delegate(usage: "serverAuth", until: 86_400)
        let good = try await responded { ["GET": .body(try response(.good, for: $0, signer: sound))] }
        #expect(good.status?.status == .good)
        let late = try await responded { ["GET": .body(try response(.good, for: $0, signer: expired))] }
        #expect(late.status == nil && late.reason?.contains("not valid now") == true)
        for signer in [powerless, stranger] {
            let none = try await responded { ["GET": .body(try response(.good, for: $0, signer: signer))] }
            #expect(none.status == nil && none.reason?.contains("nobody whom the issuer authorised") == true)
        }
    }

    @Test func errorsOfTheResponderAreNamed() async throws {
        let later = try await responded { _ in
            ["GET": .body([0x30, 0x03, 0x0A, 0x01, 0x03]), "POST": .body([0x30, 0x03, 0x0A, 0x01, 0x03])]
        }
        #expect(later.status == nil && later.reason?.contains("answered tryLater") == true)
        let garbage = try await responded { _ in ["GET": .body([1, 2, 3]), "POST": .status(500)] }
        #expect(garbage.status == nil && garbage.reason?.contains("no OCSP response") == true)
        let other = try await responded { _ in
            ["GET": .body(try response(.good, for: issuer)), "POST": .status(500)]
        }
        #expect(other.status == nil && other.reason?.contains("another certificate") == true)
    }
}

extension Readout {
    /// Why questions are open.
    fileprivate var reasons: [String] {
        answers.compactMap { answer in
            guard case .unestablished(_, let reason) = answer else { return nil }
            return reason.reason
        }
    }
}
