// SPDX-License-Identifier: Apache-2.0
internal import Alerts
internal import ArgumentParser
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Service
internal import Store
internal import StoreSQLite

/// `chancery alert`: trials, and what is on its way.
struct AlertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "Send a trial of the alerts, or list what is on its way.",
        subcommands: [AlertTest.self, AlertList.self]
    )
}

/// `chancery alert test`: one marked as a trial, and what came of it.
struct AlertTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send an alert that is marked as a trial and say what happened.",
        discussion: """
            It goes to each recipient of the route NAME, or of every route, at once and once, past the outbox. Passwords and \
            keys are credentials of the unit, so outside of it say where they are: CREDENTIALS_DIRECTORY.

            Exit status: 0 all arrived, 1 one did not, 64 there is no such route, 78 configuration.

            Examples:
              chancery alert test
              CREDENTIALS_DIRECTORY=/etc/chancery/credentials chancery alert test soc
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions

    @Argument(help: ArgumentHelp("The route, [Alert NAME]. Default: all.", valueName: "name"))
    var name: String?

    func run() async throws {
        let loaded = try configurationOptions.load(warns: false)
        let routes = loaded.inventory.alerts.filter { name == nil || $0.id == name }
        guard !routes.isEmpty else {
            throw ValidationError(name.map { "there is no [Alert \($0)]" } ?? "there is no [Alert …] section")
        }
        let instruments = try DeliveryInstruments(loaded.settings, contact: loaded.estate.ministry.contact)
        let courier = AlertCourier(instruments)
        var isComplete = true
        for route in routes {
            for target in route.targets {
                let now = Date()
                let fate = await courier.carry(.trial(on: route, to: target, at: now, of: loaded), at: now)
                isComplete = isComplete && fate == .told
                Terminal.print(Self.line(route, target, fate))
            }
        }
        await instruments.shutdown()
        if !isComplete { throw ExitCode(1) }
    }

    private static func line(_ route: AlertRoute, _ target: String, _ fate: AlertFate) -> String {
        let place = [route.channel.rawValue, target].filter { !$0.isEmpty }.joined(separator: " ")
        let words =
            switch fate {
            case .told: "arrived"
            case .postponed(let reason, _): "did not arrive: \(reason)"
            case .interrupted(_, let reason): "did not arrive: \(reason)"
            case .refused(let reason): "is refused: \(reason)"
            }
        return Terminal.harmless("\(route.id) (\(place)): \(words)")
    }
}

extension OutboxEntry.State: ExpressibleByArgument {}

/// `chancery alert list`: the outbox, newest first.
struct AlertList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List alerts with what became of them, newest first.",
        discussion: """
            States: pending (on its way, or waiting for its digest or another try), sent, given-up (refused for good, or tried in \
            vain for seven days). What was settled is kept as long as raw facts.

            Exit status: 0 done, 70 the store cannot be read.

            Examples:
              chancery alert list
              chancery alert list --only pending --only given-up
              chancery alert list --format json
            """
    )

    @OptionGroup var state: StateOptions
    @Option(
        name: .customLong("only"),
        help: ArgumentHelp("Only this state; may be repeated. Default: all.", valueName: "state")
    )
    var states: [OutboxEntry.State] = []

    @Option(help: "At most so many.")
    var limit = 100

    @OptionGroup var output: FormatOption

    func run() async throws {
        let store = try await state.readStore()
        let wanted = Set(states.isEmpty ? OutboxEntry.State.allCases : states)
        let entries = try await store.outbox(wanted, limit: limit)
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(OutboxDocument(entries)))
        case .text:
            if !entries.isEmpty { Terminal.print(entries.map(Self.text).joined(separator: "\n")) }
            Terminal.say(Terminal.count(entries.count, "alert"))
        }
    }

    /// Two lines, and a third where the last try came to nothing.
    private static func text(_ entry: OutboxEntry) -> String {
        let draft = entry.draft
        let place = draft.target.isEmpty ? draft.route : "\(draft.route) to \(draft.target)"
        let course =
            switch entry.settled {
            case let settled?: "\(entry.state.rawValue) \(settled.formatted(.iso8601))"
            case nil: "pending, \(entry.attempts) tries in vain, next \(entry.next.formatted(.iso8601))"
            }
        let lines = ["\(entry.number)  \(draft.key)", "    \(place): \(course)"]
        return (lines + (entry.remark.map { ["    \($0)"] } ?? [])).map(Terminal.harmless).joined(
            separator: "\n"
        )
    }
}
