// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Laboratory
import Logging
import Model
import Pipeline
import Service
import Store
import StoreSQLite
import Synchronization
import Testing

/// The daemon's loop by a clock of the test's own, on an estate of laboratory servers.
@Suite(.serialized)
struct ScheduledDaemonTests {
    /// A clock that goes as the machine's does while something is done, and jumps ahead where the daemon would sleep.
    private final class JumpingClock: Sendable {
        private let ahead = Mutex(Duration.zero)
        private let began = ContinuousClock.now
        private let start: Date

        init(from start: Date) { self.start = start }

        private var now: Date {
            let passed = (ContinuousClock.now - began + ahead.withLock { $0 }).components
            return start.addingTimeInterval(Double(passed.seconds) + Double(passed.attoseconds) / 1e18)
        }

        private func sleep(for duration: Duration) async throws {
            // The look at quiet hours while a cycle runs is no sleep.
            guard duration != .seconds(5) else { return try await Task.sleep(for: duration) }
            try await Task.sleep(for: .milliseconds(5))
            ahead.withLock { $0 += duration }
        }

        var forDaemon: DaemonClock {
            DaemonClock(now: { self.now }, sleep: { try await self.sleep(for: $0) })
        }
    }

    private static func clock(from start: Date) -> DaemonClock { JumpingClock(from: start).forDaemon }

    private struct Bench {
        let laboratory: Laboratory
        let folder: TemporaryFolder
        var configuration: URL { folder.url.appending(path: "config") }
        var state: URL { folder.url.appending(path: "state") }

        init(_ settings: String, roles: [String]) async throws {
            folder = try TemporaryFolder()
            laboratory = try await Laboratory.start(
                roles.indices.map {
                    Specimen(host: "host\($0).lab.example", number: UInt8(160 + $0), fault: nil)
                },
                port: 0
            )
            let listed = configuration.appending(path: "endpoints.d")
            for url in [listed, state] {
                try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            }
            let conf =
                "[Ministry]\nName=Lab\n[Chancery]\nTrustStore=root.pem\nReplyTimeout=2s\nJitter=0\n\(settings)\n"
            try conf.write(
                to: configuration.appending(path: "chancery.conf"),
                atomically: true,
                encoding: .utf8
            )
            try laboratory.rootCertificatePEM.write(
                to: configuration.appending(path: "root.pem"),
                atomically: true,
                encoding: .utf8
            )
            try FileManager.default.copyItem(
                at: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
                to: configuration.appending(path: "risk-model.conf")
            )
            for (endpoint, role) in zip(laboratory.endpoints, roles) {
                try """
                [Endpoint \(endpoint.host)]
                Address=\(endpoint.address)
                Port=\(laboratory.port)
                Role=\(role)
                """
                .write(to: listed.appending(path: "\(endpoint.host).conf"), atomically: true, encoding: .utf8)
            }
        }

        /// Runs the daemon until a condition holds, and returns the store that it leaves.
        func run(
            _ clock: DaemonClock,
            within limit: Duration = .seconds(90),
            until condition: @escaping @Sendable (SQLiteStore) async throws -> Bool
        ) async throws -> SQLiteStore {
            let path = state.appending(path: "chancery.db").path
            let store = try SQLiteStore(path: path)
            let directory = configuration.path
            let daemon = Daemon(
                store: store,
                environment: Daemon.Environment(
                    stateDirectory: state,
                    reportDirectory: state.appending(path: "reports"),
                    toolVersion: "0",
                    notifySocket: nil,
                    watchdog: nil,
                    clock: clock
                ),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                load: { () throws(ConfigurationRefusal) in
                    try LoadedConfiguration.load(directory: directory, today: CalendarDay(Date()))
                }
            )
            let running = Task { try await daemon.run() }
            #expect(try await eventually(within: limit) { try await condition(store) })
            running.cancel()
            _ = try? await running.value
            return store
        }
    }

    private static let midnight = Date(timeIntervalSince1970: 20_780 * 86_400)

    @Test func rolesAreMeasuredOnTheirIntervalsAndTheRestIsTakenOver() async throws {
        let bench = try await Bench("Interval=6h\nRoleInterval=mail 2h", roles: ["public-website", "mail"])
        let clock = Self.clock(from: Self.midnight.addingTimeInterval(60))
        let store = try await bench.run(clock) { try await $0.cycles(limit: 9).count >= 4 }
        let cycles = Array(try await store.cycles(limit: 9).reversed().prefix(4))
        // At the start, then at 02:00, 04:00 and 06:00, as soon as they are due.
        let hours = cycles.map { ($0.started.timeIntervalSince(Self.midnight) / 3600).rounded() }
        #expect(hours == [0, 2, 4, 6])
        var carried: [Set<String>] = []
        for cycle in cycles {
            carried.append(Set(try await store.carriedSubjects(in: cycle.id).compactMap(\.endpointID)))
        }
        #expect(carried == [[], ["host0.lab.example"], ["host0.lab.example"], []])
        // What was taken over says when it was seen, and what it was.
        let first = try await store.measurements(in: cycles.first).first {
            $0.subject == .endpoint("host0.lab.example")
        }
        let third = try await store.measurements(in: cycles[2])
            .first { $0.subject == .endpoint("host0.lab.example") }
        #expect(first?.answers == third?.answers && first?.finished == third?.finished)
        #expect(third?.cost.connections == 0)
        #expect(try await store.posture(of: cycles.last?.id)?.endpoints.count == 2)
        try store.close()
        await bench.laboratory.stop()
    }

    @Test func quietHoursHoldACycleBackAndWhatWasMissedIsMadeUpForOnce() async throws {
        let bench = try await Bench("Interval=1h\nQuietHours=01:30-09:00", roles: ["public-website"])
        let clock = Self.clock(from: Self.midnight.addingTimeInterval(60))
        let store = try await bench.run(clock) { try await $0.cycles(limit: 9).count >= 4 }
        let cycles = Array(try await store.cycles(limit: 9).reversed().prefix(4))
        let hours = cycles.map { $0.started.timeIntervalSince(Self.midnight) / 3600 }
        #expect(hours[1] >= 1 && hours[1] < 1.5)
        // Whatever was due in the quiet hours, one cycle makes up for it.
        #expect(hours[2] >= 9 && hours[2] < 9.5)
        #expect(hours[3] >= 10)
        try store.close()
        await bench.laboratory.stop()
    }
}
