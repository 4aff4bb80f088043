// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Foundation
import Model
import Testing

@testable import Probes

/// What files of an operator's say of the addresses that visits found.
struct NetworkProbeTests {
    private static let origins = "AS64496,192.0.2.0/24,24,x\nAS1,198.51.100.0/24,24,x\n"
    private static let networks = "192.0.2.0/24,64496,Host,NL\n198.51.100.0/24,64497\n203.0.113.0/24,64498\n"

    private func files(
        _ origins: String?,
        _ networks: String?,
        _ use: (NetworkFiles) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "networks-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = [folder.appending(path: "vrps"), folder.appending(path: "prefixes.csv")]
        try origins?.write(to: paths[0], atomically: true, encoding: .utf8)
        try networks?.write(to: paths[1], atomically: true, encoding: .utf8)
        try use(
            NetworkFiles(
                routeOrigins: origins == nil ? nil : paths[0].path,
                networks: networks == nil ? nil : paths[1].path
            )
        )
    }

    private static func visit(_ subject: Subject, _ facts: [any Fact]) throws -> Visit {
        Visit(
            subject: subject,
            vantage: "here",
            started: .distantPast,
            finished: .distantPast,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: facts.map { .fact(FactRecord($0)) }
        )
    }

    private static func endpoint(_ addresses: String...) throws -> Visit {
        let set = AddressSet(
            addresses: addresses.compactMap { IPAddress($0) },
            source: .resolved,
            isSecure: nil
        )
        return try visit(.endpoint("www"), [set])
    }

    private func readout(
        _ origins: String?,
        _ networks: String?,
        _ visit: Visit,
        now: Date = Date()
    ) throws -> Readout {
        var completed = visit
        try files(origins, networks) { files in
            completed = try #require(NetworkProbe(files, now: now)).complete(visit)
        }
        return Readout(answers: completed.answers)
    }

    @Test func everyAddressHasItsNetworkAndItsOrigin() throws {
        let visit = try Self.endpoint("192.0.2.1", "198.51.100.1", "203.0.113.1", "10.0.0.1")
        let readout = try readout(Self.origins, Self.networks, visit)
        let states = readout.facts(RouteOrigin.self).map { $0.routes.map(\.state) }
        #expect(states == [[.valid], [.invalid], [.notFound]])
        #expect(
            readout.facts(AddressNetwork.self).map { $0.networks.map(\.number) } == [
                [64496], [64497], [64498],
            ]
        )
        #expect(readout.facts(AddressNetwork.self).first?.networks.first?.country == "NL")
        #expect(readout.gaps.isEmpty)
    }

    @Test func aDomainHasThoseOfItsServersAndItsMail() throws {
        let name = try #require(DNSName("mfa.example"))
        let server = try #require(DNSName("ns.mfa.example"))
        let other = try #require(DNSName("www.mfa.example"))
        let mail = try #require(DNSName("mx.mfa.example"))
        func records(_ name: DNSName, _ type: RecordType, _ data: RecordData) throws -> DNSRecords {
            DNSRecords(
                name: name,
                type: type,
                outcome: .found,
                records: [try data.encoded()],
                security: .insecure
            )
        }
        func address(_ text: String) throws -> RecordData { .address(try #require(IPAddress(text))) }
        let visit = try Self.visit(
            .domain("mfa.example"),
            [
                ZoneCut(zone: "mfa.example", parent: nil), records(name, .ns, .nameServer(server)),
                records(name, .mx, .exchange(MailExchange(preference: 1, host: mail))),
                records(server, .a, address("192.0.2.1")), records(mail, .a, address("198.51.100.1")),
                records(other, .a, address("203.0.113.1")),
            ]
        )
        let readout = try readout(Self.origins, Self.networks, visit)
        #expect(readout.facts(AddressNetwork.self).map(\.aspect) == ["192.0.2.1", "198.51.100.1"])
    }

    /// What nothing is signed for is not covered, whoever announces it; more needs to be known.
    @Test func withoutATableOfPrefixesLittleIsKnown() throws {
        let readout = try readout(Self.origins, nil, try Self.endpoint("192.0.2.1", "203.0.113.1"))
        #expect(readout.facts(RouteOrigin.self).map(\.aspect) == ["203.0.113.1"])
        #expect(readout.facts(AddressNetwork.self).isEmpty)
    }

    @Test func anAddressThatTheTableLacksIsNotJudged() throws {
        let readout = try readout(Self.origins, "203.0.113.0/24,64498\n", try Self.endpoint("192.0.2.1"))
        #expect(readout.facts(RouteOrigin.self).isEmpty)
        #expect(readout.gaps == [Question(RouteOrigin.self, "192.0.2.1")])
        #expect(readout.facts(AddressNetwork.self).first?.prefix == nil)
    }

    @Test func anOldFileSaysNothing() throws {
        let later = Date().addingTimeInterval(3 * 86_400)
        let readout = try readout(Self.origins, Self.networks, try Self.endpoint("192.0.2.1"), now: later)
        #expect(readout.facts(RouteOrigin.self).isEmpty)
        #expect(readout.facts(AddressNetwork.self).count == 1, "prefixes stay where they are for longer")
        #expect(readout.reasons.first?.contains("which is too old") == true)
    }

    /// The file's own words come before the day on which it was copied here.
    @Test func theTimeInTheFileCounts() throws {
        let text =
            #"{"metadata":{"generated":1000000000},"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":24}]}"#
        let readout = try readout(text, Self.networks, try Self.endpoint("192.0.2.1"))
        #expect(readout.reasons.first == "vrps: it is of 2001-09-09, which is too old")
    }

    @Test func aBrokenOrMissingFileSaysWhatIsWrong() throws {
        let broken = try readout("nonsense", Self.networks, try Self.endpoint("192.0.2.1"))
        #expect(broken.reasons.first == "vrps: line 1 has fewer than three columns")
        let files = NetworkFiles(routeOrigins: "/nowhere/vrps.json")
        let visit = try #require(NetworkProbe(files)).complete(try Self.endpoint("192.0.2.1"))
        #expect(Readout(answers: visit.answers).reasons == ["vrps.json: it cannot be read"])
    }

    @Test func withoutFilesNothingIsLookedUp() { #expect(NetworkProbe(NetworkFiles()) == nil) }
}

extension Readout {
    fileprivate var reasons: [String] {
        answers.compactMap { if case .unestablished(_, let gap) = $0 { gap.reason } else { nil } }
    }
}
