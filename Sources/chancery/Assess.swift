// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Service
internal import Store

/// `chancery assess`: one cycle over the inventory now, then the reports.
struct Assess: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run one cycle over the inventory now, then write the reports.",
        discussion: """
            While a daemon runs on the state folder, it is asked for the cycle over its control socket, goes by its own \
            configuration and writes the reports where it always does; whoever asks while a whole cycle runs gets \
            that one. Quiet hours and blackout days of the configuration hold in either case, with exit status 75.

            Examples:
              chancery assess
              chancery assess --now
              chancery assess --config ./Config --state ./state --fail-on high
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var haste: HasteOptions

    func run() async throws {
        let loaded = try configurationOptions.load()
        let store: any Store
        do throws(StoreError) {
            store = try await state.makeStore(loaded.settings)
        } catch {
            try await DaemonRequest(state: state, haste: haste, ignoresOutput: output.output != nil)
                .run(loaded, gate, unless: error)
            return
        }
        try haste.judge(loaded.schedule(state: state.url).hours.hold(at: Date(), despite: haste.despite))
        let status = try await AssessmentRun(
            loaded: loaded,
            store: store,
            state: state.url,
            output: output.directory(beside: state.url)
        ).run(settings: MeasuringSettings(loaded.settings, contact: loaded.estate.ministry.contact), gate)
        try await store.close()
        if let status { throw status }
    }
}

/// Where reports go.
struct OutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Folder for the reports; default: reports in the state folder.", valueName: "dir"),
        completion: .directory
    )
    var output: String?

    func directory(beside state: URL) -> URL {
        output.map { URL(filePath: $0) } ?? state.appending(path: "reports")
    }
}

/// When a command ends with a status of its own.
struct GateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Exit with 1 where a finding has this band or a worse one.", valueName: "band")
    )
    var failOn: Band?

    @Flag(help: "Exit with 2 where the evidence is insufficient.")
    var failOnInsufficientEvidence = false

    /// Throws the exit status.
    func judge(_ posture: Posture) throws {
        if let status = status(for: posture) { throw status }
    }

    /// The exit status; nil for success.
    ///
    /// Accepted findings, and those held for false positives, do not fail a gate.
    func status(for posture: Posture) -> ExitCode? {
        if let failOn,
            posture.items.contains(where: {
                $0.isOpen && !$0.isBorne && $0.band >= failOn
            })
        {
            return ExitCode.findingAboveGate
        }
        return failOnInsufficientEvidence && posture.ministry.evidenceIsInsufficient
            ? ExitCode.insufficientEvidence : nil
    }
}

/// A cycle with its progress bar, its reports and the few lines about it.
struct AssessmentRun {
    let loaded: LoadedConfiguration
    let store: any Store
    /// Where the signing key lies.
    let state: URL
    let output: URL

    /// Returns the exit status; nil for success.
    func run(settings: MeasuringSettings, _ gate: GateOptions? = nil) async throws -> ExitCode? {
        let (summary, status) = try await summary(settings: settings, gate)
        let path = try await reportPath()
        Terminal.say(PostureText.legend)
        Terminal.print(summary)
        Terminal.print("Report: \(path)")
        return status
    }

    /// What is said of a cycle in the end; all else that it came to is let go before its report is written.
    private func summary(settings: MeasuringSettings, _ gate: GateOptions?) async throws -> (
        String, ExitCode?
    ) {
        let outcome = try await measure(settings: settings)
        let text = PostureText.summary(outcome.posture, model: loaded.method.model)
        return (text, gate?.status(for: outcome.posture))
    }

    /// One cycle, signed.
    ///
    /// - Parameter now: the clock of what is kept.
    func measure(
        settings: MeasuringSettings,
        clock now: @Sendable @escaping () -> Date = { Date() }
    ) async throws -> AssessmentCycle.Outcome {
        let instruments: Instruments
        do {
            instruments = try Instruments(settings)
        } catch {
            Terminal.say("chancery: \(error)")
            throw ExitCode.badConfiguration
        }
        let bar = ProgressBar()
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: loaded.method,
            toolVersion: Chancery.version,
            interval: loaded.settings.interval,
            selfCheck: selfCheck(settings)
        )
        let outcome = try await cycle.run(
            over: loaded.estate,
            clock: now,
            progress: { await bar.show($0.finished, of: $0.total, $0.endpoint) }
        )
        await bar.clear()
        await instruments.shutdown()
        await seal(at: now())
        return outcome
    }

    /// Nil where `SelfCheck=no`; says where it does not hold.
    private func selfCheck(_ settings: MeasuringSettings) -> SelfCheckBench? {
        guard loaded.settings.selfCheck else { return nil }
        return SelfCheckBench(
            settings,
            method: loaded.method,
            tell: { check in
                guard check.state != .held else { return }
                Terminal.say("chancery: \(Terminal.harmless(SelfCheckAdvice(check).text))")
            }
        )
    }

    /// A cycle that cannot be signed now is signed after a later one.
    private func seal(at now: Date) async {
        do {
            _ = try await Sealer.open(store, state: state).sealEnded(now: now)
        } catch {
            Terminal.say("chancery: the cycle is not signed: \(error)")
        }
    }

    /// Where no report can be written, that is said, and that the cycle is kept all the same.
    private func reportPath() async throws -> String {
        do {
            return try await writeReports(at: Date())
        } catch let error as CocoaError {
            let advice = "free some space or make the folder writable, then run 'chancery report'"
            let reason = error.localizedDescription
            Terminal.say("chancery: the cycle is kept, but no report was written: \(reason) \(advice)")
            throw ExitCode.internalError
        }
    }

    /// Returns the path of the first file.
    func writeReports(at now: Date) async throws -> String {
        let place = ReportIssue.Place(reports: output, state: state)
        guard
            let issue = try await ReportIssue(from: store, configuration: loaded, at: place, now: now)
        else { throw ExitCode.internalError }
        if let problem = issue.problem { Terminal.say("chancery: \(problem)") }
        let records = try issue.write(name: issue.day)
        for record in records { try await store.record(record) }
        if let problem = await issue.stamp(issue.day) {
            Terminal.say("chancery: \(Terminal.harmless(problem))")
        }
        try await PeriodIndexWriter(store: store, directory: output, configuration: loaded).write()
        return records.first?.path ?? output.path
    }
}
