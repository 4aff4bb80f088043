// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension TerminalPage {
    /// What fails, gravest first, each with its remedy and the id that `explain` takes.
    mutating func addFindings(_ findings: [ScanFinding]) {
        let failing = findings.filter { $0.verdict.state == .fail }
        guard !failing.isEmpty else { return }
        section("Findings")
        for finding in failing.sorted(by: { ($0.band ?? .veryLow) > ($1.band ?? .veryLow) }) {
            guard case .fail(_, let seen, let expected) = finding.verdict else { continue }
            let band = finding.band?.rawValue ?? "failing"
            row(band, finding.title, finding.band.map { $0 >= .high ? .bad : .warning })
            row("  seen", seen)
            row("  expected", expected)
            row("  remedy", finding.remedy)
            row("  more", "chancery explain \(finding.check)", .faint)
        }
    }

    /// What was asked and not answered, a line a reason.
    mutating func addGaps(_ gaps: [ScanGap]) {
        let byReason = Dictionary(grouping: gaps.filter { $0.attempts > 0 }, by: \.reason)
        guard !byReason.isEmpty else { return }
        section("Not established")
        for (reason, gaps) in byReason.sorted(by: { $0.key < $1.key }) {
            row("", "\(Words.list(gaps.map(\.path), atMost: 3)): \(reason)", .warning)
        }
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
            let names = NamedAttack.allCases.filter { states[$0]?.key == key }.map(\.rawValue)
            guard !names.isEmpty else { continue }
            row(
                key == "not_applicable" ? "inapplicable" : key.replacing("_", with: " "),
                names.joined(separator: ", "),
                style
            )
        }
    }
}
