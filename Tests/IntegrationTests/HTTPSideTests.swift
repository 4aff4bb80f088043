// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Service
import Store
import StoreSQLite
import TestSupport
import Testing

/// The daemon's HTTP side as administrators use it: by curl, over sockets.
@Suite(.serialized)
struct HTTPSideTests {
    /// A configuration without endpoints and with one answer, whose cycles take a moment.
    struct Bench {
        let folder: TemporaryFolder
        var configuration: URL { folder.url.appending(path: "config") }
        var state: URL { folder.url.appending(path: "state") }

        init(_ http: String) throws {
            folder = try TemporaryFolder()
            try FileManager.default.createDirectory(at: configuration, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
                to: configuration.appending(path: "risk-model.conf")
            )
            let today = CalendarDay(Date())
            let days = "Date=\(today)\nValidUntil=\(today.adding(days: 30))"
            let answer = "[Attestation Q1]\nAnswer=yes\nOwner=SOC\n\(days)\nGrade=E1\n"
            try Data(answer.utf8).write(to: configuration.appending(path: "attestations.conf"))
            try configure(http)
        }

        func configure(_ http: String) throws {
            let text = "[Ministry]\nName=Lab\nContact=noc@mfa.example\n[HTTP]\n\(http)\n"
            try text.write(
                to: configuration.appending(path: "chancery.conf"),
                atomically: true,
                encoding: .utf8
            )
        }

        func daemon() throws -> DaemonProcess {
            try DaemonProcess(["daemon", "--config", configuration.path, "--state", state.path])
        }
    }

    /// The status, and what came with it.
    private func get(_ url: String, _ options: [String] = []) throws -> (status: String, text: String) {
        let (_, text) = try ChildProcess.output(
            of: "/usr/bin/env",
            ["curl", "--silent", "--max-time", "20", "--write-out", "\n%{http_code}"] + options + [url]
        )
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return (String(lines.last ?? ""), lines.dropLast().joined(separator: "\n"))
    }

    private func object(_ url: String) throws -> [String: Any] {
        let (status, text) = try get(url)
        #expect(status == "200", "\(url): \(text)")
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// What is served of the store, against the store itself.
    private func compare(_ site: String, with bench: Bench) async throws {
        let store = try SQLiteStore(
            path: bench.state.appending(path: "chancery.db").path,
            readOnly: true
        )
        let kept = try await store.findings(FindingFilter())
        let all = Verdict.State.allCases.map { "verdict=\($0.rawValue)" }.joined(separator: "&")
        let first = try object("\(site)/api/v1/findings?\(all)&limit=3")
        #expect(first["total"] as? Int == kept.count)
        #expect((first["items"] as? [Any])?.count == 3)
        #expect(try object("\(site)/api/v1/findings")["total"] as? Int == 0)
        var numbers: [Int] = []
        var cursor: String? = ""
        while let place = cursor {
            let page = try object(
                "\(site)/api/v1/findings?\(all)&limit=4\(place.isEmpty ? "" : "&cursor=\(place)")"
            )
            let items = try #require(page["items"] as? [[String: Any]])
            numbers += items.compactMap { $0["number"] as? Int }
            cursor = page["next"] as? String
        }
        #expect(numbers.count == kept.count && Set(numbers) == Set(kept.map { Int($0.number) }))
        let number = try #require(numbers.first)
        #expect(try object("\(site)/api/v1/findings/\(number)")["number"] as? Int == number)
        let course = try object("\(site)/api/v1/findings/\(number)/history")
        #expect((course["changes"] as? [Any])?.count == 1)
        #expect((try object("\(site)/api/v1/history")["items"] as? [Any])?.count == 1)
        #expect(try object("\(site)/api/v1/posture")["as_of"] is String)
        let status = try object("\(site)/api/v1/status")
        #expect(status["activity"] is String)
        #expect((status["self_check"] as? [String: Any])?["state"] as? String == "held", "\(status)")
        for (path, status) in [
            ("findings?limit=0", "400"), ("findings?verdict=bad", "400"), ("findings?chek=x", "400"),
            ("findings?cursor=99.0", "410"), ("findings/99999999", "404"), ("findings/x", "400"),
            ("endpoints/none", "404"), ("none", "404"),
        ] { #expect(try get("\(site)/api/v1/\(path)").status == status, "\(path)") }
    }

    @Test func whatTheStoreHasIsServedAndAReloadMovesIt() async throws {
        let port = try LoopbackPorts.free()
        let bench = try Bench("Listen=127.0.0.1:\(port)")
        let daemon = try bench.daemon()
        let site = "http://localhost:\(port)"
        #expect(try await eventually(within: .seconds(60)) { try get("\(site)/readyz").status == "200" })
        #expect(try get("\(site)/healthz").text == #"{"status":"alive"}"#)
        #expect(try get("\(site)/healthz", ["-H", "Host: evil.example"]).status == "421")

        try await compare(site, with: bench)
        #expect(
            try await eventually(within: .seconds(20)) {
                try get("\(site)/reports/").status == "200"
                    && get("\(site)/reports/latest/report.json").status == "200"
            }
        )
        #expect(try get("\(site)/", ["--location"]).text.contains("<html"))
        #expect(try get("\(site)/metrics").text.contains("\nchancery_store_open 1\n"))

        let socket = bench.folder.url.appending(path: "s").path
        try bench.configure("Listen=\(socket)\nSocketMode=0600")
        daemon.send(SIGHUP)
        #expect(
            try await eventually(within: .seconds(20)) {
                try get("http://any/healthz", ["--unix-socket", socket]).status == "200"
            }
        )
        #expect(!LoopbackPorts.accepts(port))
        let mode = try FileManager.default.attributesOfItem(atPath: socket)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        daemon.send(SIGTERM)
        #expect(try await daemon.status(within: .seconds(10)) == 0)
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test func aPlaceThatIsTakenIsServedOnceItIsFreeAndNothingElseWaits() async throws {
        let port = try LoopbackPorts.free()
        let occupant = try ChildProcess(
            "/usr/bin/env",
            ["python3", "-m", "http.server", "--bind", "127.0.0.1", "\(port)"]
        )
        #expect(try await eventually(within: .seconds(20)) { LoopbackPorts.accepts(port) })
        let bench = try Bench("Listen=127.0.0.1:\(port)")
        let daemon = try bench.daemon()
        #expect(
            try await eventually(within: .seconds(60)) {
                DaemonReport.read(in: bench.state)?.activity.hasPrefix("idle") == true
            }
        )
        occupant.send(SIGKILL)
        _ = try await occupant.exitStatus(within: .seconds(5))
        #expect(
            try await eventually(within: .seconds(70)) {
                try get("http://127.0.0.1:\(port)/healthz").status == "200"
            }
        )
        daemon.send(SIGTERM)
        #expect(try await daemon.status(within: .seconds(10)) == 0)
    }

    @Test func aTokenOutOfAFileIsAskedFor() async throws {
        let port = try LoopbackPorts.free()
        let bench = try Bench("")
        let file = bench.folder.url.appending(path: "token")
        try "  a-token-of-some-length\n".write(to: file, atomically: true, encoding: .utf8)
        try bench.configure("Listen=0.0.0.0:\(port)\nToken=\(file.path)\nAllowPlainText=yes")
        let daemon = try bench.daemon()
        let site = "http://127.0.0.1:\(port)"
        #expect(try await eventually(within: .seconds(60)) { try get("\(site)/healthz").status == "200" })
        #expect(try get("\(site)/metrics").status == "401")
        let right = ["-H", "Authorization: Bearer a-token-of-some-length"]
        #expect(try get("\(site)/metrics", right).status == "200")
        daemon.send(SIGTERM)
        #expect(try await daemon.status(within: .seconds(10)) == 0)
    }

    @Test func aSocketOfSystemdIsServedWithoutBeingNamed() async throws {
        let bench = try Bench("")
        let socket = bench.folder.url.appending(path: "handed").path
        let daemon = try DaemonProcess(
            ["daemon", "--config", bench.configuration.path, "--state", bench.state.path],
            activatedBy: socket
        )
        #expect(
            try await eventually(within: .seconds(60)) {
                try get("http://any/readyz", ["--unix-socket", socket]).status == "200"
            }
        )
        daemon.send(SIGTERM)
        #expect(try await daemon.status(within: .seconds(10)) == 0)
    }
}
