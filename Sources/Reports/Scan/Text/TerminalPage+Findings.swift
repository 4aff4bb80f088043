// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension TerminalPage {
    static func style(of band: Band) -> Style { band >= .high ? .bad : .warning }

    /// What fails, gravest first, each with its remedy and the id that `explain` takes.
    mutating func addFindings(_ findings: [ScanFinding]) {
        let failing = findings.filter { $0.verdict.state == .fail }
        guard !failing.isEmpty else { return }
        section("Findings")
        for finding in failing.sorted(by: { ($0.band ?? .veryLow) > ($1.band ?? .veryLow) }) {
            guard case .fail(_, let seen, let expected) = finding.verdict else { continue }
            let band = finding.band?.rawValue ?? "failing"
            row(band, finding.title, finding.band.map(Self.style(of:)))
            row("  seen", seen)
            row("  expected", expected)
            row("  remedy", finding.remedy)
            row("  more", "chancery explain \(finding.check)", .faint)
        }
    }

    /// Values and verdicts that are missing, a line a reason: what was asked in vain before what was left out.
    mutating func addGaps(_ gaps: [ScanGap], _ findings: [ScanFinding]) {
        let asked = gaps.filter { $0.attempts > 0 && !$0.isOfOneAddress }
        // A check that waits for a value of the list above is not said again.
        let unknown = findings.compactMap { finding -> String? in
            guard case .unknown(let gap) = finding.verdict,
                !asked.contains(where: { gap.reason.hasSuffix($0.plainReason) })
            else { return nil }
            return gap.reason
        }
        let untested = findings.compactMap { finding -> String? in
            guard case .notTested(let reason) = finding.verdict else { return nil }
            return reason
        }
        guard !asked.isEmpty || !unknown.isEmpty || !untested.isEmpty else { return }
        section("Not established")
        for (reason, gaps) in Self.groups(asked.map { ($0.plainReason, $0.question) }) {
            row("unknown", "\(Words.list(gaps, atMost: 5)): \(reason)", .warning)
        }
        for (reason, checks) in Self.groups(unknown.map { ($0, $0) }, keepsDoubles: true) {
            row("unknown", "\(Words.count(checks.count, .check)): \(reason)", .warning)
        }
        for (reason, checks) in Self.groups(untested.map { ($0, $0) }, keepsDoubles: true) {
            row("not tested", "\(Words.count(checks.count, .check)): \(reason)", .faint)
        }
    }

    /// By the first of each pair, the most frequent first.
    private static func groups(
        _ pairs: [(reason: String, item: String)],
        keepsDoubles: Bool = false
    ) -> [(reason: String, items: [String])] {
        var groups: [String: [String]] = [:]
        for (reason, item) in pairs where keepsDoubles || groups[reason]?.contains(item) != true {
            groups[reason, default: []].append(item)
        }
        return groups.map { ($0.key, $0.value) }
            .sorted { (-$0.items.count, $0.reason) < (-$1.items.count, $1.reason) }
    }

    /// Named attacks by what is known of them.
    mutating func addAttacks(_ states: [NamedAttack: VulnerabilityState]) {
        let groups: [(key: String, style: Style)] = [
            ("vulnerable", .bad), ("unknown", .warning), ("safe", .good), ("not_tested", .faint),
            ("not_applicable", .faint),
        ]
        guard !states.isEmpty else { return }
        section("Named attacks")
        for (key, style) in groups {
            let names = NamedAttack.allCases.filter { states[$0]?.key == key }.map(\.title)
            guard !names.isEmpty else { continue }
            let label = key == "not_applicable" ? "inapplicable" : key.replacing("_", with: " ")
            row(label, names.joined(separator: ", "), style)
        }
    }
}
