// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Laboratory
internal import Model
internal import Pipeline
internal import Store

/// `chancery demo`: starts the laboratory, runs a full cycle on it, says where the report is.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a full cycle on loopback servers with planted faults, and write its report.",
        discussion: """
            Everything happens on 127.88.0.0/16 of this machine; nothing leaves it. Two cycles of the days before are \
            played first, for the report to show what changed since.

            Examples:
              chancery demo
              chancery demo --output ./reports --serve
            """
    )

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("Folder of the demo's inventory.", valueName: "dir"),
        completion: .directory
    )
    var template: String?

    @Option(
        name: .customLong("state"),
        help: ArgumentHelp("State folder; default: a new temporary one.", valueName: "dir"),
        completion: .directory
    )
    var state: String?

    @Option(
        help: ArgumentHelp("Folder for the reports; default: reports in the state folder.", valueName: "dir"),
        completion: .directory
    )
    var output: String?

    @Option(help: "Port of the laboratory's servers.")
    var port = Laboratory.standardPort

    @Flag(help: "Leave the laboratory running after the report, until interrupted.")
    var serve = false

    func run() async throws {
        let state =
            self.state
            ?? FileManager.default.temporaryDirectory
            .appending(path: "chancery-demo-\(ProcessInfo.processInfo.processIdentifier)").path
        let template = try templateFolder()
        let laboratory = try await startLaboratory()
        let folder = try prepare(laboratory, from: template, in: URL(filePath: state))
        let loaded = try ConfigurationOptions.parse(["--config", folder.path]).load()
        let store = try await StateOptions.parse(["--state", state]).openStore()
        let servers = "\(laboratory.endpoints.count) servers and \(laboratory.domains.count) domains"
        Terminal.say("The laboratory has \(servers) on port \(laboratory.port).")
        let run = AssessmentRun(
            loaded: loaded,
            store: store,
            state: URL(filePath: state),
            output: output.map { URL(filePath: $0) } ?? URL(filePath: state).appending(path: "reports")
        )
        let settings = Self.settings(loaded, in: laboratory)
        if try await store.cycles(limit: 1).isEmpty {
            try await DemoHistory(laboratory: laboratory, settings: settings).play(run)
        }
        _ = try await run.run(settings: settings)
        try await store.close()
        Terminal.say(Self.hints(state: state, configuration: folder.path))
        if serve {
            Terminal.say("Serving until interrupted; the configuration is in \(folder.path).")
            try await Task.sleep(for: .seconds(86400 * 365))
        }
        await laboratory.stop()
    }

    /// What else there is to see of the demonstration.
    private static func hints(state: String, configuration: String) -> String {
        let lines = [
            "findings                 what was found, each with evidence and remedy",
            "plan                     what to mend first, and what that comes to",
            "calendar                 what will fail when, if nothing is done",
            "concentration            what missions share, and what hits most of them",
            "reach --config \(configuration)",
            "                         whom the pages reach, and how long they take there",
            "frontier --config \(configuration)",
            "                         whom changes of TLS settings let in or cut off, and at what risk",
            "attest list --config \(configuration)",
            "                         who has answered what, and for how long yet",
            "reassess --attestations \(configuration)/drafts.d/data-sharing.conf",
            "                         how three more answers narrow the interval of data sharing",
            "verify \(state)",
            "                         whether anything was altered since it was signed",
        ]
        return "Look on, each but the last with --state \(state):\n"
            + lines.map { $0.hasPrefix(" ") ? "           \($0)" : "  chancery \($0)" }.joined(
                separator: "\n"
            )
    }

    /// Everything of the laboratory is at its own port, names and mail included.
    private static func settings(_ loaded: LoadedConfiguration, in laboratory: Laboratory)
        -> MeasuringSettings
    {
        var settings = MeasuringSettings(loaded.settings, contact: loaded.estate.ministry.contact)
        settings.exposurePace = .zero
        settings.nameServerPort = laboratory.port
        settings.mailPort = laboratory.port
        settings.policyFilePort = laboratory.port
        return settings
    }

    private func startLaboratory() async throws -> Laboratory {
        do {
            return try await Laboratory.startDemo(port: port)
        } catch {
            Terminal.say("chancery: \(error)")
            throw ExitCode.internalError
        }
    }

    /// Writes the inventory with today's dates beside the laboratory's roots and the shipped risk model.
    private func prepare(_ laboratory: Laboratory, from template: String, in state: URL) throws -> URL {
        let folder = state.appending(path: "demo")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try DemoConfiguration.write(
                from: template,
                to: folder.path,
                today: CalendarDay(Date()),
                port: laboratory.port
            )
            try laboratory.writeAnchors(to: folder)
            try Data(PackageResources.risk_model_conf).write(to: folder.appending(path: "risk-model.conf"))
        } catch let error as DemoConfigurationError {
            Terminal.say("chancery: \(error)")
            throw ExitCode.badConfiguration
        }
        return folder
    }

    /// The folder named; else Config/demo of a checkout, or the installed one beside the program.
    private func templateFolder() throws -> String {
        let installed = Bundle.main.executableURL?.resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "share/chancery/demo").path
        let candidates = template.map { [$0] } ?? ["Config/demo"] + [installed].compactMap { $0 }
        guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            let places = candidates.joined(separator: ", nor in ")
            Terminal.say("chancery: the demo's inventory is not in \(places); name its folder with --config")
            throw ExitCode.badConfiguration
        }
        return found
    }
}
