// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Dispute NAME]`: somebody says that a finding is wrong.
enum DisputeSection: SectionDefinition {
    /// Days from the decision to the last day on which it counts.
    static let maximumDays = 365

    static let check = Key("Check", .identifier, isRequired: true, summary: "The id of the check.")
    static let evidence = Key(
        "Evidence",
        .text,
        isRequired: true,
        summary: "What shows that the finding is wrong: a document's reference or a URL."
    )
    static let sha256 = Key("SHA256", .sha256, summary: "SHA-256 of the evidence.")
    static let owner = Key("Owner", .text, isRequired: true, summary: "Who says so.")
    static let raised = Key("Raised", .day, isRequired: true, summary: "The day on which it was said.")
    static let decision = Key(
        "Decision",
        .oneOf(Dispute.Decision.Outcome.self),
        summary: "upheld: a false positive; rejected: the finding stands; unset: under review."
    )
    static let decidedBy = Key("DecidedBy", .text, summary: "Who decided; not the owner.")
    static let decided = Key("Decided", .day, summary: "The day of the decision.")
    static let reason = Key("Reason", .text, summary: "Why it was decided so.")
    static let until = Key(
        "Until",
        .day,
        summary: "The last day on which an upheld dispute counts, at most 365 days after Decided."
    )

    static let kind = SectionKind(
        "Dispute",
        .named(example: "paris-hsts"),
        keys: [
            check.description, AcceptanceSection.endpoint.description,
            AcceptanceSection.mission.description, AcceptanceSection.domain.description,
            evidence.description, sha256.description, owner.description, raised.description,
            decision.description, decidedBy.description, decided.description, reason.description,
            until.description,
        ],
        summary: "A finding that somebody says is wrong: it counts until somebody else has decided."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> Dispute? {
        let id = reader.takeName(.identifier)
        let check = reader.take(check, in: context.checks)
        let subject = AcceptanceSection.readSubject(&reader, context, "dispute")
        let evidence = reader.take(evidence)
        let sha256 = reader.take(sha256)
        let owner = reader.take(owner)
        let raised = reader.take(raised)
        let decision = readDecision(&reader, owner: owner, raised: raised, on: context.today)
        if let raised, raised > context.today {
            let span = reader.span(of: Self.raised.description)
            reader.report(.error, "Raised lies in the future; today is \(context.today) (UTC)", at: span)
        }
        guard let id, let check, let subject, let evidence, let owner, let raised else { return nil }
        return Dispute(
            id: id,
            check: check,
            subject: subject,
            evidence: evidence,
            sha256: sha256,
            owner: owner,
            raised: raised,
            decision: decision
        )
    }

    /// Nil while it is under review.
    private static func readDecision(
        _ reader: inout SectionReader,
        owner: String?,
        raised: CalendarDay?,
        on today: CalendarDay
    ) -> Dispute.Decision? {
        let outcome = reader.take(decision)
        let by = reader.take(decidedBy)
        let on = reader.take(decided)
        let reason = reader.take(reason)
        let until = reader.take(until)
        checkKeys(of: outcome, &reader)
        if let by, by.lowercased() == owner?.lowercased() {
            let span = reader.span(of: decidedBy.description)
            reader.report(.error, "who disputes a finding cannot decide about it", at: span)
        }
        guard let outcome, let by, let on, let reason else { return nil }
        let span = reader.span(of: decided.description)
        if on > today {
            reader.report(.error, "Decided lies in the future; today is \(today) (UTC)", at: span)
        } else if let raised, on < raised {
            reader.report(.error, "Decided lies before Raised (\(raised))", at: span)
        }
        if outcome == .upheld, let until { checkTerm(on, until, &reader, on: today) }
        return Dispute.Decision(
            outcome: outcome,
            by: by,
            on: on,
            reason: reason,
            until: outcome == .upheld ? until : nil
        )
    }

    /// A decision says who, when and why, and one that clears a finding for how long.
    private static func checkKeys(of outcome: Dispute.Decision.Outcome?, _ reader: inout SectionReader) {
        let always = [decidedBy.description, decided.description, reason.description]
        let needed = outcome == nil ? [] : always + (outcome == .upheld ? [until.description] : [])
        for key in needed where !reader.isSet(key) {
            let span = reader.span(of: decision.description)
            reader.report(.error, "a decision needs \(key.name)=", at: span)
        }
        guard !reader.isSet(decision.description) else { return }
        for key in always + [until.description] where reader.isSet(key) {
            reader.report(.error, "\(key.name) has no meaning without Decision=", at: reader.span(of: key))
        }
    }

    private static func checkTerm(
        _ decided: CalendarDay,
        _ until: CalendarDay,
        _ reader: inout SectionReader,
        on today: CalendarDay
    ) {
        let span = reader.span(of: Self.until.description)
        let latest = decided.adding(days: maximumDays)
        if until < decided {
            reader.report(.error, "Until lies before Decided (\(decided))", at: span)
        } else if until > latest {
            let message = "a decision counts for at most \(maximumDays) days, so until \(latest)"
            reader.report(.error, message, at: span)
        } else if until < today {
            reader.report(.warning, "the decision ran out; its finding counts again", at: span)
        }
    }
}
