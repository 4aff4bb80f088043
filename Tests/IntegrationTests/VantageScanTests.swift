// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Inventory
import Model
import Pipeline
import Reports
import TestSupport
import Testing

/// The vantage behind resolvers that are honest and that are not, with libunbound and real signed zones.
@Suite(.serialized) struct VantageScanTests {
    private static let mail = "@ IN MX 10 mx1\nmx1 IN A 127.0.0.1\n"

    private static let zones: [SignedZones.Zone] = [
        .init(name: "mfa.example", signing: .sound, records: mail),
        .init(name: "bogus.example", signing: .expired, records: "@ IN A 127.0.0.1\n"),
    ]

    private struct Outcome {
        let vantage: ScanVantage
        let domain: ScanDomain
    }

    private func scan(_ recipe: SignedZones, bogus: String = "bogus.example") async throws -> Outcome {
        let server = try await RunningServer(recipe)
        var service = LoopbackScan.settings
        service.nameServers = [try #require(NameServer("127.0.0.1@\(server.port)"))]
        service.trustAnchor = server.site.path(SignedZones.anchor)
        service.bogusName = bogus
        var settings = MeasuringSettings(service)
        settings.nameServerPort = UInt16(server.port)
        settings.mailPort = UInt16(try LoopbackPorts.free())
        let instruments = try Instruments(settings)
        let model = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        let scan = Scan(instruments: instruments, method: try Method.load(path: model))
        let domains = [ListedDomain(name: "mfa.example", mission: nil)]
        await scan.lookAround([], domains)
        let results = try await scan.run(domains: domains)
        let vantage = try #require(ScanVantage(await scan.vantage))
        await instruments.shutdown()
        return Outcome(vantage: vantage, domain: try #require(results.first))
    }

    @Test func anHonestResolverIsBelieved() async throws {
        let seen = try await scan(SignedZones(zones: Self.zones))
        #expect(seen.vantage.resolver?.isHonest == true)
        #expect(seen.vantage.resolver?.validation == .possible)
        #expect(seen.vantage.resolver?.refusesBogus == true)
        #expect(seen.domain.security == .secure)
        // What lies on this machine says nothing of the way out.
        #expect(seen.vantage.mail == nil && seen.vantage.interception == nil)
    }

    @Test func aResolverThatLetsBogusNamesPassIsNotBelieved() async throws {
        let seen = try await scan(SignedZones(zones: Self.zones), bogus: "mfa.example")
        #expect(seen.vantage.resolver?.refusesBogus == false)
        #expect(seen.domain.security == nil)
        let unsigned = seen.domain.findings.first { $0.check == "names.dnssec-unsigned" }
        #expect(unsigned?.verdict.state == .unknown)
    }

    @Test func aResolverThatAnswersForAllNamesIsNoticed() async throws {
        let recipe = SignedZones(zones: Self.zones, rootRecords: "* IN A 127.0.0.1\n* IN TXT \"sponsored\"\n")
        let seen = try await scan(recipe)
        #expect(seen.vantage.resolver?.inventedAddresses.map(\.description) == ["127.0.0.1"])
        #expect(seen.vantage.resolver?.inventsTexts == true)
        #expect(seen.domain.findings.filter { $0.verdict.state == .fail }.isEmpty)
    }
}
