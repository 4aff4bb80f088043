// SPDX-License-Identifier: Apache-2.0
import Model

/// The findings as a table for spreadsheets, one row each, described in Docs/formats.md.
package enum CSVReport {
    package static let path = "findings.csv"

    package static func render(_ document: ReportDocument, emit: ReportEmitter) throws {
        let index = ExportIndex(document)
        var buffer = PieceBuffer(path: path)
        buffer.append { CSVTable.write(columns.map { .text($0.name) }, onto: &$0) }
        for tracked in index.findings {
            let finding = ExportedFinding(tracked, in: index)
            buffer.append { CSVTable.write(columns.lazy.map { $0.cell(finding) }, onto: &$0) }
            try buffer.pass(to: emit)
        }
        try buffer.finish(to: emit)
    }
}

extension CSVReport {
    /// One column.
    struct Column: Sendable {
        let name: String
        let cell: @Sendable (ExportedFinding) -> CSVCell

        init(_ name: String, _ cell: @escaping @Sendable (ExportedFinding) -> CSVCell) {
            self.name = name
            self.cell = cell
        }
    }

    /// In their order; names are never reused for something else.
    package static var columnNames: [String] { columns.map(\.name) }

    static let columns = identity + state + risk + course + decisions + treatment

    private static let identity = [
        Column("cycle") { .integer(Int($0.index.document.cycle.id)) },
        Column("finding_id") { .text($0.id) },
        Column("check") { .text($0.key.check) },
        Column("title") { .text($0.index.title(of: $0.key.check)) },
        Column("category") { .text($0.category) },
        Column("scenarios") { .text($0.item?.scenarios.joined(separator: " ")) },
        Column("scope") { .text($0.subject.scope.rawValue) },
        Column("subject") { .text($0.subject.name) },
        Column("place") { .text($0.index.place(of: $0.subject)) },
        Column("mission") { .text($0.index.mission(of: $0.subject)) },
        Column("criticality") { finding in
            let endpoint = finding.subject.endpointID.flatMap(finding.index.endpoint)
            return .text(endpoint?.criticality.worst(of: Objective.allCases).rawValue)
        },
    ]

    private static let state = [
        Column("state") { .text($0.verdict.state.rawValue) },
        Column("open") { .text($0.tracked.isOpen ? "yes" : "no") },
        Column("level") { .text($0.failure?.level) },
        Column("seen") { .text($0.seen) },
        Column("expected") { .text($0.expected) },
        Column("reason") { .text($0.reason) },
    ]

    private static let risk = [
        Column("band") { .text($0.open?.band.rawValue) },
        Column("value") { .number($0.open?.estimate.point) },
        Column("low") { .number($0.item?.estimate.low) },
        Column("high") { .number($0.item?.estimate.high) },
        Column("likelihood") { .text($0.open?.likelihood.rawValue) },
        Column("impact") { .text($0.open?.impact.rawValue) },
    ]

    private static let course = [
        Column("first_failed") { .text($0.firstFailed.map(Instant.rfc3339)) },
        Column("since") { .text(Instant.rfc3339($0.tracked.since)) },
        Column("last_seen") { .text(Instant.rfc3339($0.tracked.lastSeen)) },
        Column("age_days") { .integer($0.ageInDays) },
        Column("due") { .text($0.open?.due?.description) },
        Column("overdue") { finding in
            .text(finding.open.map { $0.isOverdue(on: finding.index.today) ? "yes" : "no" })
        },
        Column("mended_since") { .text($0.tracked.mended.map { Instant.rfc3339($0.clean) }) },
        Column("closed") { .text($0.tracked.closed.map(Instant.rfc3339)) },
        Column("reopened") { .integer($0.tracked.reopened) },
        Column("flaps") { .integer($0.item?.flapping?.changes) },
    ]

    private static let decisions = [
        Column("acceptance") { .text($0.item?.acceptance) },
        Column("acceptance_expires") { .text($0.acceptance?.acceptance.expires.description) },
        Column("disputes") { finding in
            .text(
                finding.index.disputes(about: finding.key)
                    .map { "\($0.dispute.id) (\($0.state.rawValue))" }.joined(separator: "; ")
            )
        },
    ]

    private static let treatment = [
        Column("evidence_sha256") { .text($0.evidenceSHA256) },
        Column("controls") { finding in
            .text(
                finding.check?.controls.sorted { $0.key < $1.key }
                    .map { "\($0.key): \($0.value.joined(separator: ", "))" }.joined(separator: "; ")
            )
        },
        Column("remedy") { .text($0.index.remedy(for: $0.key.check)) },
        Column("effort") { .text($0.check?.effort) },
        Column("classification") { .text($0.index.document.classification) },
    ]
}
