// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Model
internal import Standards
internal import TLSWire

extension Standards {
    /// Ids as `explain` takes them.
    var ids: [String] { policies.map { "policy:\($0.id)" } + (grade?.rows ?? []).map { "grade:\($0.id)" } }
}

extension Explain {
    /// A policy with its rules, or a row of the rating; nil for another id.
    static func text(_ id: String, in standards: Standards) -> String? {
        if id.hasPrefix("policy:") { return standards.policy(String(id.dropFirst(7))).map(policy) }
        guard id.hasPrefix("grade:"), let table = standards.grade else { return nil }
        return table.rows.first { $0.id == String(id.dropFirst(6)) }.map { row($0, of: table) }
    }

    private static func policy(_ policy: Policy) -> String {
        let head = page(
            "policy:\(policy.id): \(policy.name), \(policy.edition)",
            [
                ("Source", policy.source), ("In force from", policy.effectiveFrom.description),
                ("Until", policy.until?.description ?? ""),
                ("Not judged", policy.leftOut.joined(separator: "\n")),
            ]
        )
        return ([head] + policy.rules.map(rule)).joined(separator: "\n\n")
    }

    private static func rule(_ rule: PolicyRule) -> String {
        let subject = rule.subject.words
        let versions =
            rule.versions.isEmpty ? "" : " in \(rule.versions.map(\.title).joined(separator: ", "))"
        let levels = PolicyLevel.allCases.map { level in
            (level.title, (rule.listed[level] ?? []).joined(separator: ", "))
        }
        let numbers = [
            ("Minimum", rule.minimum), ("Maximum", rule.maximum), ("Recommended", rule.recommendedMaximum),
        ]
        .map { ($0.0, $0.1.map { "\($0)" } ?? "") }
        return page(
            "\(rule.id): \(subject)\(versions)",
            levels + numbers + [
                ("Others", rule.others == .notListed ? "" : rule.others.rawValue),
                ("From", rule.from?.description ?? ""),
                (
                    "Until",
                    rule.until.map { "\($0)\(rule.after.map { ", then \($0.rawValue)" } ?? "")" } ?? ""
                ),
                ("Clause", rule.clause),
            ]
        )
    }

    private static func row(_ row: GradeRow, of table: GradeTable) -> String {
        page(
            "grade:\(row.id): \(row.text)",
            [
                ("Effect", row.effect.words), ("From", "\(row.from), guide \(row.edition)"),
                ("Until", row.until?.description ?? ""), ("Published", row.citation), ("Rules", table.source),
                ("Note", "the rating is not a grade of SSL Labs"),
            ]
        )
    }
}

extension PolicyLevel {
    fileprivate var title: String {
        switch self {
        case .required: "Required"
        case .recommended: "Recommended"
        case .allowed: "Allowed"
        case .notListed: "Not listed"
        case .phaseOut: "To phase out"
        case .forbidden: "Forbidden"
        }
    }
}
