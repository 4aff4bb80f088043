// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Laboratory
import Model
import Pipeline
import StoreSQLite
import Testing

/// Cycle after cycle in one process, as the daemon runs them.
@Suite(.serialized)
struct EnduranceTests {
    /// `CHANCERY_CYCLES=1000 swift test --filter EnduranceTests` measures memory, alone in its process.
    private static let asked = ProcessInfo.processInfo.environment["CHANCERY_CYCLES"].flatMap { Int($0) }

    @Test func cyclesOverAnUnchangedEstateLeaveNothingOpenAndNothingInMemory() async throws {
        let laboratory = try await Laboratory.start(
            [Specimen(host: "endurance.lab.example", number: 240, fault: nil)],
            port: 0
        )
        let folder = try TemporaryFolder()
        let root = folder.url.appending(path: "root.pem")
        try laboratory.rootCertificatePEM.write(to: root, atomically: true, encoding: .utf8)
        var service = LoopbackScan.settings
        service.trustStore = root.path
        let store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
        let method = try Method.load(
            path: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        )
        let estate = Estate(
            ministry: Ministry(name: "Laboratory"),
            endpoints: try laboratory.endpoints.map {
                try LoopbackScan.endpoint(host: $0.host, at: $0.address, port: $0.port)
            }
        )
        let count = Self.asked ?? 10
        var resident: [Int] = []
        for _ in 0..<count {
            let instruments = try Instruments(MeasuringSettings(service))
            let cycle = AssessmentCycle(
                store: store,
                instruments: instruments,
                method: method,
                toolVersion: "test"
            )
            _ = try await cycle.run(over: estate)
            await instruments.shutdown()
            resident.append(try Self.residentKiB())
        }
        try store.close()
        await laboratory.stop()
        #expect(resident.count == count)
        if Self.asked != nil { expectFlat(resident) }
    }

    /// Compared are the end and the tenth part, when caches have filled.
    private func expectFlat(_ resident: [Int]) {
        let tenth = max(1, resident.count / 10)
        let early = resident[tenth - 1]
        let late = resident.suffix(tenth).reduce(0, +) / tenth
        print("resident memory: \(early) KiB after \(tenth) cycles, \(late) KiB after \(resident.count)")
        #expect(late < early + 16 * 1024, "KiB of resident memory, late and early")
    }

    /// proc(5), /proc/self/statm.
    private static func residentKiB() throws -> Int {
        let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (Int(words[1]) ?? 0) * 4
    }
}
