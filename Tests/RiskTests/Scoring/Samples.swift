// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk

/// Small inputs for the scoring tests.
enum Samples {
    static let now = CalendarDay("2026-11-23")?.start ?? .distantPast

    static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(.distantPast) }

    static func daysAgo(_ days: Double) -> Date { now.addingTimeInterval(-days * 86400) }

    static func endpoint(
        _ id: String,
        role: Role = .other,
        mission: String? = nil,
        criticality: Criticality? = nil
    ) -> Endpoint {
        Endpoint(
            id: id,
            host: id,
            port: 443,
            service: .https,
            role: role,
            mission: mission,
            criticality: criticality ?? role.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }

    static func mission(_ id: String) -> Mission {
        Mission(id: id, name: id, region: nil, languages: [], owner: nil)
    }

    static func fail(
        _ check: String,
        _ subject: Subject,
        _ level: String = "bad",
        firstFailed: Date? = nil
    ) -> TrackedFinding {
        let verdict = Verdict.fail(level: level, seen: "seen", expected: "expected")
        return tracked(
            Finding(check: check, subject: subject, verdict: verdict),
            firstFailed: firstFailed ?? now
        )
    }

    static func pass(_ check: String, _ subject: Subject) -> TrackedFinding {
        tracked(Finding(check: check, subject: subject, verdict: .pass), firstFailed: nil)
    }

    static func unknown(_ check: String, _ subject: Subject, firstFailed: Date? = nil) -> TrackedFinding {
        let reason = Unestablished(phase: .connect, reason: "refused", attempts: 1)
        let finding = Finding(check: check, subject: subject, verdict: .unknown(because: reason))
        return tracked(finding, firstFailed: firstFailed)
    }

    /// Failed, and clean since; `measured` is the last verdict.
    static func mended(
        _ check: String,
        _ subject: Subject,
        _ level: String = "bad",
        measured: Verdict = .pass,
        firstFailed: Date? = nil,
        clean: Date = now
    ) -> TrackedFinding {
        let failure = Verdict.fail(level: level, seen: "seen", expected: "expected")
        return tracked(
            Finding(check: check, subject: subject, verdict: measured),
            firstFailed: firstFailed ?? now,
            mended: Mended(failure: failure, clean: clean)
        )
    }

    static func tracked(
        _ finding: Finding,
        firstFailed: Date?,
        mended: Mended? = nil,
        turns: [Date] = []
    ) -> TrackedFinding {
        TrackedFinding(
            number: 1,
            finding: finding,
            since: firstFailed ?? now,
            firstFailed: firstFailed,
            lastSeen: now,
            reopened: 0,
            mended: mended,
            turns: turns
        )
    }

    static func attestation(
        _ item: String,
        _ answer: Attestation.Answer,
        _ grade: EvidenceGrade = .e3,
        subject: Subject = .ministry,
        date: String = "2026-11-23",
        validUntil: String = "2027-05-01"
    ) -> Attestation {
        Attestation(
            item: item,
            subject: subject,
            answer: answer,
            owner: "CISO",
            date: day(date),
            validUntil: day(validUntil),
            grade: grade,
            evidence: proof,
            sha256: "00",
            note: nil
        )
    }

    /// Where the evidence of every sample lies.
    static let proof = "/proof"
    /// It lies there, and is what was attested.
    static let artefacts = ArtefactSightings([proof: .found(sha256: "00")])

    static func acceptance(
        _ id: String,
        _ check: String,
        _ subject: Subject,
        approved: String = "2026-11-01",
        expires: String = "2026-12-31",
        role: String? = nil
    ) -> Acceptance {
        Acceptance(
            id: id,
            check: check,
            subject: subject,
            reason: "a replacement is on its way",
            compensatingControl: nil,
            approver: "N. N.",
            approverRole: role,
            ticket: nil,
            approved: day(approved),
            expires: day(expires)
        )
    }

    static func dispute(
        _ id: String,
        _ outcome: Dispute.Decision.Outcome? = nil,
        check: String = "steps",
        subject: Subject = .endpoint("www.paris.example"),
        raised: String = "2026-11-01",
        decided: String = "2026-11-10",
        until: String = "2027-05-01"
    ) -> Dispute {
        Dispute(
            id: id,
            check: check,
            subject: subject,
            evidence: "a recording",
            sha256: nil,
            owner: "IT",
            raised: day(raised),
            decision: outcome.map {
                Dispute.Decision(
                    outcome: $0,
                    by: "CISO",
                    on: day(decided),
                    reason: "seen",
                    until: $0 == .upheld ? day(until) : nil
                )
            }
        )
    }

    /// Checks `mild`, `steps`, `grave` and `silent` in the category `attack`, `narrow` in `reach`.
    static func model(
        rule: LikelihoodRule = .nist,
        scenarios: [Scenario] = [],
        attestations: [AttestationItem] = [],
        adding more: [CheckRule] = []
    ) -> RiskModel {
        func check(_ id: String, _ category: String, _ initiation: Band, _ levels: [RuledLevel]) -> CheckRule
        {
            CheckRule(
                id: id,
                category: category,
                affects: [.confidentiality],
                initiation: initiation,
                levels: levels,
                easeOfReach: 0.5
            )
        }
        let checks = [
            check("mild", "attack", .moderate, [RuledLevel("bad", .low)]),
            check("steps", "attack", .high, [RuledLevel("some", .low), RuledLevel("bad", .high)]),
            check("grave", "attack", .high, [RuledLevel("bad", .veryHigh)]),
            check("silent", "attack", .high, []),
            check("narrow", "reach", .veryHigh, [RuledLevel("bad", .veryLow)]),
        ]
        return RiskModel(
            name: "sample",
            version: "1",
            sha256: "00",
            likelihoodRule: rule,
            categories: [
                RiskCategory(id: "attack", title: "Attack", isCore: true, initiation: .high),
                RiskCategory(id: "reach", title: "Reach", isCore: true, initiation: .veryHigh),
            ],
            scenarios: scenarios,
            attestations: attestations,
            checks: Dictionary((checks + more).map { ($0.id, $0) }) { first, _ in first }
        )
    }

    static func item(
        _ id: String,
        partly: Band = .low,
        no: Band = .high,
        scope: AttestationScope = .ministry,
        contradictions: [Contradiction] = []
    ) -> AttestationItem {
        AttestationItem(
            id: id,
            category: "attack",
            question: "Is it so?",
            evidence: "a document",
            grade: .e3,
            scope: scope,
            affects: [.confidentiality],
            initiation: .high,
            partly: partly,
            no: no,
            contradictions: contradictions
        )
    }
}

extension Subject {
    /// The address 192.0.2.n of an endpoint.
    static func sample(_ endpoint: String, _ number: UInt8) -> Subject {
        Subject(scope: .address, name: "\(endpoint)@192.0.2.\(number)")
    }
}

extension Posture {
    func category(_ id: String) -> Assessment? { categories.first { $0.id == id }?.assessment }

    func item(_ check: String) -> RiskItem? { items.first { $0.key.check == check } }
}
