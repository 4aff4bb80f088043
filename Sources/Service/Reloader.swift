// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Logging
internal import Model
internal import Pipeline
internal import ServiceLifecycle
internal import Store
internal import UnixSignals

/// Reads the configuration again on SIGHUP: taken over whole, or not at all.
struct Reloader: ServiceLifecycle.Service {
    let store: any Store
    let state: DaemonState
    let control: ControlDesk
    let environment: Daemon.Environment
    let load: @Sendable () throws(ConfigurationRefusal) -> LoadedConfiguration
    let notify: NotifySocket
    let logger: Logger

    /// However many signals come while one is answered, one more reading sees what all of them meant.
    func run() async throws {
        let (wishes, wish) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
                    wish.yield()
                }
                wish.finish()
            }
            for await _ in wishes {
                await notify.send(.reloading(monotonic: Self.monotonicMicroseconds))
                await reload()
                await notify.send(.ready)
            }
        }
    }

    private func reload() async {
        let before = await state.configuration
        do {
            let configuration = try load()
            let change = ConfigurationChange(from: before, to: configuration)
            await state.replace(with: configuration, at: environment.clock.now())
            await control.wake()
            await tell(change, configuration)
        } catch {
            await state.refuse(error, at: environment.clock.now())
            logger.error(
                "configuration not reloaded, the running one is kept (errors: \(error.errors)); run 'chancery config check'",
                metadata: ["diagnostics": "\(error.text)"]
            )
        }
    }

    /// What changed stands in the journal, a line each, and in the record.
    private func tell(_ change: ConfigurationChange, _ configuration: LoadedConfiguration) async {
        logger.notice(
            "configuration reloaded; it counts from the next cycle on",
            metadata: [
                "endpoints": "\(configuration.estate.endpoints.count)", "changes": "\(change.entries.count)",
            ]
        )
        guard !change.entries.isEmpty else { return }
        for entry in change.told {
            logger.notice(
                "configuration: \(entry)",
                metadata: ["change": "\(entry.kind.rawValue)", "subject": "\(entry.subject)"]
            )
        }
        // What counts is what who leads reads.
        guard store.isOwn else { return }
        do {
            try await store.note(
                ServiceEvent(at: environment.clock.now(), kind: .reload, cycle: nil, lines: change.lines)
            )
        } catch {
            logger.error("the change of the configuration is not in the record: \(error)")
        }
    }

    private static var monotonicMicroseconds: UInt64 {
        UInt64(ProcessInfo.processInfo.systemUptime * 1_000_000)
    }
}
