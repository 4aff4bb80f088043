// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Crypto
import Facts
import Foundation
import Inventory
import Model
import Observations
import Pipeline
import Store
import StoreSQLite
import TestSupport
import Testing

@testable import chancery

/// Two missions on loopback, of which nginx refuses one by its address: seen, signed, sent, taken in, judged.
@Suite(.serialized) struct VantageBundleTests {
    private static let blocked = "if ($remote_addr = 127.0.0.2) { return 403; }"

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> String { folder.url.appending(path: name).path }

    private func observe(_ arguments: String...) async throws {
        try await ObserveCommand.parse(arguments).run()
    }

    /// A configuration folder of the ministry, or of a mission that goes out from an address.
    private func write(
        _ name: String,
        _ server: RunningServer,
        source: String? = nil,
        vantages: [String] = []
    ) throws {
        let home = folder.url.appending(path: name)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let sections = vantages.map {
            "[Mission m-\($0)]\nName=\($0)\nRegion=R-\($0)\n\n[Vantage \($0)]\nMission=m-\($0)\nPublicKey=../\($0).key.pub\n"
        }
        let text = """
            [Ministry]
            Contact=noc@mfa.example

            [Chancery]
            TrustStore=\(server.authority.path)
            ConnectionRate=1000
            \(source.map { "SourceAddress=\($0)" } ?? "")

            [Endpoint site]
            Host=localhost
            Address=127.0.0.1
            Port=\(server.port)

            \(sections.joined(separator: "\n"))
            """
        try Data(text.utf8).write(to: home.appending(path: "chancery.conf"))
        try FileManager.default.copyItem(
            at: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
            to: home.appending(path: "risk-model.conf")
        )
    }

    private func export(_ vantage: String, as name: String) async throws {
        try await observe(
            "--export",
            path(name),
            "--vantage",
            vantage,
            "--key",
            path("\(vantage).key"),
            "--config",
            path(vantage)
        )
    }

    private func loaded() throws -> LoadedConfiguration {
        try LoadedConfiguration.load(directory: path("ministry"), today: CalendarDay(Date()))
    }

    private func verdicts(_ server: RunningServer) async throws -> [String: Verdict] {
        let loaded = try loaded()
        let state = folder.url.appending(path: "state")
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        let store = try SQLiteStore(path: path("state/chancery.db"))
        let instruments = try Instruments(MeasuringSettings(loaded.settings))
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: loaded.method,
            toolVersion: "test"
        )
        let findings = try await cycle.run(over: loaded.estate).findings
        await instruments.shutdown()
        try store.close()
        let seen = findings.filter { $0.finding.check.hasPrefix("inclusion.vantage-") }
        return Dictionary(seen.map { ($0.finding.check, $0.finding.verdict) }) { first, _ in first }
    }

    /// Two missions with keys, and the ministry that knows them.
    private func missions(_ server: RunningServer) async throws {
        for (name, source) in [("paris", "127.0.0.1"), ("rome", "127.0.0.2")] {
            try await observe("--make-key", path("\(name).key"))
            try write(name, server, source: source)
        }
        try write("ministry", server, vantages: ["paris", "rome"])
    }

    @Test func whoIsBlockedAtAMissionIsNamed() async throws {
        let server = try await RunningServer(NginxServer(directives: Self.blocked))
        try await missions(server)
        try await export("paris", as: "paris.json")
        try await export("rome", as: "rome.json")
        let state = path("state")
        try await observe(
            "--import",
            path("paris.json"),
            path("rome.json"),
            "--state",
            state,
            "--config",
            path("ministry")
        )
        let verdicts = try await verdicts(server)
        #expect(
            verdicts["inclusion.vantage-unreachable"]
                == .fail(
                    level: "blocked",
                    seen: "HTTP 403 from rome, HTTP 200 at home",
                    expected: "the endpoint as home reaches it"
                )
        )
        #expect(verdicts["inclusion.vantage-differs"] == .pass)
        // What was taken once is not taken again.
        let again = await #expect(throws: ExitCode.self) {
            try await observe("--import", path("rome.json"), "--state", state, "--config", path("ministry"))
        }
        #expect(again == ExitCode.refusedInput)
    }

    @Test func withoutABundleItIsUnknownAndASecondWriterIsRefused() async throws {
        let server = try await RunningServer(NginxServer(directives: ""))
        try await missions(server)
        let verdicts = try await verdicts(server)
        #expect(verdicts.count == 2 && verdicts.values.allSatisfy { $0.state == .unknown })
        try await export("paris", as: "paris.json")
        let store = try SQLiteStore(path: path("state/chancery.db"))
        let refused = await #expect(throws: ExitCode.self) {
            try await observe(
                "--import",
                path("paris.json"),
                "--state",
                path("state"),
                "--config",
                path("ministry")
            )
        }
        #expect(refused == ExitCode.internalError)
        #expect(try await store.bundles(since: .distantPast).isEmpty)
        try store.close()
    }

    @Test func opensslVerifiesWhatWasSigned() async throws {
        let server = try await RunningServer(NginxServer(directives: ""))
        try await missions(server)
        try await export("paris", as: "paris.json")
        let arguments = ["pkeyutl", "-verify", "-pubin", "-inkey", path("paris.key.pub"), "-rawin"]
        let files = ["-in", path("paris.json"), "-sigfile", path("paris.json.sig")]
        #expect(try ChildProcess.output(of: "/usr/bin/openssl", arguments + files).status == 0)
        try Data("{}".utf8).write(to: folder.url.appending(path: "paris.json"))
        #expect(try ChildProcess.output(of: "/usr/bin/openssl", arguments + files).status != 0)
        let mode = try FileManager.default.attributesOfItem(atPath: path("paris.key"))[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        // A key that is there stays.
        await #expect(throws: ExitCode.self) { try await observe("--make-key", path("paris.key")) }
    }

    @Test func noAlteredByteIsTaken() async throws {
        let server = try await RunningServer(NginxServer(directives: ""))
        try await missions(server)
        try await export("paris", as: "paris.json")
        let bytes = try Data(contentsOf: URL(filePath: path("paris.json")))
        let signature = try Data(contentsOf: URL(filePath: path("paris.json.sig")))
        let store = try SQLiteStore(path: path("altered.db"))
        let taker = BundleImport(store: store, estate: try loaded().estate)
        var generator = SeededGenerator(seed: 403)
        for _ in 0..<200 {
            var (content, sign) = (bytes, signature)
            let bit = UInt8(1) << UInt8.random(in: 0...7, using: &generator)
            if Int.random(in: 0..<4, using: &generator) == 0 {
                sign[Int.random(in: 0..<sign.count, using: &generator)] ^= bit
            } else {
                content[Int.random(in: 0..<content.count, using: &generator)] ^= bit
            }
            await #expect(throws: BundleRefusal.self) {
                _ = try await taker.take(content, signature: sign, at: Date())
            }
        }
        #expect(try await store.bundles(since: .distantPast).isEmpty)
        #expect(try await taker.take(bytes, signature: signature, at: Date()).endpoints == ["site"])
        try store.close()
    }

    @Test func anotherResolverLeadsElsewhereAndAnotherKeyIsSeen() async throws {
        let (server, other) = (
            try await RunningServer(NginxServer(directives: "")),
            try await RunningServer(NginxServer(directives: ""))
        )
        try await missions(server)
        try write("elsewhere", other, source: "127.0.0.2")
        try await observe(
            "--export",
            path("rome.json"),
            "--vantage",
            "rome",
            "--key",
            path("rome.key"),
            "--config",
            path("elsewhere")
        )
        // The other server stands where the resolver there leads to; the bundle calls it as the ministry does.
        let moved = try ObservationBundle(Data(contentsOf: URL(filePath: path("rome.json"))))
        let text = String(decoding: try moved.bytes, as: UTF8.self)
            .replacing("\"port\":\(other.port)", with: "\"port\":\(server.port)")
        let key = try PrivateKey(pem: String(contentsOf: URL(filePath: path("rome.key")), encoding: .utf8))
        try Data(text.utf8).write(to: URL(filePath: path("rome.json")))
        try Data(try key.signWhole(Array(text.utf8))).write(to: URL(filePath: path("rome.json.sig")))
        try await observe(
            "--import",
            path("rome.json"),
            "--state",
            path("state"),
            "--config",
            path("ministry")
        )
        let verdict = try #require(try await verdicts(server)["inclusion.vantage-differs"])
        #expect(verdict.level == "untrusted" || verdict.level == "key")
    }
}
