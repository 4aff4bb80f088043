// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk

/// A plan in lines for the terminal.
struct PlanText {
    let plan: Plan
    /// Of each step.
    let lines: [[PlannedLines]]
    /// Likewise.
    let reach: [PlanReach.StepReach]
    let method: Pipeline.Method

    private static let mostNamed = 6

    var text: String {
        let head =
            "What to mend first, as of \(plan.asOf.formatted(.iso8601)); \(plan.model.name) \(plan.model.version)"
        let steps = plan.steps.enumerated().map { step($0, $1) }
        return
            ([head, "\(PostureText.legend)\n"] + (steps.isEmpty ? [nothing] : steps) + [
                rest, mended, questions,
            ])
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var nothing: String { "Nothing fails that mending would change.\n" }

    private var rest: String {
        let left = plan.bundles - plan.steps.count
        return left > 0 && !plan.steps.isEmpty
            ? "\(Terminal.count(left, "further bundle")) of failures; --steps shows more\n" : ""
    }

    private func step(_ position: Int, _ step: PlanStep) -> String {
        let bundle = step.bundle
        var rows = [
            "\(position + 1). \(Self.words(bundle))",
            "   \(Self.effort(bundle.effort)); mends \(Terminal.count(bundle.findings.count, "finding")):",
        ]
        rows += bundle.checks.prefix(Self.mostNamed).map { "   - \(title(of: $0)) (\($0))" }
        if bundle.checks.count > Self.mostNamed {
            rows.append("   - and \(bundle.checks.count - Self.mostNamed) more")
        }
        for category in method.model.categories {
            guard let change = step.changes[category.id] else { continue }
            let (before, after) = (Self.words(change.before), Self.words(change.after))
            // Where the numbers shown are the same, the line would say nothing.
            if before != after { rows.append("   \(category.title): \(before) -> \(after)") }
        }
        if !step.jewels.isEmpty {
            rows.append("   The band of \(step.jewels.map(Terminal.harmless).joined(separator: ", ")) falls.")
        }
        rows += ReachChangeText.rows(of: reach[position])
        rows += configuration(lines[position])
        return rows.joined(separator: "\n") + "\n"
    }

    /// Each line once, by program.
    private func configuration(_ planned: [PlannedLines]) -> [String] {
        var seen: Set<String> = []
        return Dictionary(grouping: planned, by: \.program).sorted { $0.key < $1.key }.flatMap {
            program,
            parts in
            let fresh = parts.flatMap(\.lines).filter { seen.insert("\(program) \($0)").inserted }
            return fresh.map { line in
                "     \(program.padding(toLength: 9, withPad: " ", startingAt: 0))\(Terminal.harmless(line))"
            }
        }
    }

    private var mended: String {
        guard !plan.mended.isEmpty else { return "" }
        let rows = plan.mended.map { mended in
            let subject = mended.finding.subject
            let place = subject.name.isEmpty ? "the ministry" : Terminal.harmless(subject.name)
            return "- \(title(of: mended.finding.check)) (\(mended.finding.check))\n  \(place)\n"
                + "  clean since \(mended.clean.formatted(.iso8601)), confirmed from "
                + "\(mended.confirmable.formatted(.iso8601)) on"
        }
        let head = "Already mended, awaiting confirmation: nothing to do, counts until then"
        return ([head] + rows).joined(separator: "\n") + "\n"
    }

    private var questions: String {
        guard !plan.questions.isEmpty else { return "" }
        let rows = plan.questions.map { question in
            let places = Terminal.count(question.subjects.count, "place")
            let first = question.subjects.first.map { Terminal.harmless("\($0)") } ?? ""
            return "- \(title(of: question.id)) (\(question.id))\n  not established in \(places), \(first)"
                + (question.subjects.count > 1 ? " …" : "")
                + "; settled well, it narrows intervals by \(PostureText.number(question.narrows)) points in all"
        }
        return (["What to find out first"] + rows).joined(separator: "\n")
    }

    private func title(of id: String) -> String {
        Catalog.identities[id]?.title ?? method.model.attestation(id)?.question ?? id
    }

    private static func words(_ bundle: FixBundle) -> String {
        let place = Terminal.harmless(bundle.place)
        let what: String =
            switch bundle.cause {
            case .zone: "The zone of \(place)"
            case .certificate: "The certificate of \(certificate(bundle))"
            case .tls: "The TLS settings at \(place)"
            case .site: "The web server's settings at \(place)"
            case .page: "The pages of \(place)"
            case .host: "The host \(place)"
            case .process: "A decision: \(place)"
            }
        let endpoints = bundle.endpoints
        guard endpoints.count > 1, bundle.cause != .certificate else { return what }
        return "\(what) (\(Terminal.count(endpoints.count, "endpoint")))"
    }

    /// Digests name nothing that people know.
    private static func certificate(_ bundle: FixBundle) -> String {
        let names = bundle.endpoints.map(Terminal.harmless)
        guard names.count > mostNamed else { return names.joined(separator: ", ") }
        return names.prefix(mostNamed).joined(separator: ", ") + " and \(names.count - mostNamed) more"
    }

    private static func effort(_ effort: Effort) -> String {
        switch effort {
        case .small: "A line of configuration"
        case .medium: "A planned change"
        case .large: "A project"
        }
    }

    private static func words(_ estimate: RiskEstimate) -> String {
        let numbers = [estimate.point, estimate.low, estimate.high].map(PostureText.number)
        return "\(estimate.band.rawValue) \(numbers[0]) [\(numbers[1])–\(numbers[2])]"
    }
}
