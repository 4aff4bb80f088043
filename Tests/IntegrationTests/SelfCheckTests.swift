// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Laboratory
import Model
import Pipeline
import Store
import StoreSQLite
import Testing

/// The self-check for real: on sound software it holds, and whatever is sabotaged is named.
@Suite(.serialized)
struct SelfCheckTests {
    private static func method() throws -> Pipeline.Method {
        try Method.load(path: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path)
    }

    private static func settings() -> MeasuringSettings {
        var service = ServiceSettings()
        // Nobody answers there: no name is asked for.
        service.nameServers = []
        service.replyTimeout = .seconds(5)
        return MeasuringSettings(service)
    }

    /// Servers that are not what they are taken for.
    private static func check(serving served: [Specimen]) async throws -> SelfCheck {
        try await SelfCheckBench(settings(), method: try method()) {
            (_, now) async throws(LaboratoryError) in
            try await Laboratory.start(served, port: 0, now: now)
        }
        .run(at: Date())
    }

    private static func bad(_ faults: [Fault]) -> Specimen {
        Specimen(host: Specimen.selfCheck[1].host, number: 251, fault: .together("bad", "bad", faults))
    }

    @Test func aSoundInstallationHolds() async throws {
        let check = try await SelfCheckBench(Self.settings(), method: try Self.method()).run(at: Date())
        print("self-check: \(check.words), \(check.connections) connections")
        #expect(check.state == .held, "\(check.words)")
        #expect(check.planted == Specimen.selfCheck.reduce(0) { $0 + $1.failing.count })
        #expect(check.verdicts > 2 * check.planted && check.connections > 20)
        // The clock of a cycle that is played, as the laboratory's.
        let later = try await SelfCheckBench(Self.settings(), method: try Self.method())
            .run(at: Date().addingTimeInterval(-40 * 86_400))
        #expect(later.state == .held, "\(later.words)")
    }

    @Test(arguments: Fault.selfCheck)
    func aFaultThatIsNotThereIsMissedByName(_ fault: Fault) async throws {
        let others = Fault.selfCheck.filter { $0 != fault }
        let check = try await Self.check(serving: [Specimen.selfCheck[0], Self.bad(others)])
        let kept = others.reduce(into: Set<String>()) { $0.formUnion($1.breaks) }
        let missed = fault.breaks.subtracting(kept).sorted()
        #expect(check.state == .notHeld && !missed.isEmpty)
        #expect(check.differences == missed.map { .init(.missed, $0, at: Specimen.selfCheck[1].host) })
    }

    @Test(arguments: [Fault.longSerial, .reflectedOrigins, .deprecatedGroup])
    func aFaultOfTheSoundServerIsNamed(_ fault: Fault) async throws {
        let good = Specimen(host: Specimen.selfCheck[0].host, number: 250, fault: fault)
        let check = try await Self.check(serving: [good, Specimen.selfCheck[1]])
        #expect(check.state == .notHeld)
        let expected = fault.breaks.sorted().map { SelfCheck.Difference(.invented, $0, at: good.host) }
        #expect(check.differences == expected)
    }

    @Test func aServerThatDoesNotAnswerEstablishesNothing() async throws {
        let silent = Specimen(host: Specimen.selfCheck[1].host, number: 251, fault: .closesAtOnce)
        let check = try await Self.check(serving: [Specimen.selfCheck[0], silent])
        #expect(check.state == .notEstablished && check.differences == [], "\(check.words)")
        #expect(check.reason?.contains("known-bad.laboratory.example is unknown (handshake") == true)
    }

    /// What cannot be measured is neither held nor not held.
    @Test func whereNobodyMayListenNothingIsEstablished() async throws {
        let taken = try await Laboratory.start(Specimen.selfCheck, port: 0)
        let port = taken.port
        let check = try await SelfCheckBench(Self.settings(), method: try Self.method()) {
            (specimens, now) async throws(LaboratoryError) in
            try await Laboratory.start(specimens, port: port, now: now)
        }
        .run(at: Date())
        await taken.stop()
        #expect(check.state == .notEstablished)
        #expect(check.reason?.contains("another program listens on 127.88.0.250") == true)
    }

    /// Servers, sockets and event loops are gone with each.
    @Test func itLeavesNoDescriptorBehind() async throws {
        let bench = SelfCheckBench(Self.settings(), method: try Self.method())
        func count() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        }
        _ = try await bench.run(at: Date())
        let before = try count()
        for _ in 0..<5 { #expect(try await bench.run(at: Date()).state == .held) }
        // Other suites run beside this one.
        #expect(try await eventually(within: .seconds(60)) { try count() <= before + 4 })
    }

    @Test func aStopDuringTheSelfCheckEndsIt() async throws {
        let running = Task {
            try await SelfCheckBench(Self.settings(), method: try Self.method()).run(at: Date())
        }
        try await Task.sleep(for: .milliseconds(150))
        running.cancel()
        let result = await running.result
        if case .success(let check) = result { #expect(check.state == .held) }
        if case .failure(let error) = result { #expect(error is CancellationError) }
    }

    @Test func aCycleKeepsItSignedAndNothingElseOfIt() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
        let instruments = try Instruments(Self.settings())
        let method = try Self.method()
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: method,
            toolVersion: "test",
            selfCheck: SelfCheckBench(Self.settings(), method: method)
        )
        let outcome = try await cycle.run(over: Estate(ministry: Ministry(name: "Lab"), endpoints: []))
        await instruments.shutdown()
        let check = try #require(try await store.selfCheck(of: outcome.cycle.id))
        #expect(check.state == .held, "\(check.words)")
        #expect(try await store.measuredSubjects(in: outcome.cycle).allSatisfy { $0 == .ministry })
        #expect(outcome.findings.allSatisfy { $0.finding.subject.endpointID == nil })
        let covered = try await store.records(of: outcome.cycle.id, after: [:], through: nil)
        #expect(covered.records.count { $0.name.hasPrefix("event ") } == 1)
        try store.close()
    }
}
