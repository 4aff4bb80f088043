// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Reports
internal import Store

extension AttestationOverview.State: ExpressibleByArgument {}

/// `chancery attest list`: each item by mission, with state, owner and days left.
struct AttestList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List attestation items by mission with state, owner and days left.",
        discussion: """
            States: open (nobody answered), valid, expiring (valid, and the last day is near: NoticeBefore= of the risk \
            model), expired, unbacked (a claim without evidence, or with other evidence than was attested), contradicted \
            (a yes that a finding of the newest cycle rules out).

            Exit status: 0 done, 64 an unknown mission or state, 78 configuration.

            Examples:
              chancery attest list --only open --only expiring
              chancery attest list --mission paris --format json
              chancery attest list --owner "Chief Information Officer"
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var output: FormatOption

    @Option(help: "Only what is put to this mission.")
    var mission: String?

    @Option(help: "Only what this owner answered or has to answer; in any case.")
    var owner: String?

    @Option(
        name: .customLong("only"),
        help: ArgumentHelp("Only this state; may be repeated. Default: all.", valueName: "state")
    )
    var states: [AttestationOverview.State] = []

    func run() async throws {
        let loaded = try configurationOptions.load(warns: false)
        let mission = try self.mission.map { try AttestNames.mission($0, in: loaded.estate) }
        let overview = try await AttestationOverview(loaded, store: try await store(), at: Date())
        let rows = overview.rows.filter { row in
            let isOfMission = mission.map { row.standing.subject == .mission($0.id) } ?? true
            let isOwned = owner.map { row.owner?.lowercased() == $0.lowercased() } ?? true
            return isOfMission && isOwned && (states.isEmpty || states.contains(row.state))
        }
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(rows.map(AttestLine.init)))
        case .text:
            Terminal.print(Self.text(rows, of: loaded.estate))
            Terminal.say(Terminal.count(rows.count, "item"))
        }
    }

    /// Its newest findings are laid against the answers; nil where there is none yet.
    private func store() async throws -> (any Store)? {
        guard StorePlace(folder: state.url).isThere else { return nil }
        return try await state.readStore()
    }

    private static func text(_ rows: [AttestationOverview.Row], of estate: Estate) -> String {
        let subjects = [Subject.ministry] + estate.missions.map { .mission($0.id) }
        return subjects.compactMap { subject in
            let lines = rows.filter { $0.standing.subject == subject }.map { AttestLine($0).text }
            guard !lines.isEmpty else { return nil }
            let name = estate.mission(subject.name).map { "\($0.name) (\($0.id))" } ?? "The whole ministry"
            return ([Terminal.harmless(name)] + lines).joined(separator: "\n")
        }
        .joined(separator: "\n\n")
    }
}

/// One item as printed.
private struct AttestLine: Encodable {
    let item: String
    let question: String
    /// Nil for the ministry as a whole.
    let mission: String?
    let state: AttestationOverview.State
    let answer: Attestation.Answer?
    let owner: String?
    let grade: EvidenceGrade?
    /// The grade that the evidence is worth after a look at it.
    let countsAs: EvidenceGrade?
    let evidence: Backing.State?
    let validUntil: String?
    let daysLeft: Int?
    /// `check on subject`.
    let contradictedBy: [String]

    init(_ row: AttestationOverview.Row) {
        let standing = row.standing
        item = standing.item
        question = row.question
        mission = standing.subject == .ministry ? nil : standing.subject.name
        state = row.state
        answer = standing.attestation?.answer
        owner = row.owner
        grade = standing.attestation?.grade
        countsAs = standing.countsAs
        evidence = standing.backing
        validUntil = standing.attestation?.validUntil.description
        daysLeft = row.daysLeft
        contradictedBy = (standing.contradictedBy ?? []).map { "\($0.check) on \($0.subject)" }
    }

    var text: String {
        let head = [
            item.padding(toLength: 5, withPad: " ", startingAt: 0),
            state.rawValue.padding(toLength: 13, withPad: " ", startingAt: 0),
            (answer?.rawValue ?? "–").padding(toLength: 7, withPad: " ", startingAt: 0),
            gradeText.padding(toLength: 9, withPad: " ", startingAt: 0),
            daysText.padding(toLength: 15, withPad: " ", startingAt: 0),
            Terminal.harmless(owner ?? "nobody named"),
        ]
        let indent = String(repeating: " ", count: 7)
        let against = contradictedBy.isEmpty ? [] : ["against " + contradictedBy.listed(atMost: 3)]
        let rest = ([question] + against).map {
            indent + WrappedText.hanging(Terminal.harmless($0), indent: 7)
        }
        return (["  " + head.joined()] + rest).joined(separator: "\n")
    }

    /// `E3`, or `E3→E1` where the evidence is worth less than it says.
    private var gradeText: String {
        guard let grade else { return "" }
        guard let countsAs, countsAs != grade else { return grade.rawValue }
        return "\(grade.rawValue)→\(countsAs.rawValue)"
    }

    private var daysText: String {
        guard let daysLeft else { return "" }
        return daysLeft < 0
            ? "\(Terminal.count(-daysLeft, "day")) ago" : "\(Terminal.count(daysLeft, "day")) left"
    }
}
