// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Service
internal import Store
internal import StoreSQLite

/// `chancery status`: what the daemon does and what the store holds.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the daemon does and what the store holds.",
        discussion: """
            Examples:
              chancery status
              chancery status --state ./state --format json
            """
    )

    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let store = try state.readStore()
        let status = StatusReport(
            daemon: DaemonReport.read(in: state.url),
            statistics: try await store.statistics(),
            openCycle: try await store.openCycle(),
            newestCycle: try await store.cycles(limit: 1).first
        )
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(status))
        case .text: Terminal.print(status.text)
        }
    }
}

/// What `status` prints.
private struct StatusReport: Encodable {
    let daemon: DaemonReport?
    let statistics: StoreStatistics
    let openCycle: Cycle?
    let newestCycle: Cycle?

    var text: String {
        (daemonLines + cycleLines + storeLines).joined(separator: "\n")
    }

    private var daemonLines: [String] {
        guard let daemon else { return ["Daemon          never ran on this state folder"] }
        let isRunning = FileManager.default.fileExists(atPath: "/proc/\(daemon.processID)")
        var lines = [
            isRunning
                ? "Daemon          process \(daemon.processID), \(Terminal.harmless(daemon.activity))"
                : "Daemon          not running; last started \(daemon.started.formatted(.iso8601))",
            "Configuration   loaded \(daemon.configurationLoaded.formatted(.iso8601))",
        ]
        if let refused = daemon.refusedReload {
            lines.append(
                "                reload of \(refused.at.formatted(.iso8601)) refused with \(Terminal.count(refused.errors, "error")):"
            )
            lines += refused.text.split(separator: "\n").map {
                "                  \(Terminal.harmless(String($0)))"
            }
        }
        return lines
    }

    private var cycleLines: [String] {
        let open = openCycle.map { "cycle \($0.id), begun \($0.started.formatted(.iso8601))" } ?? "none"
        let newest = newestCycle.map {
            "cycle \($0.id), begun \($0.started.formatted(.iso8601)), "
                + "closed \($0.finished?.formatted(.iso8601) ?? "never")"
        }
        return ["Open            \(open)", "Newest closed   \(newest ?? "none")"]
    }

    private var storeLines: [String] {
        [
            "Store           \(statistics.bytes) bytes, schema \(statistics.schemaVersion)",
            "                \(Terminal.count(statistics.cycles, "cycle")), \(Terminal.count(statistics.measurements, "visit")), "
                + "\(statistics.facts) facts, \(statistics.findings) findings, "
                + "\(statistics.transitions) transitions",
        ]
    }
}

/// JSON for reading commands: snake_case keys, sorted, RFC 3339 instants.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
