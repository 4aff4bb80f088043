// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation

@main
struct Chancery: AsyncParsableCommand {
    /// Runs the command named; whatever it throws becomes one line and an exit status.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: Terminal.explained(error))
        }
    }

    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "chancery",
        abstract: "Assesses a foreign ministry's digital-diplomacy posture.",
        discussion: """
            Measures listed endpoints, joins that with what staff attest, weighs both by a risk model and \
            writes reports.

            Exit status: 0 done, 1 a finding at or above --fail-on or a record that was altered, 2 insufficient \
            evidence where a gate asked, 64 usage, 65 a bundle was refused, 69 nothing reachable, 70 internal, \
            75 held back by quiet hours or a blackout, 78 configuration.

            Start with 'chancery demo', or 'chancery scan www.example.org'.
            """,
        version: version,
        subcommands: [
            Assess.self, ScanCommand.self, Report.self, Status.self, Findings.self, PostureCommand.self,
            PlanCommand.self, ReachCommand.self, FrontierCommand.self, ConcentrationCommand.self,
            ReassessCommand.self, CalendarCommand.self, TrendCommand.self, ObserveCommand.self,
            Attest.self, Verify.self, TimestampCommand.self, KeyCommand.self, StoreCommand.self, Explain.self,
            Config.self, AlertCommand.self, Demo.self,
            DaemonCommand.self,
            InitCommand.self, BackupCommand.self, RestoreCommand.self,
        ]
    )
}

/// The exit statuses of the command line (sysexits(3) where it has one).
extension ExitCode {
    static let findingAboveGate = ExitCode(1)
    static let insufficientEvidence = ExitCode(2)
    static let nothingReachable = ExitCode(69)
    static let internalError = ExitCode(70)
    static let heldBack = ExitCode(75)
    static let badConfiguration = ExitCode(78)
}
