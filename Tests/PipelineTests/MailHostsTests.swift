// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Foundation
import Model
import Testing

@testable import Pipeline

struct MailHostsTests {
    private static func name(_ text: String) throws -> DNSName { try #require(DNSName(text)) }

    private static func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

    private static func set(_ name: String, _ type: RecordType, _ data: [RecordData]) throws -> Answer {
        let set = DNSRecords(
            name: try Self.name(name),
            type: type,
            outcome: .found,
            records: try data.map { try $0.encoded() },
            security: .secure
        )
        return .fact(FactRecord(set))
    }

    /// A visit to a domain whose name server has this address.
    private static func visit(
        _ domain: String = "mfa.example",
        server: String? = "192.0.2.1",
        exchanges: [(UInt16, String)]
    ) throws -> Visit {
        let host = "ns1.\(domain)"
        var answers = [
            Answer.fact(FactRecord(ZoneCut(zone: domain, parent: "example"))),
            try set(domain, .ns, [.nameServer(try name(host))]),
            try set(
                domain,
                .mx,
                try exchanges.map { .exchange(MailExchange(preference: $0.0, host: try name($0.1))) }
            ),
        ]
        if let server { answers.append(try set(host, .a, [.address(try address(server))])) }
        return Visit(
            subject: .domain(domain),
            vantage: "test",
            started: Date(timeIntervalSince1970: 0),
            finished: Date(timeIntervalSince1970: 1),
            cost: Cost(),
            transcriptSHA256: nil,
            answers: answers
        )
    }

    private static func hosts(_ visits: Visit..., known: [Endpoint] = []) -> MailHosts {
        let domains = visits.map {
            ListedDomain(name: String($0.subject.name), mission: nil)
        }
        return MailHosts(domains, visits: visits, known: known)
    }

    @Test func theyComeInOrderOfPreferenceAndOnce() throws {
        let hosts = Self.hosts(
            try Self.visit(exchanges: [
                (20, "b.mfa.example"), (10, "c.mfa.example"), (30, "c.mfa.example"), (10, "a.mfa.example"),
            ]),
            try Self.visit("other.example", exchanges: [(1, "b.mfa.example"), (2, "mx.other.example")])
        )
        #expect(
            hosts.endpoints.map(\.id) == [
                "a.mfa.example:25", "c.mfa.example:25", "b.mfa.example:25", "mx.other.example:25",
            ]
        )
        #expect(hosts.endpoints.allSatisfy { $0.service == .smtp && $0.port == 25 })
        #expect(hosts.dialled(on: 2525).map(\.port) == [2525, 2525, 2525, 2525])
        #expect(hosts.dialled(on: 2525).map(\.id) == hosts.endpoints.map(\.id))
    }

    @Test func noMoreThanSixteenAreVisited() throws {
        let exchanges = (0..<40).map { (UInt16($0), "mx\($0).mfa.example") }
        let hosts = Self.hosts(try Self.visit(exchanges: exchanges))
        #expect(hosts.endpoints.map(\.host) == exchanges.prefix(16).map(\.1))
    }

    @Test func whoTakesNoMailHasNone() throws {
        #expect(Self.hosts(try Self.visit(exchanges: [(0, ".")])).endpoints.isEmpty)
    }

    @Test func oneThatIsVisitedAnywayIsNotVisitedAgain() throws {
        let visit = try Self.visit(exchanges: [(10, "mx1.mfa.example")])
        let known = Self.hosts(visit).endpoints
        #expect(Self.hosts(visit, known: known).endpoints.isEmpty)
    }

    @Test func hostsOfOthersAreLeftAlone() throws {
        let hosts = Self.hosts(
            try Self.visit(exchanges: [
                (10, "mx1.mfa.example"), (20, "mx.notmfa.example"), (30, "mfa.example"),
            ])
        )
        #expect(hosts.endpoints.count == 3)
        #expect(hosts.endpoints.map { hosts.bar($0, at: nil)?.phase } == [nil, .notOurs, nil])
    }

    /// A zone out in the internet leads nobody into a private network; one that lies there itself may.
    @Test(arguments: [
        ("192.0.2.1", "10.0.0.1", true), ("192.0.2.1", "192.0.2.25", false),
        ("10.0.0.53", "10.0.0.1", false), ("10.0.0.53", "169.254.169.254", true),
        ("192.0.2.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.1", false),
    ])
    func aPrivateNetworkIsEnteredFromWithinAlone(server: String, address: String, isBarred: Bool) throws {
        let hosts = Self.hosts(try Self.visit(server: server, exchanges: [(10, "mx1.mfa.example")]))
        let host = try #require(hosts.endpoints.first)
        let reason = hosts.bar(host, at: try Self.address(address))
        #expect((reason?.phase == .vantage) == isBarred)
        #expect(hosts.bar(host, at: nil) == nil)
    }

    @Test func aZoneWhoseServersAreNotKnownLeadsNowherePrivate() throws {
        let hosts = Self.hosts(try Self.visit(server: nil, exchanges: [(10, "mx1.mfa.example")]))
        let host = try #require(hosts.endpoints.first)
        #expect(hosts.bar(host, at: try Self.address("10.0.0.1")) != nil)
        #expect(hosts.bar(host, at: try Self.address("192.0.2.9")) == nil)
    }
}
