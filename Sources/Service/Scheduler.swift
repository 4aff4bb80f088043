// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Inventory
internal import Logging
internal import Model
internal import Pipeline
internal import Proof
internal import ServiceLifecycle
internal import Store

/// Runs one cycle after another: at once where one was interrupted or asked for, else when something is due.
struct Scheduler: ServiceLifecycle.Service {
    let store: any Store
    let state: DaemonState
    let environment: Daemon.Environment
    let control: ControlDesk
    let notify: NotifySocket
    let logger: Logger

    var clock: DaemonClock { environment.clock }

    func run() async throws {
        await notify.send(.ready)
        logger.notice("ready", metadata: ["version": "\(environment.toolVersion)"])
        try await cancelWhenGracefulShutdown {
            do {
                try await cycles()
            } catch {
                // Stopping: what was recorded is kept, and an open cycle goes on at the next start. A store call that
                // is cut off says so in its own words.
                guard Task.isCancelled || error is CancellationError else { throw error }
            }
        }
        await control.close()
        await notify.send(.stopping)
        logger.notice("stopped")
    }

    private func cycles() async throws {
        try await standBy()
        // What a stop kept from being written or handed on.
        await writeReports()
        await closeReports()
        SpareMemory.giveBack()
        var earliest = Date.distantPast
        while true {
            try Task.checkCancellation()
            try await standBy()
            let start = try await nextStart(notBefore: earliest)
            try await waitForNetwork()
            earliest = await runCycle(start) ? .distantPast : afterFailure(start.configuration)
            SpareMemory.giveBack()
        }
    }

    /// One cycle with its reports; a failure is logged and the next cycle tried when it is due.
    ///
    /// False where it failed.
    private func runCycle(_ start: CycleStart) async -> Bool {
        let configuration = start.configuration
        let due = start.selection?.due.count { $0.scope == .endpoint } ?? configuration.estate.endpoints.count
        logger.notice(
            "cycle begun",
            metadata: ["endpoints": "\(configuration.estate.endpoints.count)", "due": "\(due)"]
        )
        await state.working(
            "starting a cycle over \(due) of \(configuration.estate.endpoints.count) endpoints"
        )
        await control.begin(isWhole: start.isWhole, configuration: start.number, at: clock.now())
        do {
            let (cycle, words) = try await untilHeld(configuration) { try await closed(start) }
            await control.measured()
            logger.notice("cycle \(cycle.id) closed", metadata: words)
            await tellMerged(into: cycle, start)
            await finish(cycle)
            try await prune(configuration.settings)
            return true
        } catch {
            return await giveUp(error)
        }
    }

    /// What made a cycle fail would make it fail again at once: when the next of the grid is due.
    private func afterFailure(_ configuration: LoadedConfiguration) -> Date {
        let now = clock.now()
        return configuration.schedule(state: environment.stateDirectory).due(
            after: LastMeasurements.Occasion(began: now, ended: now),
            every: configuration.settings.interval.seconds,
            at: now
        )
    }

    /// Signs the cycle, writes its reports, and tells those who asked for it.
    private func finish(_ cycle: Cycle) async {
        SpareMemory.giveBack()
        await state.working("signing the cycle and writing reports")
        await seal()
        await writeReports()
        var answer = ControlAnswer(.closed)
        answer.cycle = cycle.id
        await control.end(answer)
        await state.gotOn()
        await closeReports()
        await state.gotOn()
    }

    /// False where it is no stop and no hold, but a failure.
    private func giveUp(_ error: any Error) async -> Bool {
        let open = (try? await store.openCycle())?.id
        if let held = error as? HeldBack {
            let words = "\(held.hold.reason.rawValue) until \(held.hold.until.formatted(.iso8601))"
            logger.notice(
                "cycle broken off for \(words); it goes on then",
                metadata: ["cycle": "\(open ?? 0)"]
            )
            await record(.held, open, "broken off for \(words)")
            await control.end(.held(held.hold))
        } else if Task.isCancelled || error is CancellationError {
            // A store call that is cut off says so in its own words; what counts is that we are stopping.
            logger.notice("cycle interrupted; it goes on at the next start")
        } else {
            logger.error("cycle failed: \(error)")
            await control.end(ControlAnswer(.failed, reason: "\(error)"))
            return false
        }
        return true
    }

    /// A cycle and what is said of it; all else that it came to is let go before its reports are written.
    private func closed(_ start: CycleStart) async throws -> (Cycle, Logger.Metadata) {
        let outcome = try await measure(start)
        let words: Logger.Metadata = [
            "findings": "\(outcome.findings.count)",
            "band": "\(outcome.posture.ministry.residual.band)", "resumed": "\(outcome.resumed)",
            "carried": "\(outcome.carried)",
        ]
        return (outcome.cycle, words)
    }

    private func measure(_ start: CycleStart) async throws -> AssessmentCycle.Outcome {
        let configuration = start.configuration
        let settings = measuringSettings(configuration)
        let instruments = try Instruments(settings)
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: configuration.method,
            toolVersion: environment.toolVersion,
            interval: configuration.settings.interval,
            selfCheck: selfCheck(settings, configuration),
            tell: tell
        )
        let outcome: AssessmentCycle.Outcome
        do {
            outcome = try await cycle.run(
                over: configuration.estate,
                selecting: start.selection,
                clock: clock.now,
                progress: { progress in
                    await state.progress(progress.finished, of: progress.total)
                    await control.progress(progress.finished, of: progress.total, progress.endpoint)
                },
                kept: { await state.gotOn() }
            )
        } catch {
            await instruments.shutdown()
            throw error
        }
        await instruments.shutdown()
        return outcome
    }

    /// A cycle that cannot be signed now is signed after a later one.
    private func seal() async {
        do {
            for head in try await Sealer.open(store, state: environment.stateDirectory).sealEnded(
                now: clock.now()
            ) {
                logger.notice(
                    "cycle \(head.cycle) signed",
                    metadata: ["records": "\(head.records)", "root": "\(head.root)"]
                )
            }
        } catch {
            logger.error("the cycle is not signed: \(error)")
        }
    }

    private func prune(_ settings: ServiceSettings) async throws {
        let dropped = try await store.prune(
            before: clock.now().addingTimeInterval(-settings.rawFactRetention.seconds)
        )
        if dropped > 0 { logger.info("dropped \(dropped) raw facts past their retention") }
    }
}

extension Duration {
    /// Whole and broken seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
