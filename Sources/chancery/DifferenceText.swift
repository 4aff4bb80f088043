// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Pipeline
internal import Reports

/// Two cycles side by side, in lines for the terminal.
struct DifferenceText {
    let difference: PostureDifference
    /// Of categories, by id.
    let titles: [String: String]

    private static let mostNamed = 6

    var text: String {
        let kinds = FindingMove.Kind.allCases
        let alike = kinds.filter { $0.isLikeForLike && $0 != .unchanged }.map(section)
        let others = kinds.filter { !$0.isLikeForLike }.map(section).filter { !$0.isEmpty }
        let apart =
            others.isEmpty
            ? []
            : ["Not seen in both: neither new, nor closed, nor better, nor worse"] + others
        return ([head, lists, risks(difference.risks, "")] + [alikeRisks] + models + alike + apart + [rest])
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    // MARK: Head

    private var head: String {
        let lines = [
            "From \(Self.words(difference.from))", "to   \(Self.words(difference.to))",
            "Both by \(Self.words(difference.to.posture.model)).",
        ]
        return lines.map { WrappedText.hanging($0, indent: 5) }.joined(separator: "\n")
    }

    private static func words(_ side: ComparedCycle) -> String {
        let model = side.isByItsOwnModel ? "" : ", closed by \(words(side.kept.model))"
        return "cycle \(side.cycle.id) of \(side.asOf.formatted(.iso8601)), version "
            + "\(Terminal.harmless(side.cycle.toolVersion))\(model)"
    }

    private static func words(_ model: ModelStamp) -> String {
        "\(Terminal.harmless(model.name)) \(Terminal.harmless(model.version)) (\(model.sha256.prefix(12)))"
    }

    private var lists: String {
        [("Newly listed", difference.added), ("Listed no longer", difference.removed)]
            .filter { !$0.1.isEmpty }
            .map { title, subjects in
                let names = subjects.prefix(Self.mostNamed).map(Self.place).joined(separator: ", ")
                let more =
                    subjects.count > Self.mostNamed ? " and \(subjects.count - Self.mostNamed) more" : ""
                return WrappedText.hanging("\(title): \(names)\(more)", indent: 4)
            }
            .joined(separator: "\n")
    }

    // MARK: Figures

    private func risks(_ moves: [RiskMove], _ head: String) -> String {
        guard !moves.isEmpty else { return "" }
        let title = head.isEmpty ? PostureText.legend : head
        let rows = moves.map { move in
            "- " + WrappedText.hanging("\(name(move.category)): \(Self.words(move))", indent: 2)
        }
        return ([WrappedText.hanging(title, indent: 0)] + rows).joined(separator: "\n")
    }

    private var alikeRisks: String { risks(difference.alike, "Like for like: of what both list") }

    /// What a cycle was closed with, where another model judged it.
    private var models: [String] {
        [difference.from, difference.to].filter { !$0.isByItsOwnModel }.map { side in
            let (kept, now) = (side.kept, side.posture)
            let old = Dictionary(kept.categories.map { ($0.id, $0.assessment.residual) }) { first, _ in first
            }
            let new = Dictionary(now.categories.map { ($0.id, $0.assessment.residual) }) { first, _ in first }
            let ids = now.categories.map(\.id) + kept.categories.map(\.id).filter { new[$0] == nil }
            let rows =
                [(name(nil), Optional(kept.ministry.residual), Optional(now.ministry.residual))]
                + ids.map { (name($0), old[$0], new[$0]) }
            let head = """
                Cycle \(side.cycle.id) as it was closed, by \(Self.words(kept.model)), and by \
                \(Self.words(now.model)):
                """
            let lines = rows.map { name, before, after in
                let figures =
                    before == after
                    ? "\(Self.words(after)), by both" : "\(Self.words(before)) -> \(Self.words(after))"
                return "- " + WrappedText.hanging("\(name): \(figures)", indent: 2)
            }
            return ([WrappedText.hanging(head, indent: 0)] + lines).joined(separator: "\n")
        }
    }

    private func name(_ category: String?) -> String {
        category.map { Terminal.harmless(titles[$0] ?? $0) } ?? "Ministry (its worst category)"
    }

    private static func words(_ move: RiskMove) -> String {
        guard let change = move.change else { return "\(words(move.before)) -> \(words(move.after))" }
        if change.direction == .same { return "\(words(move.after)), the same" }
        return "\(words(move.before)) -> \(words(move.after)), \(TrendText.words(change))"
    }

    private static func words(_ estimate: RiskEstimate?) -> String {
        guard let estimate else { return "not in this model" }
        let numbers = [estimate.point, estimate.low, estimate.high].map(PostureText.number)
        return "\(estimate.band.rawValue) \(numbers[0]) [\(numbers[1])–\(numbers[2])]"
    }

    // MARK: Findings

    /// What was open in either cycle, one by one, and how many others there are.
    private func section(_ kind: FindingMove.Kind) -> String {
        let (all, open) = (difference.moves(kind).count, difference.open(kind))
        guard all > 0 else { return "" }
        let count = all > open.count ? "\(open.count) open, \(all - open.count) not" : "\(open.count)"
        let head = WrappedText.hanging("\(Self.title(kind)) (\(count))", indent: 2)
        return ([head] + open.map(Self.row)).joined(separator: "\n")
    }

    private static func title(_ kind: FindingMove.Kind) -> String {
        switch kind {
        case .new: "New"
        case .worse: "Worse"
        case .better: "Better, and still open"
        case .closed: "Closed"
        case .unchanged: "Unchanged"
        case .established: "Not established then; it may have been so before"
        case .unestablished: "Not established any more; what was open is not closed"
        case .tested: "Not tested then"
        case .untested: "Not tested any more; what was open is not closed"
        case .appeared: "Its subject was not looked at then"
        case .gone: "Its subject is not looked at any more; what was open is not closed"
        case .listed: "On what is newly listed"
        case .delisted: "On what is listed no longer"
        case .checkAdded: "By checks that the version of then did not have"
        case .checkRemoved: "By checks that are not there any more"
        }
    }

    private static func row(_ move: FindingMove) -> String {
        let states = "\(words(move.before)) -> \(words(move.after))"
        let head = WrappedText.hanging("\(move.key.check)  \(place(move.key.subject))  \(states)", indent: 6)
        let shown = move.after ?? move.before
        let verdict = shown.map { $0.failure ?? $0.verdict }
        guard let evidence = verdict?.evidence, !evidence.isEmpty else { return "- \(head)" }
        return "- \(head)\n      " + WrappedText.hanging(Terminal.harmless(evidence), indent: 6)
    }

    private static func words(_ state: FindingState?) -> String {
        guard let state else { return "not judged" }
        guard state.isOpen else { return state.verdict.state.rawValue.replacing("_", with: " ") }
        let level = (state.failure ?? state.verdict).level
        let grade = [state.band?.rawValue, level.map { "(\($0))" }].compactMap(\.self).joined(separator: " ")
        let marks = [
            state.isToBeConfirmed ? "to be confirmed as mended" : nil, state.isBorne ? "accepted" : nil,
        ]
        .compactMap(\.self)
        return ([grade.isEmpty ? "open" : grade] + marks).joined(separator: ", ")
    }

    private static func place(_ subject: Subject) -> String {
        let name = subject.name.isEmpty ? "the \(subject.scope.rawValue)" : subject.name
        return Terminal.harmless(name)
    }

    private var rest: String {
        let (all, open) = (difference.moves(.unchanged).count, difference.open(.unchanged).count)
        let count = "\(Terminal.count(all, "finding")) unchanged, \(open) of them open."
        return difference.isEmpty ? "Nothing is another: \(count)" : count
    }
}
