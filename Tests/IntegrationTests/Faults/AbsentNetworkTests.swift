// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Laboratory
import Model
import Pipeline
import Resolver
import Store
import StoreSQLite
import TestSupport
import Testing

/// The daemon on a machine without network, and cycles without a resolver.
@Suite(.serialized)
struct AbsentNetworkTests {
    /// In a network namespace of its own, where not even the loopback interface is up.
    @Test(.enabled(if: SmallDisk.isPossible, "only root can make a network namespace"))
    func aNetworkThatComesLateIsWaitedFor() async throws {
        let bench = try await FaultBench([nil])
        let daemon = try bench.start("daemon", through: ["unshare", "--net"])
        #expect(
            try await eventually(within: .seconds(60)) { bench.said.contains("no network yet") },
            "\(bench.said)"
        )
        #expect(try await bench.statistics()?.cycles == 0)
        #expect(try inside(daemon, ["ip", "link", "set", "lo", "up"]) == 0)
        #expect(
            try await eventually(within: .seconds(60)) {
                try await bench.reader().cycles(limit: 1).first?.id == 1
            },
            "\(bench.said)"
        )
        // The servers are outside of it: nobody answers, and nothing is held against them but that.
        let endpoint = try #require(bench.laboratory.endpoints.first).host
        let failed = try await bench.reader().findings(FindingFilter(states: [.fail]))
            .filter { $0.finding.subject.endpointID == endpoint }
        #expect(failed.isEmpty, "\(failed.map(\.finding.check))")
        daemon.send(SIGTERM)
        #expect(try await daemon.exitStatus(within: .seconds(20)) == 0)
        await bench.end()
    }

    private func inside(_ process: ChildProcess, _ command: [String]) throws -> Int32 {
        let arguments = ["nsenter", "--net", "--target", "\(process.identifier)"] + command
        return try ChildProcess.output(of: "/usr/bin/env", arguments).status
    }

    /// A cycle every ten minutes for an hour by a clock of their own, of which the first and the last have a resolver.
    @Test func anHourWithoutAResolverTurnsNothingWorse() async throws {
        let server = try await RunningServer(
            SignedZones(zones: [.init(name: "mfa.example", signing: .sound, records: Self.records)])
        )
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
        let silent = try LoopbackPorts.free()
        let start = Date()
        var states: [[FindingKey: Verdict.State]] = []
        var numbers: [[FindingKey: Int64]] = []
        for tenth in 0...6 {
            let now = start.addingTimeInterval(Double(tenth) * 600)
            let port = tenth == 0 || tenth == 6 ? server.port : silent
            try await cycle(
                asking: port,
                anchor: server.site.path(SignedZones.anchor),
                names: server.port,
                store,
                at: now
            )
            let findings = try await store.findings(FindingFilter())
            states.append(
                Dictionary(uniqueKeysWithValues: findings.map { ($0.finding.key, $0.finding.verdict.state) })
            )
            numbers.append(
                Dictionary(uniqueKeysWithValues: findings.map { ($0.finding.key, Int64($0.number)) })
            )
        }
        let known = try #require(states.first).filter { $0.value == .pass || $0.value == .fail }
        #expect(known.count > 10)
        for hour in states[1...5] {
            let worse = known.keys.filter { known[$0] == .pass && hour[$0] == .fail }
            #expect(worse.isEmpty, "\(worse)")
            let better = known.keys.filter { known[$0] == .fail && hour[$0] == .pass }
            #expect(better.isEmpty, "\(better)")
        }
        #expect(states[3].values.filter { $0 == .unknown }.count > 10)
        #expect(states.last == states.first)
        #expect(numbers.last == numbers.first)
        #expect(try await store.inconsistencies().isEmpty)
        try store.close()
    }

    private static let records = """
        @ IN MX 10 mx
        mx IN A 127.0.0.1
        @ IN TXT "v=spf1 mx -all"
        _dmarc IN TXT "v=DMARC1; p=none"
        @ IN CAA 0 issue "ca.example"

        """

    private func cycle(
        asking port: Int,
        anchor: String,
        names: Int,
        _ store: SQLiteStore,
        at now: Date
    ) async throws {
        var service = LoopbackScan.settings
        service.nameServers = [try #require(NameServer("127.0.0.1@\(port)"))]
        service.trustAnchor = anchor
        service.replyTimeout = .milliseconds(500)
        var settings = MeasuringSettings(service)
        settings.nameServerPort = UInt16(names)
        settings.mailPort = UInt16(try LoopbackPorts.free())
        let instruments = try Instruments(settings)
        let model = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: try Method.load(path: model),
            toolVersion: "test"
        )
        let estate = Estate(
            ministry: Ministry(name: "Laboratory"),
            domains: [ListedDomain(name: "mfa.example", mission: nil)]
        )
        _ = try await cycle.run(over: estate, clock: { now })
        await instruments.shutdown()
    }
}
