// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk
internal import Settings
internal import Store

extension CalendarDay: ExpressibleByArgument {
    /// `2027-03-15`.
    public init?(argument: String) { self.init(argument) }
}

/// `chancery reassess`: judges kept evidence again.
struct ReassessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reassess",
        abstract: "Judge kept evidence again: as of a day to come, by another model, without a failure.",
        discussion: """
            Nothing is measured and nothing is kept. What was seen in the cycle is judged by the clock of another day \
            or by another risk model, and shown beside the posture that the cycle was closed with. With neither, the \
            result is that posture, byte for byte. What is made anew all the time (signatures of zones, feeds, \
            cookies) keeps the clock of the cycle; 'chancery calendar' shows its ends, too.

            Examples:
              chancery reassess
              chancery reassess --as-of 2027-03-15
              chancery reassess --model draft/risk-model.conf --format json
              chancery reassess --without certificate.expired --without zone:mfa.example
              chancery reassess --attestations draft/attestations.conf
              chancery reassess --cycle 12
              chancery reassess --model draft/risk-model.conf --cycles all
              chancery reassess --since 2026-01-01 --format json
            """
    )

    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Option(help: ArgumentHelp("Judge as of this day, at the time of day of the cycle.", valueName: "date"))
    var asOf: CalendarDay?

    @Option(
        help: ArgumentHelp("A risk model instead of the one in force.", valueName: "file"),
        completion: .file()
    )
    var model: String?

    @Option(
        help: ArgumentHelp(
            "A check, or a bundle of 'chancery plan --format json', that is taken as mended; repeatable.",
            valueName: "id"
        )
    )
    var without: [String] = []

    @Option(
        help: ArgumentHelp(
            "Answers that are taken as given, in the form of attestations.conf, beside those of the cycle.",
            valueName: "file"
        ),
        completion: .file()
    )
    var attestations: String?

    @Option(
        help: ArgumentHelp("The cycle whose evidence is judged; default: the newest.", valueName: "number")
    )
    var cycle: Int64?

    @Option(help: ArgumentHelp("Each cycle as of its own instant, in a series.", valueName: "all"))
    var cycles: CycleChoice?

    @Option(help: ArgumentHelp("The same of cycles judged on this day or later.", valueName: "date"))
    var since: CalendarDay?

    private var isSeries: Bool { cycles != nil || since != nil }

    func validate() throws {
        guard !isSeries || (asOf == nil && cycle == nil && without.isEmpty && attestations == nil) else {
            throw ValidationError(
                "--as-of, --without, --attestations and --cycle are for one cycle, not for a series"
            )
        }
        for name in without where !name.contains(":") && Catalog.identities[name] == nil {
            let hint = NearestWord.nearest(to: name, among: Catalog.identities.keys)
            throw ValidationError("no check '\(name)'\(hint.map { "; did you mean '\($0)'?" } ?? "")")
        }
    }

    func run() async throws {
        let method = try modelOptions.loadMethod(model)
        guard !isSeries else { return try await printSeries(method) }
        var kept = try await state.keptCycle(cycle)
        do throws(ConfigurationRefusal) {
            if let attestations { kept = try kept.attested(byFile: attestations, today: CalendarDay(Date())) }
        } catch {
            Terminal.say(error.text)
            throw ExitCode.badConfiguration
        }
        let result: Reassessed
        do {
            result = try Reassessment(method: method).result(of: kept, asOf: asOf, without: without)
        } catch {
            throw ValidationError("\(error)")
        }
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(ReassessmentDocument(result, without: without)))
        case .text: Terminal.print(ReassessmentText(result: result, method: method).text)
        }
    }
}

extension ReassessCommand {
    private func printSeries(_ method: Method) async throws {
        let series = ReassessmentSeries(store: try await state.readStore(), method: method)
        let entries = try await series.entries(since: since)
        guard !entries.isEmpty else {
            Terminal.say("chancery: no such cycle was closed; 'chancery status' shows the newest")
            throw ExitCode.insufficientEvidence
        }
        switch output.format {
        case .json:
            Terminal.print(try JSONText.encode(SeriesDocument(entries, model: method.model.stamp)))
        case .text: Terminal.print(SeriesText(entries: entries, model: method.model).text)
        }
    }
}

/// Which cycles a series has.
enum CycleChoice: String, ExpressibleByArgument, CaseIterable {
    case all
}

extension StateOptions {
    /// Reads a closed cycle, the newest where none is named; says so where there is none.
    func keptCycle(_ id: Cycle.ID?) async throws -> KeptCycle {
        if let kept = try await KeptCycle.load(id, from: try await readStore()) { return kept }
        if let id {
            throw ValidationError("there is no closed cycle \(id); 'chancery status' shows the newest")
        }
        Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
        throw ExitCode.insufficientEvidence
    }
}

/// What `--format json` prints.
struct ReassessmentDocument: Encodable {
    struct Category: Encodable {
        let id: String
        let before: RiskEstimate?
        let after: RiskEstimate
    }

    let schema = "chancery.reassessment/1"
    let cycle: Cycle.ID
    /// Nothing was measured since.
    let evidenceFrom: Date
    let asOf: Date
    let modelBefore: ModelStamp
    let without: [String]
    let settled: [FindingKey]
    let confirmed: [FindingKey]
    let categories: [Category]
    let changes: [FindingChange]
    let attestations: [StandingChange]
    let acceptances: [StandingChange]
    /// As `chancery posture` prints one.
    let posture: Posture

    init(_ result: Reassessed, without names: [String]) {
        cycle = result.cycle.id
        evidenceFrom = result.before.asOf
        asOf = result.after.asOf
        modelBefore = result.before.model
        without = names
        settled = result.settled
        confirmed = result.confirmed
        let before = Dictionary(result.before.categories.map { ($0.id, $0.assessment.residual) }) {
            first,
            _ in first
        }
        categories = result.after.categories.map {
            Category(id: $0.id, before: before[$0.id], after: $0.assessment.residual)
        }
        changes = result.changes
        attestations = result.attestations
        acceptances = result.acceptances
        posture = result.after
    }
}
