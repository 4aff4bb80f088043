// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import TestSupport
import Testing

/// `init` as a program, with zones that NSD serves and with tables.
@Suite(.serialized) struct InitCommandTests {
    private static let records = """
        @ IN A 192.0.2.1
        www IN A 192.0.2.1
        www IN AAAA 2001:db8::1
        visa IN CNAME portal.provider.example.
        mta-sts IN A 192.0.2.2
        @ IN MX 10 mx1
        @ IN MX 20 mx.provider.example.
        mx1 IN A 192.0.2.3
        _imaps._tcp IN SRV 0 1 1993 mx1
        _pop3s._tcp IN SRV 0 0 0 .

        """
    private static let zones = SignedZones(zones: [
        .init(name: "mfa.example", signing: .none, records: records),
        .init(name: "provider.example", signing: .none, records: "portal IN A 192.0.2.9\n"),
        .init(name: "wild.example", signing: .none, records: "* IN A 192.0.2.7\nvpn IN A 192.0.2.8\n"),
    ])

    private struct Run {
        let status: Int32
        let said: String
    }

    private static func run(_ arguments: [String], in folder: URL) throws -> Run {
        let log = folder.appending(path: "log-\(UUID())")
        let program = try DaemonProcess.program
        let child = try ChildProcess(program, ["init"] + arguments, output: .file(log))
        return Run(status: child.waitForExit(), said: try String(contentsOf: log, encoding: .utf8))
    }

    private static func estate(_ folder: URL) throws -> Estate {
        try LoadedConfiguration.load(directory: folder.path, today: CalendarDay(Date())).estate
    }

    @Test func aDomainBecomesAnInventoryThatIsValid() async throws {
        let server = try await RunningServer(Self.zones)
        let folder = try TemporaryFolder()
        let config = folder.url.appending(path: "etc")
        let arguments = ["--config", config.path, "--resolver", "127.0.0.1@\(server.port)"]
        let first = try Self.run(["mfa.example"] + arguments, in: folder.url)
        #expect(first.status == 0, "\(first.said)")
        #expect(first.said.contains("chancery config check"))
        let estate = try Self.estate(config)
        #expect(estate.domains.map(\.name) == ["mfa.example"])
        #expect(
            Dictionary(
                uniqueKeysWithValues: estate.endpoints.map { ($0.id, "\($0.service.rawValue):\($0.port)") }
            )
                == [
                    "mfa.example": "https:443", "www.mfa.example": "https:443",
                    "visa.mfa.example": "https:443",
                    "mx1.mfa.example": "smtp:25", "mx1.mfa.example:1993": "imaps:1993",
                ]
        )
        #expect(estate.endpoints.first { $0.id == "visa.mfa.example" }?.authorisation.tier == .passive)
        let file = config.appending(path: "endpoints.d/10-mfa.example.conf")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("# Its mail is taken by mx.provider.example, outside the domain: not listed."))
        #expect(text.contains("# An alias of portal.provider.example: somebody else runs it."))
        #expect(text.contains("# The policy file at mta-sts.mfa.example is read with the domain"))
        #expect(!text.contains("pop3s"))

        let again = try Self.run(["mfa.example"] + arguments, in: folder.url)
        #expect(again.status == 78 && again.said.contains("--force"))
        #expect(try Self.run(["mfa.example", "--force"] + arguments, in: folder.url).status == 0)
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test func aZoneThatAnswersToEveryNameNamesNoHosts() async throws {
        let server = try await RunningServer(Self.zones)
        let folder = try TemporaryFolder()
        let arguments = [
            "wild.example", "--config", folder.url.path, "--resolver", "127.0.0.1@\(server.port)",
        ]
        let run = try Self.run(arguments, in: folder.url)
        #expect(run.status == 0, "\(run.said)")
        #expect(try Self.estate(folder.url).endpoints.map(\.id) == ["vpn.wild.example"])
    }

    @Test func aDomainThatIsNotThereWritesNothing() async throws {
        let server = try await RunningServer(Self.zones)
        let folder = try TemporaryFolder()
        let config = folder.url.appending(path: "etc")
        let asked = ["--config", config.path, "--resolver", "127.0.0.1@\(server.port)"]
        let gone = try Self.run(["gone.mfa.example"] + asked, in: folder.url)
        #expect(gone.status == 69 && gone.said.contains("there is no domain gone.mfa.example"))
        #expect(try Self.run(["mfa"] + asked, in: folder.url).status == 64)
        #expect(!FileManager.default.fileExists(atPath: config.path))
    }

    @Test func aTableBecomesAnInventoryBesideWhatIsThere() async throws {
        let folder = try TemporaryFolder()
        let config = folder.url.appending(path: "etc")
        let table = folder.url.appending(path: "Hosts 1.csv")
        try Data("host,mission,service\nwww.a.example,paris,\nmx.a.example,paris,smtp\n".utf8).write(
            to: table
        )
        let arguments = ["--csv", table.path, "--config", config.path]
        let first = try Self.run(arguments, in: folder.url)
        #expect(first.status == 0, "\(first.said)")
        #expect(try Self.estate(config).missions.map(\.id) == ["paris"])

        // A mission of another file is not defined twice, and an endpoint that is there already undoes all of it.
        let second = folder.url.appending(path: "more.csv")
        try Data("host,mission\nwww.b.example,paris\n".utf8).write(to: second)
        #expect(try Self.run(["--csv", second.path, "--config", config.path], in: folder.url).status == 0)
        let third = folder.url.appending(path: "third.csv")
        try Data("host\nwww.a.example\n".utf8).write(to: third)
        let twice = try Self.run(["--csv", third.path, "--config", config.path], in: folder.url)
        #expect(twice.status == 78 && twice.said.contains("10-third.conf:"), "\(twice.said)")
        let names = try FileManager.default.contentsOfDirectory(
            atPath: config.appending(path: "endpoints.d").path
        )
        #expect(names.sorted() == ["10-hosts-1.conf", "10-more.conf"])
    }

    @Test func mistakesOfATableHaveTheirPlaces() throws {
        let folder = try TemporaryFolder()
        let table = folder.url.appending(path: "bad.csv")
        try Data("host,role\na b,mial\n".utf8).write(to: table)
        let config = folder.url.appending(path: "etc")
        let run = try Self.run(["--csv", table.path, "--config", config.path], in: folder.url)
        #expect(run.status == 78)
        #expect(run.said.contains("bad.csv:2:1: error:") && run.said.contains("did you mean 'mail'?"))
        #expect(run.said.contains("2 errors; nothing was written"))
        #expect(!FileManager.default.fileExists(atPath: config.path))
    }
}
