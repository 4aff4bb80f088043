// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Service
internal import Store

/// In spite of what a cycle runs.
struct HasteOptions: ParsableArguments {
    @Flag(help: "Measure now, in spite of quiet hours.")
    var now = false

    @Flag(help: "Measure now, in spite of a blackout day and of quiet hours.")
    var despiteBlackout = false

    var despite: Despite { despiteBlackout ? .blackout : now ? .quietHours : .nothing }

    /// Says what holds a cycle back, and throws the exit status; does nothing where nothing does.
    func judge(_ hold: Hold?) throws {
        guard let hold else { return }
        let advice =
            switch hold.reason {
            case .quietHours: "--now"
            case .blackout: "--despite-blackout"
            }
        let until = hold.until.formatted(.iso8601)
        Terminal.say(
            "chancery: \(hold.reason.rawValue) until \(until), nothing was measured; \(advice) measures all the same"
        )
        throw ExitCode.heldBack
    }
}

/// A cycle that a running daemon is asked for.
struct DaemonRequest {
    let state: StateOptions
    let haste: HasteOptions
    let ignoresOutput: Bool

    /// Asks, shows the progress, and judges what came of it as `assess` does.
    ///
    /// - Parameter reason: why the store cannot be written, which is said where no daemon answers.
    func run(_ loaded: LoadedConfiguration, _ gate: GateOptions, unless reason: StoreError) async throws {
        switch reason {
        case .locked, .cannotOpen, .unreachable: break
        case .newerSchema, .olderSchema, .cannotWrite, .damaged, .refused:
            throw state.failed("\(reason)")
        }
        let bar = ProgressBar()
        let answer: ControlAnswer
        do throws(ControlClient.Trouble) {
            answer = try await ControlClient(stateDirectory: state.url)
                .ask(ControlRequest(.assess, despite: haste.despite)) { answer in
                    await tell(answer, on: bar)
                }
        } catch {
            await bar.clear()
            throw trouble(error, unless: reason)
        }
        await bar.clear()
        switch answer.kind {
        case .closed: try await show(answer.cycle, loaded, gate)
        case .held:
            try haste.judge(
                Hold(
                    reason: answer.reason.flatMap(Hold.Reason.init) ?? .quietHours,
                    until: answer.until ?? Date()
                )
            )
        case .accepted, .merged, .progress, .failed, .refused:
            throw state.failed(
                "the daemon did not end a cycle: \(Terminal.harmless(answer.reason ?? "no reason given"))"
            )
        }
    }

    private func tell(_ answer: ControlAnswer, on bar: ProgressBar) async {
        switch answer.kind {
        case .accepted:
            Terminal.say("The daemon was asked for a cycle; it goes by its own configuration.")
            if ignoresOutput {
                Terminal.say("chancery: --output counts for nothing, the daemon writes the reports")
            }
        case .merged:
            Terminal.say("Merged into \(Terminal.harmless(answer.reason ?? "another cycle")).")
        case .progress:
            await bar.show(answer.finished ?? 0, of: answer.total ?? 0, answer.endpoint ?? "")
        case .closed, .held, .failed, .refused: break
        }
    }

    private func trouble(_ trouble: ControlClient.Trouble, unless reason: StoreError) -> ExitCode {
        switch trouble {
        case .absent: state.failed("\(reason)")
        case .forbidden:
            state.failed(
                "a daemon runs, and this user may not ask it; join the group of ControlGroup=, or ask as root"
            )
        case .brokenOff: state.failed("the daemon went before the cycle was closed; see 'chancery status'")
        }
    }

    /// The cycle as the store has it, and the gate on it.
    private func show(_ cycle: Cycle.ID?, _ loaded: LoadedConfiguration, _ gate: GateOptions) async throws {
        let store = try await state.readStore()
        guard let cycle, let posture = try await store.posture(of: cycle) else {
            throw state.failed("the cycle that the daemon closed is not in the store")
        }
        Terminal.say(PostureText.legend)
        Terminal.print(PostureText.summary(posture, model: loaded.method.model))
        let report = try await store.reports(limit: 100).first {
            $0.cycle == cycle && $0.path.hasSuffix("/index.html")
        }
        if let report { Terminal.print("Report: \(report.path)") }
        try gate.judge(posture)
    }
}
