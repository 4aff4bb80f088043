// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Facts
internal import Foundation
internal import Model
internal import Pipeline
internal import Reports
internal import Service
internal import Store

/// `chancery status`: what the daemon does and what the store holds.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what the daemon does and what the store holds.",
        discussion: """
            Examples:
              chancery status
              chancery status --state ./state --format json
              chancery status --doctor

            --doctor looks at Chancery itself and its machine instead: daemon, configuration, clock, trust store, resolver, disk, \
            version, signing. Each line is ok, warn, fail or unknown, with what to do; exit status 1 where one fails.
            """
    )

    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption
    @OptionGroup var configurationOptions: ConfigurationOptions

    @Flag(help: "Examine Chancery itself and its machine; exit with 1 where something fails.")
    var doctor = false

    func run() async throws {
        let store = try await state.readStore()
        guard !doctor else {
            return try await Examination(store, state.url, configurationOptions.directory).show(
                as: output.format
            )
        }
        let newest = try await store.cycles(limit: 1).first
        let status = StatusReport(
            daemon: DaemonReport.read(in: state.url),
            statistics: try await store.statistics(),
            openCycle: try await store.openCycle(),
            workers: try await (store as? any FleetStore)?.workShares() ?? [],
            newestCycle: newest,
            vantageLimits: try await Self.limits(in: newest, of: store),
            decisions: try await store.posture(of: nil, withItems: false).map(DecisionReport.init),
            selfCheck: try await SelfCheckReport.load(of: newest, from: store),
            events: try await store.events(of: [.reload, .merged, .held], in: nil, limit: 5)
        )
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(status))
        case .text: Terminal.print(status.text)
        }
    }
}

extension Status {
    /// What the vantage could not see in a cycle; nil where there is no cycle.
    private static func limits(in cycle: Cycle?, of store: any Store) async throws -> [String]? {
        guard let cycle else { return nil }
        let visit = Visit(
            subject: .ministry,
            vantage: cycle.vantage,
            started: cycle.started,
            finished: cycle.finished ?? cycle.started,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: try await store.answers(about: .ministry, in: cycle)
        )
        return ScanVantage(visit)?.limits
    }
}

/// What `status` prints.
private struct StatusReport: Encodable {
    let daemon: DaemonReport?
    let statistics: StoreStatistics
    let openCycle: Cycle?
    /// What daemons have of the open cycle; empty where the store is not shared, or none is open.
    let workers: [WorkShare]
    let newestCycle: Cycle?
    /// What the newest closed cycle could not see from its vantage.
    let vantageLimits: [String]?
    /// Nil where no cycle was closed yet.
    let decisions: DecisionReport?
    /// Of the newest closed cycle; nil where none was made.
    let selfCheck: SelfCheckReport?
    /// What happened to the service last, newest first.
    let events: [ServiceEvent]

    var text: String {
        (daemonLines + scheduleLines + cycleLines + decisionLines + eventLines + storeLines)
            .joined(separator: "\n")
    }

    private var scheduleLines: [String] {
        guard let daemon else { return [] }
        var lines: [String] = []
        if let hold = daemon.hold {
            lines.append(
                "a cycle is due, held back by \(hold.reason.rawValue) until \(hold.until.formatted(.iso8601))"
            )
        } else if let next = daemon.nextCycle {
            lines.append("next cycle due \(next.formatted(.iso8601))")
        }
        if let times = daemon.heldTimes, !times.isEmpty {
            lines.append("quiet: \(times.joined(separator: ", "))")
        }
        if let merged = daemon.merged { lines.append("merged last: \(merged)") }
        return Self.block("Schedule", lines)
    }

    private var eventLines: [String] {
        Self.block(
            "Record",
            events.map { event in
                let more = event.lines.count > 1 ? " (and \(event.lines.count - 1) more)" : ""
                return
                    "\(event.at.formatted(.iso8601)) \(event.kind.rawValue): \(event.lines.first ?? "")\(more)"
            }
        )
    }

    /// Lines with a title before the first.
    private static func block(_ title: String, _ lines: [String]) -> [String] {
        lines.enumerated().map { number, line in
            (number == 0 ? title : "").padding(toLength: 16, withPad: " ", startingAt: 0)
                + Terminal.harmless(line)
        }
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
        let shares = workers.map { "\($0.worker): measured \($0.done) endpoints, holds \($0.held)" }
        return ["Open            \(open)"] + Self.block("Workers", shares)
            + ["Newest closed   \(newest ?? "none")"] + vantageLines + selfCheckLines
    }

    private var selfCheckLines: [String] {
        guard let newestCycle else { return [] }
        guard let selfCheck else { return Self.block("Self-check", ["not made in cycle \(newestCycle.id)"]) }
        return Self.block("Self-check", selfCheck.lines)
    }

    private var vantageLines: [String] {
        guard let newestCycle, let vantageLimits else { return [] }
        let limits =
            vantageLimits.isEmpty ? "nothing known to be in the way" : vantageLimits.joined(separator: "; ")
        return ["Vantage         \(Terminal.harmless("\(newestCycle.vantage): \(limits)"))"]
    }

    private var decisionLines: [String] {
        (decisions?.lines ?? []).enumerated().map { number, line in
            (number == 0 ? "Decisions       " : "                ") + Terminal.harmless(line)
        }
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
