// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Logging
internal import Model
internal import Pipeline
internal import Service
internal import Serving
internal import Store

/// `chancery daemon`: the service that systemd runs.
struct DaemonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daemon",
        abstract: "Run cycles on the configured interval until SIGTERM; SIGHUP reloads.",
        discussion: """
            Example:
              chancery daemon --config ./Config --state ./state
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        // A bad configuration never touches the store.
        let loaded = try configurationOptions.load()
        let store = try await state.openStore(loaded.settings, standsBy: true)
        let directory = configurationOptions.directory
        let variables = ProcessInfo.processInfo.environment
        LoggingSystem.bootstrap { _ in JournalLogHandler() }
        let daemon = Daemon(
            store: store,
            environment: Daemon.Environment(
                stateDirectory: state.url,
                reportDirectory: output.directory(beside: state.url),
                toolVersion: Chancery.version,
                notifySocket: variables["NOTIFY_SOCKET"],
                watchdog: variables["WATCHDOG_USEC"].flatMap { Int64($0) }.map { .microseconds($0) },
                sockets: InheritedSockets.descriptors(
                    variables,
                    process: ProcessInfo.processInfo.processIdentifier
                ),
                credentials: variables["CREDENTIALS_DIRECTORY"]
            ),
            logger: Logger(label: "chancery"),
            load: { () throws(ConfigurationRefusal) in
                try LoadedConfiguration.load(directory: directory, today: CalendarDay(Date()))
            }
        )
        try await daemon.run()
        try await store.close()
    }
}
