// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Acceptance NAME]`: somebody bears the risk of one finding until a day.
enum AcceptanceSection: SectionDefinition {
    /// Days from approval to expiry.
    static let maximumDays = 365

    static let check = Key(
        "Check",
        .identifier,
        isRequired: true,
        summary: "The id of the check that is accepted."
    )
    static let endpoint = Key("Endpoint", .identifier, summary: "The endpoint that it is accepted for.")
    static let mission = Key(
        "Mission",
        .identifier,
        summary: "The mission whose endpoints it is accepted for."
    )
    static let domain = Key("Domain", .domain, summary: "The domain that it is accepted for.")
    static let reason = Key("Reason", .text, isRequired: true, summary: "Why the risk is borne.")
    static let compensatingControl = Key(
        "CompensatingControl",
        .text,
        summary: "What makes the risk smaller in the meantime."
    )
    static let approver = Key("Approver", .text, isRequired: true, summary: "The person who bears the risk.")
    static let approverRole = Key("ApproverRole", .text, summary: "The office of that person.")
    static let ticket = Key("Ticket", .text, summary: "The ticket under which the mending is planned.")
    static let approved = Key(
        "Approved",
        .day,
        isRequired: true,
        summary: "The first day on which it counts."
    )
    static let expires = Key(
        "Expires",
        .day,
        isRequired: true,
        summary: "The last day on which it counts, at most 365 days after Approved."
    )

    static let kind = SectionKind(
        "Acceptance",
        .named(example: "paris-old-tls"),
        keys: [
            check.description, endpoint.description, mission.description, domain.description,
            reason.description, compensatingControl.description, approver.description,
            approverRole.description, ticket.description, approved.description, expires.description,
        ],
        summary:
            "A risk that somebody bears until a day: out of the residual risk, still in the inherent one."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> Acceptance? {
        let id = reader.takeName(.identifier)
        let check = reader.take(check, in: context.checks)
        let subject = readSubject(&reader, context, "acceptance")
        let reason = reader.take(reason)
        let compensatingControl = reader.take(compensatingControl)
        let approver = reader.take(approver)
        let approverRole = reader.take(approverRole)
        let ticket = reader.take(ticket)
        let approved = reader.take(approved)
        let expires = reader.take(expires)
        if let approved, let expires { checkTerm(approved, expires, &reader, on: context.today) }
        guard let id, let check, let subject, let reason, let approver, let approved, let expires else {
            return nil
        }
        return Acceptance(
            id: id,
            check: check,
            subject: subject,
            reason: reason,
            compensatingControl: compensatingControl,
            approver: approver,
            approverRole: approverRole,
            ticket: ticket,
            approved: approved,
            expires: expires
        )
    }

    /// - Parameter what: how diagnostics call the section.
    static func readSubject(
        _ reader: inout SectionReader,
        _ context: InventoryContext,
        _ what: String
    ) -> Subject? {
        let subjects = [
            reader.take(endpoint, in: context.endpoints).map(Subject.endpoint),
            reader.take(mission, in: context.missions).map(Subject.mission),
            reader.take(domain, in: context.domains).map(Subject.domain),
        ]
        let keys = [endpoint, mission, domain].map(\.description).filter { reader.isSet($0) }
        if keys.isEmpty {
            let message = "\(reader.section.title) says not for whom: set Endpoint=, Mission= or Domain="
            reader.report(.error, message, at: reader.section.header)
        } else if keys.count > 1 {
            let message =
                "only one of Endpoint=, Mission= and Domain= can be set; write one \(what) for each"
            reader.report(.error, message, at: reader.span(of: keys[1]))
        }
        return keys.count == 1 ? subjects.compactMap { $0 }.first : nil
    }

    private static func checkTerm(
        _ approved: CalendarDay,
        _ expires: CalendarDay,
        _ reader: inout SectionReader,
        on today: CalendarDay
    ) {
        let end = reader.span(of: Self.expires.description)
        let latest = approved.adding(days: maximumDays)
        if expires < approved {
            reader.report(.error, "Expires lies before Approved (\(approved))", at: end)
        } else if expires > latest {
            let message = "an acceptance lasts at most \(maximumDays) days, so until \(latest)"
            reader.report(.error, message, at: end)
        } else if expires < today {
            reader.report(.warning, "the acceptance ran out; its finding counts again", at: end)
        } else if approved > today {
            let start = reader.span(of: Self.approved.description)
            reader.report(.warning, "the acceptance begins in the future and does not count yet", at: start)
        }
    }
}
