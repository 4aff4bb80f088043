// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Standards

extension TerminalPage {
    /// Each policy in a line; where at most two were asked for, with what is wrong.
    mutating func addPolicies(_ verdicts: [PolicyVerdict]) {
        guard !verdicts.isEmpty else { return }
        section("Policies")
        let areSeveralDays = Set(verdicts.map(\.day)).count > 1
        let names = verdicts.map { areSeveralDays ? "\($0.policy) on \($0.day)" : $0.policy }
        let column = (names.map(\.count).max() ?? 0) + 4
        for (name, verdict) in zip(names, verdicts) {
            let style: Style =
                switch verdict.conforms {
                case true?: .good
                case false?: .bad
                case nil: .warning
                }
            row(name, verdict.summary, style, column: column)
            guard verdicts.count <= 2 else { continue }
            for remark in verdict.violations + verdict.phaseOuts {
                row("  \(remark.level.rawValue)", remark.seen)
                row("  wanted", "\(remark.wanted) (\(remark.clause))")
            }
            for gap in verdict.missing { row("  unknown", "\(gap.rule): \(gap.reason.reason)", .faint) }
            for remark in verdict.advice { row("  advised", "\(remark.wanted) (\(remark.clause))", .faint) }
            for remark in verdict.unlisted { row("  not listed", remark.seen, .faint) }
        }
        let detail = verdicts.count > 2 ? "; --policy ID shows what is wrong" : ""
        row("more", "chancery explain policy:ID has the rules\(detail)", .faint)
    }

    /// The rating with its reasons.
    mutating func add(_ grade: Grade) {
        section("Rating by the published SSL Labs rules (not a grade of theirs)")
        let style: Style? = grade.letter.map { ["A", "A+", "A-"].contains($0) ? .good : .warning }
        row("letter", grade.summary, style ?? .warning)
        func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "unknown" }
        row(
            "scores",
            "\(number(grade.score)) of 100: protocol \(number(grade.protocolScore)), key exchange "
                + "\(number(grade.keyExchangeScore)), cipher \(number(grade.cipherScore))"
        )
        for (position, reason) in grade.reasons.enumerated() { row(position == 0 ? "because" : "", reason) }
    }
}

extension PolicyVerdict {
    /// The verdict in a line: the rules that are violated, or what stands in the way of saying.
    var summary: String {
        var parts: [String] = []
        switch conforms {
        case true?: parts.append("conforms")
        case false?:
            var rules: [String] = []
            for remark in violations where !rules.contains(remark.rule) { rules.append(remark.rule) }
            parts.append("violated: " + rules.joined(separator: ", "))
        case nil:
            let reason = foremostGap.map { " (\($0.reason))" } ?? ""
            parts.append("unknown\(reason)")
        }
        if !phaseOuts.isEmpty { parts.append("\(phaseOuts.count) to phase out") }
        if !unlisted.isEmpty { parts.append("\(unlisted.count) not listed") }
        return parts.joined(separator: "; ")
    }
}

extension Grade {
    /// The letter and how sure it is.
    var summary: String {
        guard let letter else { return "not given: \(missing?.reason ?? "too little is known")" }
        let ignored = letter == trustIgnored ? "" : "; \(trustIgnored ?? "") without regard to trust and name"
        return (isComplete ? letter : "\(letter) at most") + ignored
    }
}
