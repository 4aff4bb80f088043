// SPDX-License-Identifier: Apache-2.0
import Foundation
import Laboratory
import Model
import Service
import Store
import StoreSQLite
import Testing

/// The daemon as systemd runs it, on a small estate of laboratory servers.
@Suite(.serialized)
struct DaemonTests {
    /// A configuration folder over servers that answer slowly enough to be interrupted.
    private struct Bench {
        let laboratory: Laboratory
        let folder: TemporaryFolder

        var configuration: URL { folder.url.appending(path: "config") }
        var state: URL { folder.url.appending(path: "state") }

        init(_ faults: [Fault?]) async throws {
            folder = try TemporaryFolder()
            laboratory = try await Laboratory.start(
                faults.enumerated().map { index, fault in
                    Specimen(host: "host\(index).lab.example", number: UInt8(160 + index), fault: fault)
                },
                port: 0
            )
            let endpoints = configuration.appending(path: "endpoints.d")
            try FileManager.default.createDirectory(at: endpoints, withIntermediateDirectories: true)
            try write(laboratory.rootCertificatePEM, to: "root.pem")
            try write(
                "[Chancery]\nTrustStore=root.pem\nReplyTimeout=2s\n[Ministry]\nName=Lab\n",
                to: "chancery.conf"
            )
            try FileManager.default.copyItem(
                at: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
                to: configuration.appending(path: "risk-model.conf")
            )
            for endpoint in laboratory.endpoints {
                try list(endpoint.host, at: endpoint.address, in: "\(endpoint.host).conf")
            }
        }

        func write(_ text: String, to name: String) throws {
            try text.write(to: configuration.appending(path: name), atomically: true, encoding: .utf8)
        }

        func list(_ host: String, at address: String, in file: String) throws {
            try write(
                "[Endpoint \(host)]\nAddress=\(address)\nPort=\(laboratory.port)\n",
                to: "endpoints.d/\(file)"
            )
        }

        func daemon() throws -> DaemonProcess {
            try DaemonProcess(["daemon", "--config", configuration.path, "--state", state.path])
        }

        /// Nil as long as the daemon has not made its store.
        func reader() -> SQLiteStore? {
            try? SQLiteStore(path: state.appending(path: "chancery.db").path, readOnly: true)
        }

        func closedCycles() async throws -> Int { try await reader()?.cycles(limit: 100).count ?? 0 }

        func end() async { await laboratory.stop() }
    }

    @Test func itReloadsKeepsWhatItHasWhereItCannotAndEndsOnSIGTERM() async throws {
        let bench = try await Bench([nil, .expired])
        let daemon = try bench.daemon()
        #expect(try await eventually(within: .seconds(60)) { try await bench.closedCycles() == 1 })

        try bench.list("host9.lab.example", at: "127.88.0.160", in: "more.conf")
        daemon.send(SIGHUP)
        let first = DaemonReport.read(in: bench.state)?.configurationLoaded
        #expect(
            try await eventually(within: .seconds(20)) {
                DaemonReport.read(in: bench.state)?.configurationLoaded != first
            }
        )
        try bench.write("[Endpoint x.lab.example]\nMision=paris\n", to: "endpoints.d/bad.conf")
        daemon.send(SIGHUP)
        #expect(
            try await eventually(within: .seconds(20)) {
                DaemonReport.read(in: bench.state)?.refusedReload?.text.contains("did you mean 'Mission'?")
                    == true
            }
        )
        daemon.send(SIGTERM)
        #expect(try await daemon.status(within: .seconds(5)) == 0)
        await bench.end()
    }

    @Test func anInterruptedCycleGoesOnWhereItStopped() async throws {
        let bench = try await Bench([nil, .mute, .expired, .mute])
        let first = try bench.daemon()
        // The mute servers hold the cycle open while the others are through.
        #expect(
            try await eventually(within: .seconds(60)) {
                guard let reader = bench.reader(), let cycle = try await reader.openCycle() else {
                    return false
                }
                return try await reader.measuredSubjects(in: cycle).contains { $0.scope == .address }
            }
        )
        first.send(SIGKILL)
        #expect(try await first.status(within: .seconds(5)) == SIGKILL)
        let open = try #require(try await bench.reader()?.openCycle())
        let kept = try await bench.reader()?.measuredSubjects(in: open) ?? []

        let second = try bench.daemon()
        #expect(try await eventually(within: .seconds(60)) { try await bench.closedCycles() == 1 })
        let closed = try #require(try await bench.reader()?.cycles(limit: 1).first)
        #expect(closed.id == open.id)
        #expect(try await bench.reader()?.measuredSubjects(in: closed).isSuperset(of: kept) == true)
        second.send(SIGTERM)
        #expect(try await second.status(within: .seconds(5)) == 0)
        await bench.end()
    }

    @Test func aWrongConfigurationNeverTouchesTheStore() async throws {
        let bench = try await Bench([nil])
        try bench.write("[Endpoint x.lab.example]\nPort=0\n", to: "endpoints.d/bad.conf")
        let daemon = try bench.daemon()
        #expect(try await daemon.status(within: .seconds(20)) == 78)
        #expect(!FileManager.default.fileExists(atPath: bench.state.path))
        await bench.end()
    }

    @Test func aSecondDaemonOnOneStoreIsRefused() async throws {
        let bench = try await Bench([.mute])
        let first = try bench.daemon()
        #expect(try await eventually(within: .seconds(30)) { bench.reader() != nil })
        let second = try bench.daemon()
        #expect(try await second.status(within: .seconds(20)) == 70)
        first.send(SIGKILL)
        _ = try await first.status(within: .seconds(5))
        await bench.end()
    }
}
