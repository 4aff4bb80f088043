// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Inventory
import Laboratory
import Model
import Risk
import Store
import StoreSQLite
import TLSWire
import Testing

@testable import Pipeline
@testable import chancery

/// What changes of settings are said to do, against what they do.
@Suite(.serialized)
struct FrontierTests {
    private static let method = ScriptedMinistry.method

    /// One cycle over an endpoint, kept.
    private static func cycle(over estate: Estate, trusting root: String) async throws -> KeptCycle {
        let folder = try TemporaryFolder()
        var service = LoopbackScan.settings
        service.trustStore = root
        service.replyTimeout = .seconds(1)
        let store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
        let instruments = try Instruments(MeasuringSettings(service))
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: try method.get(),
            toolVersion: "test"
        )
        _ = try await cycle.run(over: estate)
        await instruments.shutdown()
        let kept = try #require(try await KeptCycle.load(from: store))
        try store.close()
        return kept
    }

    /// nginx with these lines, measured.
    private static func measured(_ directives: String, _ identities: [ServerIdentity.Kind] = [.rsa])
        async throws
        -> (kept: KeptCycle, endpoint: Endpoint)
    {
        let server = try await RunningServer(NginxServer(identities: identities, directives: directives))
        let endpoint = try LoopbackScan.endpoint(port: server.port)
        let estate = Estate(ministry: Ministry(name: "Ministry"), endpoints: [endpoint])
        return (try await cycle(over: estate, trusting: server.authority.path), endpoint)
    }

    /// As an operator would set what a change says.
    private static func directives(_ settings: OfferedSettings) -> String {
        let versions: [ProtocolVersion: String] = [
            .tls10: "TLSv1", .tls11: "TLSv1.1", .tls12: "TLSv1.2", .tls13: "TLSv1.3",
        ]
        let groups: [NamedGroup: String] = [
            .x25519: "X25519", .secp256r1: "prime256v1", .secp384r1: "secp384r1",
        ]
        let suites = (settings.suites[.tls12] ?? []).compactMap(\.openSSLName)
        let curves = (settings.groups[.tls13] ?? settings.groups[.legacy] ?? []).compactMap { groups[$0] }
        return """
            ssl_protocols \(settings.versions.sorted().compactMap { versions[$0] }.joined(separator: " "));
            ssl_ciphers \(suites.joined(separator: ":"));
            ssl_ecdh_curve \(curves.joined(separator: ":"));
            """
    }

    private static let narrow = """
        ssl_protocols TLSv1.2;
        ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384;
        ssl_ecdh_curve X25519;
        """

    /// By check and scope: ports differ.
    private struct Place: Hashable {
        let check: String
        let scope: Scope

        init(check: String, scope: Scope) { (self.check, self.scope) = (check, scope) }

        init(_ key: FindingKey) { self.init(check: key.check, scope: key.subject.scope) }
    }

    private static func verdicts(_ kept: KeptCycle) throws -> [Place: Verdict] {
        let findings = Reassessment(method: try method.get()).findings(of: kept).map(\.finding)
        return Dictionary(findings.map { (Place($0.key), $0.verdict) }) { first, _ in first }
    }

    @Test(
        "A server set as the changes say is found as they said",
        arguments: [
            ["aes128-gcm", "p-256"], ["tls1.3-on", "aes128-gcm", "p-256"],
            ["tls1.3-on", "aes128-gcm", "p-256", "ecdsa-certificate"],
        ]
    )
    func whatIsForetoldIsMeasured(changes: [String]) async throws {
        let (kept, endpoint) = try await Self.measured(Self.narrow)
        var bench = try TradeBench(kept, method: try Self.method.get(), audience: .equal)
        let seen = try bench.settings(of: endpoint.id)
        let planned = try changes.map { try #require(SettingsChange.named($0)) }
        let settings = planned.reduce(seen) { TradeBench.apply($1, to: $0) ?? $0 }
        let now = try bench.state(of: endpoint.id, with: seen, since: seen)
        let foretold = try bench.state(of: endpoint.id, with: settings, since: seen)
        let wish = try #require(settings.values.first)
        let identities: [ServerIdentity.Kind] = wish.keys.contains(.ecdsa) ? [.rsa, .ecdsa] : [.rsa]

        let (after, other) = try await Self.measured(Self.directives(wish), identities)
        var measuring = try TradeBench(after, method: try Self.method.get(), audience: .equal)
        let found = try measuring.settings(of: other.id)
        let real = try #require(found.values.first)
        #expect(real.versions == wish.versions)
        #expect(real.suites.mapValues(Set.init) == wish.suites.mapValues(Set.init))
        #expect(real.groups.mapValues(Set.init) == wish.groups.mapValues(Set.init))
        #expect(real.keys == wish.keys)

        // Who connects, to the client.
        let state = try measuring.state(of: other.id, with: found, since: found)
        #expect(state.reach == foretold.reach)
        let change = ReachChange(from: now.reach, to: foretold.reach)
        #expect(change.direction == .up)
        #expect(Set(change.letIn.map(\.name)).isSuperset(of: ["Android 5.0", "Android 6.0", "Android 7.0"]))

        // Every finding that was foretold.
        var expected = try Self.verdicts(kept)
        for (_, finding) in foretold.moved { expected[Place(finding.key)] = finding.verdict }
        let unseen = Set(foretold.unseen.map(Place.init))
        let measured = try Self.verdicts(after)
        for (place, verdict) in expected where !unseen.contains(place) {
            guard place.check != ClientsExcluded.identity.id else { continue }
            let seen = try #require(measured[place])
            #expect(seen.stands(like: verdict), "\(place.check): \(verdict) foretold, \(seen) measured")
        }
        let newest = measured[Place(check: "tls.tls1.3-missing", scope: .address)]
        #expect(newest?.state == (changes.contains("tls1.3-on") ? .pass : .fail))
    }

    @Test func aFreeCombinationIsFoundAndEveryZoneIsTrue() async throws {
        let (kept, endpoint) = try await Self.measured(Self.narrow)
        let assembly = FrontierAssembly(kept, method: try Self.method.get(), audience: .equal)
        let line = try #require(try assembly.lines().first)
        #expect(line.endpoint.id == endpoint.id)
        #expect(line.channel == .notEstablished("Q20 is not answered"))
        let chart = try line.chart.get()
        let combination = try #require(chart.combination)
        let ids = Set(combination.changes.map(\.id))
        #expect(ids.isSuperset(of: ["tls1.3-on", "aes128-gcm", "p-256", "ecdsa-certificate"]))
        #expect(combination.zone == .free && combination.isOnFrontier && !chart.isNowOnFrontier)
        #expect(combination.reach.cutOff.isEmpty)
        let zones = Dictionary(uniqueKeysWithValues: chart.candidates.map { ($0.changes[0].id, $0.zone) })
        #expect(zones["p-256"] == .free)
        #expect(zones["tls1.0-on"] == .paid)
        for candidate in chart.candidates + [combination] {
            let risk = candidate.state.risk.endpoint.point - chart.now.risk.endpoint.point
            switch candidate.zone {
            case .free:
                #expect(risk <= 1e-6 && candidate.reach.cutOff.isEmpty && candidate.state.brought.isEmpty)
            case .paid:
                let isPriced = !candidate.reach.cutOff.isEmpty || !candidate.state.brought.isEmpty
                #expect(risk > 1e-6 || isPriced)
            case .lost: #expect(candidate.reach.letIn.isEmpty)
            }
        }
        let text = FrontierText(lines: [line], audience: .equal, judged: kept.judged).text
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        #expect(text.contains("Together, for nothing:") && text.contains("lets in"))
    }

    /// A mute server, one of TLS 1.3 alone and one with old versions, measured.
    private static func laboratory() async throws -> KeptCycle {
        let specimens = [
            Specimen(host: "statements.lab.example", number: 241, fault: .tls13Only),
            Specimen(host: "mute.lab.example", number: 242, fault: .mute),
            Specimen(host: "old.lab.example", number: 243, fault: .oldVersions),
        ]
        let laboratory = try await Laboratory.start(specimens, port: 0)
        let folder = try TemporaryFolder()
        try laboratory.writeAnchors(to: folder.url)
        let endpoints = try laboratory.endpoints.map {
            try LoopbackScan.endpoint(host: $0.host, at: $0.address, port: $0.port)
        }
        let kept = try await cycle(
            over: Estate(ministry: Ministry(name: "Laboratory"), endpoints: endpoints),
            trusting: folder.url.appending(path: Laboratory.rootFile).path
        )
        await laboratory.stop()
        return kept
    }

    @Test func aServerOfTheDemoShutsAnAudienceOutThatAFreeChangeLetsIn() async throws {
        let kept = try await Self.laboratory()
        let lines = try FrontierAssembly(kept, method: try Self.method.get(), audience: .equal).lines()
        let first = try #require(lines.first)
        #expect(first.endpoint.host == "statements.lab.example", "most is to be had there")
        let chart = try first.chart.get()
        let change = try #require(chart.candidates.first { $0.changes[0].id == "tls1.2-on" })
        #expect(change.zone == .free && change.reach.letIn.map(\.name).contains("Android 7.0"))
        let mute = try #require(lines.first { $0.endpoint.host == "mute.lab.example" })
        #expect(throws: Unestablished.self) { try mute.chart.get() }
        let old = try #require(lines.first { $0.endpoint.host == "old.lab.example" }).chart.get()
        let price = try #require(old.candidates.first { $0.changes[0].id == "no-old-versions" })
        #expect(price.zone == .paid && price.reach.cutOff.map(\.name).contains("Android 4.0"))
    }

    @Test func aPlanSaysWhomEachOfItsStepsCutsOff() async throws {
        let kept = try await Self.laboratory()
        let method = try Self.method.get()
        let plan = method.model.plan(
            findings: Reassessment(method: method).findings(of: kept),
            estate: kept.estate,
            artefacts: kept.evidence.artefacts,
            at: kept.judged,
            shared: kept.shared,
            steps: 50
        )
        let steps = try PlanReach.steps(of: plan, on: kept, method: method, audience: .equal)
        #expect(steps.count == plan.steps.count)
        var isOldMet = false
        for (step, reach) in zip(plan.steps, steps) {
            switch step.bundle.cause {
            case .zone, .page, .site, .host, .process: #expect(reach.effect == .unchanged)
            case .certificate: #expect(reach.effect == .notEstablished)
            case .tls where step.bundle.endpoints.contains { $0.hasPrefix("old.") }:
                isOldMet = true
                #expect([.lost, .mixed].contains(reach.effect))
                let cutOff = reach.places.first?.change?.cutOff.map(\.name) ?? []
                #expect(cutOff.contains("Android 4.0"))
            case .tls: continue
            }
        }
        #expect(isOldMet)
    }
}
