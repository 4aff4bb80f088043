// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Store
import StoreSQLite
import TestSupport
import Testing

/// The self-check as the daemon makes it, and where it is shown.
@Suite(.serialized)
struct SelfCheckDaemonTests {
    private struct Bench {
        let folder: TemporaryFolder
        var configuration: URL { folder.url.appending(path: "config") }
        var state: URL { folder.url.appending(path: "state") }
        var log: URL { folder.url.appending(path: "log") }

        /// No name is asked for: the resolver is nobody.
        init(_ settings: String) throws {
            folder = try TemporaryFolder()
            try FileManager.default.createDirectory(at: configuration, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
                to: configuration.appending(path: "risk-model.conf")
            )
            let text = """
                [Ministry]
                Name=Lab
                [Chancery]
                Resolver=127.0.0.1@9
                ReplyTimeout=2s
                \(settings)
                [Endpoint nobody.example]
                Address=127.88.0.249
                Port=9
                """
            try Data(text.utf8).write(to: configuration.appending(path: "chancery.conf"))
        }

        /// Runs the daemon until one cycle is closed, and returns its journal.
        func run() async throws -> String {
            let arguments = ["daemon", "--config", configuration.path, "--state", state.path]
            let daemon = try ChildProcess(try DaemonProcess.program, arguments, output: .file(log))
            #expect(
                try await eventually(within: .seconds(90)) {
                    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
                    return text.contains("report written") || text.contains("no report was written")
                }
            )
            daemon.send(SIGTERM)
            #expect(try await daemon.exitStatus(within: .seconds(20)) == 0)
            return try String(contentsOf: log, encoding: .utf8)
        }

        func say(_ arguments: [String]) throws -> (status: Int32, text: String) {
            try ChildProcess.output(of: try DaemonProcess.program, arguments + ["--state", state.path])
        }
    }

    @Test func itIsInJournalStatusMetricsReportAndRecord() async throws {
        let bench = try Bench("")
        let journal = try await bench.run()
        #expect(journal.contains("<6>self-check held: "), "\(journal)")
        let (_, status) = try bench.say(["status"])
        #expect(status.contains("Self-check      held: "), "\(status)")
        let (_, json) = try bench.say(["status", "--format", "json"])
        let report = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect((report?["self_check"] as? [String: Any])?["state"] as? String == "held", "\(json)")
        let (_, doctor) = try bench.say(["status", "--doctor", "--config", bench.configuration.path])
        #expect(doctor.contains("ok      self-check"), "\(doctor)")
        let output = bench.folder.url.appending(path: "out")
        let wanted = ["report", "--config", bench.configuration.path, "--output", output.path]
        let (_, said) = try bench.say(wanted + ["--format", "html,json,openmetrics"])
        let folder = try #require(
            FileManager.default.enumerator(at: output, includingPropertiesForKeys: nil)?.allObjects as? [URL]
        )
        let metrics = try #require(folder.first { $0.lastPathComponent == "metrics.txt" }, "\(said)")
        let numbers = try String(contentsOf: metrics, encoding: .utf8)
        #expect(numbers.contains("chancery_self_check{state=\"held\"} 1\n"))
        #expect(numbers.contains("chancery_self_check_differences 0\n"))
        let (code, verified) = try ChildProcess.output(
            of: try DaemonProcess.program,
            ["verify", bench.state.path]
        )
        #expect(code == 0, "\(verified)")
        // Nothing of the laboratory's servers is in the estate.
        let store = try SQLiteStore(path: bench.state.appending(path: "chancery.db").path, readOnly: true)
        #expect(
            try await store.findings(FindingFilter()).allSatisfy {
                !"\($0.finding.subject)".contains("laboratory.example")
            }
        )
        #expect(try await store.statistics().cycles == 1)
    }

    @Test func whereItIsTurnedOffNoneIsMadeAndThatIsSaid() async throws {
        let bench = try Bench("SelfCheck=no")
        #expect(!(try await bench.run()).contains("self-check"))
        #expect(try bench.say(["status"]).text.contains("Self-check      not made in cycle 1"))
    }
}
