// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// What became of a risk, oldest first.
extension OSCALRegister {
    private struct Entry {
        let title: String
        let description: String?
        let start: String
        let status: String?
        /// The role and the party that it was done by; nil for the program.
        let by: (OSCALRole, String)?
    }

    /// Nil where nothing is known of its course.
    func log(_ finding: ExportedFinding) -> JSONValue? {
        let entries = (course(of: finding) + acceptances(of: finding) + disputes(of: finding))
            .enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
        guard !entries.isEmpty else { return nil }
        return [
            "entries": .array(
                entries.map { entry in
                    .members([
                        "uuid": .string(
                            context.identity.uuid(
                                "log",
                                finding.key.check,
                                finding.subject.description,
                                entry.title,
                                entry.start
                            )
                        ),
                        "title": .string(OSCALText.markup(entry.title)),
                        "description": .text(entry.description.map(OSCALText.markup)),
                        "start": .string(entry.start),
                        "logged-by": entry.by.map { role, party in
                            [["party-uuid": .string(party), "role-id": .string(role.rawValue)]]
                        },
                        "status-change": .text(entry.status),
                    ])
                }
            )
        ]
    }

    private func course(of finding: ExportedFinding) -> [Entry] {
        let tracked = finding.tracked
        func entry(_ title: String, _ start: Date?, _ status: String, _ words: String? = nil) -> Entry? {
            start.map {
                Entry(title: title, description: words, start: Instant.rfc3339($0), status: status, by: nil)
            }
        }
        return [
            entry("First failure", finding.firstFailed, "open"),
            entry(
                "Failed again",
                tracked.lastReopened,
                "open",
                "\(Words.count(tracked.reopened, .time)) after it was closed"
            ),
            entry("Measured clean once", tracked.mended?.clean, "remediating", "It waits to be confirmed."),
            entry("Closed", tracked.closed, "closed", "Two clean measurements"),
        ]
        .compactMap(\.self)
    }

    /// The beginning of a day; what was decided before the first failure bears on it from then on.
    private func start(_ day: CalendarDay, of finding: ExportedFinding) -> String {
        max(Instant.rfc3339(startOf: day), finding.firstFailed.map(Instant.rfc3339) ?? "")
    }

    private func acceptances(of finding: ExportedFinding) -> [Entry] {
        finding.index.acceptances(about: finding.key).flatMap { standing -> [Entry] in
            let acceptance = standing.acceptance
            let approver = (OSCALRole.approver, context.person(acceptance.approver))
            let counts = standing.state == .inForce
            let approval = Entry(
                title: "Accepted: \(acceptance.id)",
                description:
                    "\(ExportText.line(acceptance.reason)) (until \(acceptance.expires); \(standing.state.rawValue))",
                start: start(acceptance.approved, of: finding),
                status: counts || standing.state == .expired ? "deviation-approved" : "deviation-requested",
                by: approver
            )
            guard standing.state == .expired else { return [approval] }
            let end = Entry(
                title: "Acceptance expired: \(acceptance.id)",
                description: nil,
                start: Instant.rfc3339(endOf: acceptance.expires),
                status: "open",
                by: nil
            )
            return [approval, end]
        }
    }

    private func disputes(of finding: ExportedFinding) -> [Entry] {
        finding.index.disputes(about: finding.key).flatMap { standing -> [Entry] in
            let dispute = standing.dispute
            guard standing.state != .notYetRaised else { return [] }
            let raised = Entry(
                title: "Disputed: \(dispute.id)",
                description: dispute.evidence,
                start: start(dispute.raised, of: finding),
                status: "deviation-requested",
                by: (.disputant, context.person(dispute.owner))
            )
            guard standing.state != .underReview, let decision = dispute.decision else { return [raised] }
            let decided = Entry(
                title: "Dispute \(decision.outcome.rawValue): \(dispute.id)",
                description: decision.reason,
                start: start(decision.on, of: finding),
                status: decision.outcome == .upheld ? "deviation-approved" : "open",
                by: (.judge, context.person(decision.by))
            )
            return [raised, decided]
        }
    }
}
