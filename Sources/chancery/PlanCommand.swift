// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk
internal import Store

/// `chancery plan`: what to mend first, and what to find out first.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show what to mend first, with configuration lines, and what to find out first.",
        discussion: """
            Failures that one change mends are bundled: a zone, a certificate, the TLS settings of a server. The \
            bundle whose mending lowers the risk most is the first step; the next is chosen with that done. What was \
            measured clean once is no work any more, and is listed as mended until a second clean measurement closes it. \
            Each step says whom it lets in or cuts off by TLS, with the clients of clients.conf and the table of \
            audience.conf.

            Examples:
              chancery plan
              chancery plan --steps 3 --questions 5
              chancery plan --format json
            """
    )

    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Option(help: "Steps of the staircase, 1 to 50.")
    var steps = 5

    @Option(help: "Open questions to list, 0 to 50.")
    var questions = 5

    func validate() throws {
        guard 1...50 ~= steps else { throw ValidationError("--steps takes a number from 1 to 50") }
        guard 0...50 ~= questions else { throw ValidationError("--questions takes a number from 0 to 50") }
    }

    func run() async throws {
        let method = try modelOptions.loadMethod()
        let assembly = PlanAssembly(store: try await state.readStore(), method: method)
        guard let (plan, estate) = try await assembly.plan(steps: steps, questions: questions) else {
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        let lines = plan.steps.map { assembly.lines(for: $0.bundle, in: estate) }
        let reach = try await reach(of: plan, method)
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(PlanDocument(plan, lines, reach)))
        case .text: Terminal.print(PlanText(plan: plan, lines: lines, reach: reach, method: method).text)
        }
    }

    private func reach(of plan: Plan, _ method: Pipeline.Method) async throws -> [PlanReach.StepReach] {
        guard let kept = try await KeptCycle.load(from: try await state.readStore()) else {
            throw ExitCode.insufficientEvidence
        }
        return try PlanReach.steps(of: plan, on: kept, method: method, audience: method.audience)
    }
}

/// What `--format json` prints.
struct PlanDocument: Encodable {
    struct Step: Encodable {
        let bundle: FixBundle
        let changes: [String: Change]
        let jewels: [String]
        let ministry: RiskEstimate
        let configuration: [PlannedLines]
        let reach: StepReach
    }

    /// What a step does to reach.
    struct StepReach: Encodable {
        let effect: PlanReach.Effect
        let places: [Place]
    }

    struct Place: Encodable {
        let endpoint: String
        let effect: PlanReach.Effect
        let before: FrontierDocument.Reached?
        let after: FrontierDocument.Reached?
        let letIn: [FrontierDocument.Client]
        let cutOff: [FrontierDocument.Client]
        let reason: String?

        init(_ place: PlanReach.Place) {
            endpoint = place.endpoint
            effect = place.effect
            before = place.change.map { FrontierDocument.Reached($0.before) }
            after = place.change.map { FrontierDocument.Reached($0.after) }
            letIn = (place.change?.letIn ?? []).map(FrontierDocument.Client.init)
            cutOff = (place.change?.cutOff ?? []).map(FrontierDocument.Client.init)
            reason = place.reason
        }
    }

    let schema = "chancery.plan/1"
    let asOf: Date
    let model: ModelStamp
    let now: [String: RiskEstimate]
    let bundles: Int
    let steps: [Step]
    /// Mended already, and to be confirmed.
    let mended: [MendedFinding]
    let questions: [OpenQuestion]

    /// - Parameters:
    ///   - lines: of each step.
    ///   - reach: likewise.
    init(_ plan: Plan, _ lines: [[PlannedLines]], _ reach: [PlanReach.StepReach]) {
        asOf = plan.asOf
        model = plan.model
        now = plan.now
        bundles = plan.bundles
        steps = zip(zip(plan.steps, lines), reach).map { planned, reach in
            let (step, lines) = planned
            return Step(
                bundle: step.bundle,
                changes: step.changes,
                jewels: step.jewels,
                ministry: step.ministry,
                configuration: lines,
                reach: StepReach(effect: reach.effect, places: reach.places.map(Place.init))
            )
        }
        mended = plan.mended
        questions = plan.questions
    }
}
