// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Inventory
internal import Logging
internal import Model
internal import Pipeline
internal import Proof
internal import ServiceLifecycle
internal import Store

/// Runs one cycle after another: at once where one was interrupted, else on the interval with its jitter.
struct Scheduler: ServiceLifecycle.Service {
    let store: any Store
    let state: DaemonState
    let environment: Daemon.Environment
    let notify: NotifySocket
    let logger: Logger

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
        await notify.send(.stopping)
        logger.notice("stopped")
    }

    private func cycles() async throws {
        // What a stop kept from being written or handed on.
        await writeReports()
        await closeReports()
        SpareMemory.giveBack()
        var due = try await firstDue()
        while true {
            try Task.checkCancellation()
            try await wait(until: due)
            try await waitForNetwork()
            let started = Date()
            await runCycle()
            SpareMemory.giveBack()
            due = nextDue(after: started, settings: await state.configuration.settings)
        }
    }

    /// An interrupted cycle goes on at once; else one interval after the newest cycle, which may be now.
    private func firstDue() async throws(StoreError) -> Date {
        if try await store.openCycle() != nil { return Date() }
        // One that a clock which was wrong put into the future says nothing of when the next is due.
        guard let newest = try await store.cycles(limit: 1).first, newest.started <= Date() else {
            return Date()
        }
        let settings = await state.configuration.settings
        return max(Date(), nextDue(after: newest.started, settings: settings))
    }

    private func nextDue(after started: Date, settings: ServiceSettings) -> Date {
        let jitter = settings.jitter.seconds > 0 ? Double.random(in: 0...settings.jitter.seconds) : 0
        return started.addingTimeInterval(settings.interval.seconds + jitter)
    }

    /// Sleeps in short steps, so that a clock that jumps ahead does not hold a cycle back; on past the time while nothing
    /// is listed, until a reload lists something.
    private func wait(until due: Date) async throws {
        if await state.configuration.estate.isEmpty {
            logger.notice("nothing is listed to measure; add endpoints to endpoints.d and reload")
        }
        var periodEnd = await desk.nextEnd(after: Date())
        let due = DueTime(due)
        while let step = await state.rest(until: due.date()) {
            try await Task.sleep(for: step)
            if let end = periodEnd, end <= Date() {
                await closeReports()
                periodEnd = await desk.nextEnd(after: Date())
            }
        }
    }

    /// One cycle with its reports; a failure is logged and the next cycle tried when it is due.
    private func runCycle() async {
        let configuration = await state.configuration
        logger.notice("cycle begun", metadata: ["endpoints": "\(configuration.estate.endpoints.count)"])
        await state.working("starting a cycle over \(configuration.estate.endpoints.count) endpoints")
        do {
            var settings = MeasuringSettings(
                configuration.settings,
                contact: configuration.estate.ministry.contact
            )
            environment.adjust(&settings)
            let instruments = try Instruments(settings)
            let outcome: AssessmentCycle.Outcome
            do {
                outcome = try await measure(configuration, with: instruments)
            } catch {
                await instruments.shutdown()
                throw error
            }
            await instruments.shutdown()
            logger.notice(
                "cycle \(outcome.cycle.id) closed",
                metadata: [
                    "findings": "\(outcome.findings.count)",
                    "band": "\(outcome.posture.ministry.residual.band)", "resumed": "\(outcome.resumed)",
                ]
            )
            await state.working("signing the cycle and writing reports")
            await seal()
            await writeReports()
            await state.gotOn()
            await closeReports()
            await state.gotOn()
            try await prune(configuration.settings)
        } catch {
            // A store call that is cut off says so in its own words; what counts is that we are stopping.
            if Task.isCancelled || error is CancellationError {
                logger.notice("cycle interrupted; it goes on at the next start")
            } else {
                logger.error("cycle failed: \(error)")
            }
        }
    }

    private func measure(_ configuration: LoadedConfiguration, with instruments: Instruments) async throws
        -> AssessmentCycle.Outcome
    {
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: configuration.method,
            toolVersion: environment.toolVersion,
            interval: configuration.settings.interval
        )
        return try await cycle.run(
            over: configuration.estate,
            progress: { progress in
                await state.progress(progress.finished, of: progress.total)
            },
            kept: { await state.gotOn() }
        )
    }

    /// A cycle that cannot be signed now is signed after a later one.
    private func seal() async {
        do {
            for head in try await Sealer.open(store, state: environment.stateDirectory).sealEnded() {
                logger.notice(
                    "cycle \(head.cycle) signed",
                    metadata: ["records": "\(head.records)", "root": "\(head.root)"]
                )
            }
        } catch {
            logger.error("the cycle is not signed: \(error)")
        }
    }

    /// The reports of the periods that the newest cycle lies in; those that could not be written are tried again after
    /// the next cycle, and what was there before stays.
    private func writeReports() async {
        let desk = await desk
        do {
            for name in try await desk.write(at: Date()) {
                logger.notice("report written", metadata: ["period": "\(name)"])
            }
        } catch {
            guard !Task.isCancelled else { return }
            let reason = (error as? StoreError)?.description ?? error.localizedDescription
            logger.error("no report was written, those that are there stay: \(reason)")
        }
    }

    /// Hands on the reports of periods that are over, and drops those that were kept long enough.
    private func closeReports() async {
        for event in await desk.close(at: Date()) {
            switch event {
            case .copied(let name, let folder):
                logger.notice("report copied", metadata: ["period": "\(name)", "folder": "\(folder)"])
            case .notCopied(let name, let folder, let reason):
                logger.error("report \(name) was not copied to \(folder), to be tried again: \(reason)")
            case .removed(let name):
                logger.notice("report past its retention removed", metadata: ["period": "\(name)"])
            case .failed(let reason): logger.error("no report of an ended period was handed on: \(reason)")
            }
        }
    }

    private var desk: ReportDesk {
        get async {
            let configuration = await state.configuration
            return ReportDesk(
                store: store,
                place: ReportIssue.Place(
                    reports: environment.reportDirectory,
                    state: environment.stateDirectory
                ),
                configuration: configuration,
                warn: { [logger] in logger.warning("\($0)") }
            )
        }
    }

    private func prune(_ settings: ServiceSettings) async throws {
        let dropped = try await store.prune(
            before: Date().addingTimeInterval(-settings.rawFactRetention.seconds)
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
