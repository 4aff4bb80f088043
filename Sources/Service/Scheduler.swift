// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Inventory
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
            } catch is CancellationError {
                // Stopping: what was recorded is kept, and an open cycle goes on at the next start.
            }
        }
        await notify.send(.stopping)
        logger.notice("stopped")
    }

    private func cycles() async throws {
        var due = try await firstDue()
        while true {
            try Task.checkCancellation()
            try await wait(until: due)
            let started = Date()
            await runCycle()
            due = nextDue(after: started, settings: await state.configuration.settings)
        }
    }

    /// An interrupted cycle goes on at once; else one interval after the newest cycle, which may be now.
    private func firstDue() async throws(StoreError) -> Date {
        if try await store.openCycle() != nil { return Date() }
        guard let newest = try await store.cycles(limit: 1).first else { return Date() }
        let settings = await state.configuration.settings
        return max(Date(), nextDue(after: newest.started, settings: settings))
    }

    private func nextDue(after started: Date, settings: ServiceSettings) -> Date {
        let jitter = settings.jitter.seconds > 0 ? Double.random(in: 0...settings.jitter.seconds) : 0
        return started.addingTimeInterval(settings.interval.seconds + jitter)
    }

    /// Sleeps in short steps, so that a clock that jumps ahead does not hold a cycle back.
    private func wait(until due: Date) async throws {
        guard due > Date() else { return }
        await state.idle(until: due)
        while true {
            let left = due.timeIntervalSinceNow
            guard left > 0 else { return }
            try await Task.sleep(for: .seconds(min(left, 60)))
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
            await seal()
            try await writeReports(configuration)
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
            }
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

    /// Writes the current period's folder anew, so that the newest report of each period stays.
    private func writeReports(_ configuration: LoadedConfiguration) async throws {
        let now = Date()
        let assembly = ReportAssembly(store: store, method: configuration.method)
        guard var document = try await assembly.document(at: now) else { return }
        let proof = try await ReportProof.prepare(&document, from: store, state: environment.stateDirectory)
        if let problem = proof.problem { logger.warning("\(problem)") }
        let name = configuration.settings.reportPeriod.folderName(
            of: now,
            timeZone: TimeZone(identifier: configuration.estate.ministry.timeZone) ?? .gmt
        )
        let writer = ReportWriter(directory: environment.reportDirectory)
        for record in try writer.write(document, formats: ReportFormat.allCases, name: name, proof: proof) {
            try await store.record(record)
        }
        logger.notice("report written", metadata: ["period": "\(name)"])
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

extension ReportPeriod {
    /// The folder of the period that an instant lies in: `2026-11-23`, `2026-W48`, `2026-11`, `2026-Q4`.
    package func folderName(of instant: Date, timeZone: TimeZone) -> String {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = timeZone
        let parts = calendar.dateComponents(
            [.year, .month, .day, .weekOfYear, .yearForWeekOfYear],
            from: instant
        )
        let year = parts.year ?? 0
        let month = parts.month ?? 1
        return switch self {
        case .daily: "\(year)-\(padded(month))-\(padded(parts.day ?? 1))"
        case .weekly: "\(parts.yearForWeekOfYear ?? year)-W\(padded(parts.weekOfYear ?? 1))"
        case .monthly: "\(year)-\(padded(month))"
        case .quarterly: "\(year)-Q\((month - 1) / 3 + 1)"
        }
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
