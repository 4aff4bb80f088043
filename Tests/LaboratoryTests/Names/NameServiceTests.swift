// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Foundation
import Model
import NIOCore
import NIOPosix
import Resolver
import Testing
import Transport

@testable import Laboratory

/// The laboratory's zones over real sockets: seen by libunbound, which validates them, and by questions to one server.
@Suite(.serialized)
struct NameServiceTests {
    private static let domains = [
        DomainSpecimen("sound.example", number: 200),
        DomainSpecimen("plain.example", number: 201, fault: .unsigned),
        DomainSpecimen("expired.example", number: 202, fault: .expiredSignatures),
        DomainSpecimen("foreign.example", number: 203, fault: .foreignKey),
        DomainSpecimen("alias.example", number: 204, fault: .danglingAlias),
        DomainSpecimen("open.example", number: 205, fault: .openTransfer),
    ]
    private static let parent = "127.88.3.1"

    private func withNames(_ body: (Laboratory) async throws -> Void) async throws {
        // A site below a name that has no record of its own.
        let site = Specimen(host: "www.deep.sound.example", number: 213)
        let laboratory = try await Laboratory.start([site], domains: Self.domains, port: 0)
        do {
            try await body(laboratory)
        } catch {
            await laboratory.stop()
            throw error
        }
        await laboratory.stop()
    }

    private func resolver(_ laboratory: Laboratory) throws -> NameResolver {
        var settings = ResolverSettings()
        let address = try #require(IPAddress(Laboratory.resolverAddress))
        settings.forwarders = [.init(address: address, port: laboratory.port)]
        settings.trustAnchors = [try #require(laboratory.trustAnchor)]
        return try NameResolver(settings)
    }

    private func ask(_ question: ServerQuestion, of address: String, _ laboratory: Laboratory) async throws
        -> ServerAnswer
    {
        let group = MultiThreadedEventLoopGroup.singleton
        let client = NameServerClient(
            group: group,
            dialer: Dialer(group: group, budget: AddressBudget(limits: BudgetLimits())),
            port: laboratory.port
        )
        return await client.ask(question, of: try #require(IPAddress(address)))
    }

    private func question(_ name: String, _ type: RecordType) throws -> ServerQuestion {
        ServerQuestion(try #require(DNSName(name)), type)
    }

    @Test func whatIsThereAndWhatIsNotIsProven() async throws {
        let expected: [(name: String, type: RecordType, outcome: LookupOutcome, DNSValidation)] = [
            (".", .dnskey, .found, .secure), ("example", .ns, .found, .secure),
            ("sound.example", .ds, .found, .secure), ("sound.example", .dnskey, .found, .secure),
            ("sound.example", .mx, .found, .secure), ("_25._tcp.mx1.sound.example", .tlsa, .found, .secure),
            ("www.deep.sound.example", .a, .found, .secure), ("sound.example", .aaaa, .noData, .secure),
            // A name between others, without a record.
            ("deep.sound.example", .a, .noData, .secure), ("_tcp.mx1.sound.example", .txt, .noData, .secure),
            ("missing.sound.example", .a, .noSuchName, .secure),
            ("a.b.missing.sound.example", .a, .noSuchName, .secure),
            ("zzz.sound.example", .a, .noSuchName, .secure), ("gone.example", .a, .noSuchName, .secure),
            ("gone", .a, .noSuchName, .secure), ("www.alias.example", .cname, .found, .secure),
            ("www.alias.example", .a, .noSuchName, .secure), ("plain.example", .ds, .noData, .secure),
            ("plain.example", .mx, .found, .insecure),
        ]
        try await withNames { laboratory in
            let resolver = try resolver(laboratory)
            for (name, type, outcome, validation) in expected {
                let answer = await resolver.records(of: name, type: type.rawValue)
                #expect(answer.outcome == outcome, "\(name) \(type)")
                #expect(answer.validation == validation, "\(name) \(type)")
            }
            for name in ["expired.example", "foreign.example"] {
                let answer = await resolver.records(of: name, type: RecordType.mx.rawValue)
                guard case .bogus = answer.outcome else {
                    Issue.record("\(name): \(answer.outcome)")
                    continue
                }
            }
        }
    }

    @Test func theParentRefersAndKnowsNothingBelow() async throws {
        try await withNames { laboratory in
            var question = try question("www.sound.example", .a)
            question.wantsDNSSEC = true
            let answer = try await ask(question, of: Self.parent, laboratory)
            guard case .reply(let reply, .udp, _) = answer else {
                Issue.record("\(answer)")
                return
            }
            #expect(!reply.isAuthoritative && reply.answers.isEmpty && reply.code == .noError)
            #expect(Set(reply.authorities.map(\.type)) == [.ns, .ds, .rrsig])
            let glue = reply.additional.compactMap {
                if case .address(let address) = $0.data { "\($0.name) \(address)" } else { nil }
            }
            #expect(glue.sorted() == ["ns1.sound.example 127.88.1.200", "ns2.sound.example 127.88.2.200"])
        }
    }

    @Test func whatFitsNoDatagramComesOverTCP() async throws {
        try await withNames { laboratory in
            var question = try question("missing.sound.example", .a)
            question.wantsDNSSEC = true
            question.datagramSize = 512
            let answer = try await ask(question, of: "127.88.1.200", laboratory)
            guard case .reply(let reply, .tcp, _) = answer else {
                Issue.record("\(answer)")
                return
            }
            #expect(reply.code == .noSuchName && !reply.authorities.isEmpty)
        }
    }

    @Test func aServerKnowsItsOwnZoneAndGivesItToNobody() async throws {
        try await withNames { laboratory in
            let foreign = try await ask(try question("plain.example", .soa), of: "127.88.1.200", laboratory)
            guard case .reply(let refusal, _, _) = foreign else {
                Issue.record("\(foreign)")
                return
            }
            #expect(refusal.code == .refused && refusal.answers.isEmpty)
            for (domain, address, isOpen) in [
                ("sound.example", "127.88.2.200", false), ("open.example", "127.88.1.205", false),
                ("open.example", "127.88.2.205", true),
            ] {
                var transfer = try question(domain, .axfr)
                (transfer.isOverTCP, transfer.datagramSize) = (true, nil)
                guard case .reply(let reply, _, _) = try await ask(transfer, of: address, laboratory) else {
                    Issue.record("no reply of \(address)")
                    continue
                }
                #expect((reply.code == .noError) == isOpen)
                let ends = [reply.answers.first, reply.answers.last].compactMap { $0?.type }
                #expect(ends == (isOpen ? [.soa, .soa] : []))
            }
        }
    }

    @Test func whatIsNoQuestionEndsTheConnectionAndTheServiceGoesOn() async throws {
        try await withNames { laboratory in
            let server = Laboratory.Endpoint(
                host: "ns1.sound.example",
                address: "127.88.1.200",
                port: laboratory.port,
                fault: nil
            )
            let query = try DNSMessage(id: 1, questions: []).encoded()
            for bytes in [[0xFF, 0xFF], [], query] as [[UInt8]] {
                let framed = [0, UInt8(bytes.count)] + bytes
                let answer = try await LoopbackClient.ask(server, sending: framed)
                #expect(answer.bytes == [] && answer.end == .closed)
            }
            let answer = try await ask(try question("sound.example", .soa), of: server.address, laboratory)
            guard case .reply(let reply, .udp, _) = answer else {
                Issue.record("\(answer)")
                return
            }
            #expect(reply.isAuthoritative && reply.answers.count == 1 && !reply.offersRecursion)
        }
    }
}
