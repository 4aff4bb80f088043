// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// The findings by number with the identifiers that they are referred to by, each made once.
struct OSCALRegister: Sendable {
    let context: OSCALContext
    /// Of findings and of what is attested, in the order of the index.
    let observations: [String]
    let risks: [String]
    /// The numbers of what is a risk: open, or closed since the report before.
    let risky: [Int]
    /// By number, 1 for the worst that nobody bears; nil for the rest.
    let priorities: [Int?]

    init(_ context: OSCALContext) {
        self.context = context
        let findings = context.index.findings
        observations = findings.map { context.observation($0.finding.key) }
        risks = findings.map { context.risk($0.finding.key) }
        let since = context.document.previous?.asOf
        risky = findings.indices.filter { number in
            findings[number].isOpen
                || findings[number].closed.map { closed in since.map { $0 < closed } ?? true } == true
        }
        let ranked = risky.compactMap { number -> (number: Int, item: RiskItem)? in
            guard findings[number].isOpen, let item = context.index.item(findings[number].finding.key),
                !item.isBorne
            else { return nil }
            return (number, item)
        }
        .sorted { left, right in
            left.item.estimate.point == right.item.estimate.point
                ? left.item.key < right.item.key : left.item.estimate.point > right.item.estimate.point
        }
        var priorities = [Int?](repeating: nil, count: findings.count)
        for (place, one) in ranked.enumerated() { priorities[one.number] = place + 1 }
        self.priorities = priorities
    }

    func finding(_ number: Int) -> ExportedFinding {
        ExportedFinding(context.index.findings[number], in: context.index)
    }
}
