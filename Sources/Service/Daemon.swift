// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Logging
package import Pipeline
internal import Model
internal import ServiceLifecycle
package import Store
internal import UnixSignals

/// The long-running service: cycles on the configured interval, reload on SIGHUP, a graceful end on SIGTERM.
package struct Daemon: Sendable {
    /// What the daemon is given by whoever starts it.
    package struct Environment: Sendable {
        package let stateDirectory: URL
        package let reportDirectory: URL
        package let toolVersion: String
        /// The value of `NOTIFY_SOCKET`.
        package let notifySocket: String?
        /// The value of `WATCHDOG_USEC` as a duration; nil where no watchdog waits.
        package let watchdog: Duration?
        package let patience: WatchdogPatience
        /// Listening sockets that the init system handed over (sd_listen_fds(3)).
        package let sockets: [Int32]
        /// The value of `CREDENTIALS_DIRECTORY`.
        package let credentials: String?
        package let clock: DaemonClock
        package let adjust: @Sendable (inout MeasuringSettings) -> Void

        package init(
            stateDirectory: URL,
            reportDirectory: URL,
            toolVersion: String,
            notifySocket: String?,
            watchdog: Duration?,
            patience: WatchdogPatience = WatchdogPatience(),
            sockets: [Int32] = [],
            credentials: String? = nil,
            clock: DaemonClock = .machine,
            adjust: @Sendable @escaping (inout MeasuringSettings) -> Void = { _ in }
        ) {
            self.stateDirectory = stateDirectory
            self.reportDirectory = reportDirectory
            self.toolVersion = toolVersion
            self.notifySocket = notifySocket
            self.watchdog = watchdog
            self.patience = patience
            self.sockets = sockets
            self.credentials = credentials
            self.clock = clock
            self.adjust = adjust
        }
    }

    private let store: any Store
    private let environment: Environment
    private let load: @Sendable () throws(ConfigurationRefusal) -> LoadedConfiguration
    private let logger: Logger

    /// `load` reads the whole configuration anew; it is called at the start and on every SIGHUP.
    package init(
        store: any Store,
        environment: Environment,
        logger: Logger,
        load: @Sendable @escaping () throws(ConfigurationRefusal) -> LoadedConfiguration
    ) {
        self.store = store
        self.environment = environment
        self.logger = logger
        self.load = load
    }

    /// Runs until SIGTERM or SIGINT; throws `ConfigurationRefusal` where the first configuration is bad.
    package func run() async throws {
        SpareMemory.holdTogether()
        let notify = NotifySocket(path: environment.notifySocket)
        let state = DaemonState(
            try load(),
            stateDirectory: environment.stateDirectory,
            notify: notify,
            now: Date(),
            patience: environment.patience
        )
        let group = ServiceGroup(
            configuration: .init(
                services: services(over: state, notify),
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }

    private func reloader(of state: DaemonState, _ control: ControlDesk, _ notify: NotifySocket) -> Reloader {
        Reloader(
            store: store,
            state: state,
            control: control,
            environment: environment,
            load: load,
            notify: notify,
            logger: logger
        )
    }

    /// The daemon ends with its schedule; the others serve it.
    private func services(
        over state: DaemonState,
        _ notify: NotifySocket
    ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
        let control = ControlDesk()
        let scheduler = Scheduler(
            store: store,
            state: state,
            environment: environment,
            control: control,
            notify: notify,
            logger: logger
        )
        let deliverer = Deliverer(store: store, state: state, environment: environment, logger: logger)
        let http = HTTPSide(store: store, state: state, environment: environment, logger: logger)
        return [
            .init(service: scheduler, successTerminationBehavior: .gracefullyShutdownGroup),
            .init(service: deliverer),
            .init(service: reloader(of: state, control, notify)),
            .init(
                service: ControlSide(
                    desk: control,
                    state: state,
                    store: store,
                    environment: environment,
                    logger: logger
                )
            ),
            .init(service: Watchdog(state: state, interval: environment.watchdog, notify: notify)),
            .init(service: http),
        ]
    }
}

/// Tells the init system that work goes on; silent where it does not, so that a stuck daemon is restarted.
struct Watchdog: ServiceLifecycle.Service {
    let state: DaemonState
    let interval: Duration?
    let notify: NotifySocket

    func run() async throws {
        guard let interval else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if await state.isAlive() { await notify.send(.watchdog) }
                try? await Task.sleep(for: interval / 2)
            }
        }
    }
}
