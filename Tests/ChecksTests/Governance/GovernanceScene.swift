// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model

/// Decisions of a ministry with one mission, judged without any fact.
struct GovernanceScene {
    static let paris = Subject.mission("paris")
    static let www = FindingKey(check: "web.hsts-missing", subject: .endpoint("www"))
    static let mail = FindingKey(check: "mail.spf-missing", subject: .domain("mfa.example"))

    var answers: [ConfrontedAnswer] = []
    var lapsed: [LapsedAcceptance] = []
    var overdue: [OverdueFinding] = []

    private static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(.distantPast) }

    func answering(
        _ item: String,
        _ answer: Attestation.Answer = .yes,
        _ state: AttestationStanding.State = .counted,
        by subject: Subject = .ministry,
        for other: Subject? = nil,
        backing: Backing.State = .verified,
        against contradicting: [FindingKey] = [],
        unseen: [FindingKey] = []
    ) -> GovernanceScene {
        let attestation = Attestation(
            item: item,
            subject: subject,
            answer: answer,
            owner: "CISO",
            date: Self.day("2026-10-01"),
            validUntil: Self.day("2026-11-22"),
            grade: .e3,
            evidence: "/proof",
            sha256: "00",
            note: nil
        )
        var copy = self
        copy.answers.append(
            ConfrontedAnswer(
                standing: AttestationStanding(
                    item: item,
                    subject: other ?? subject,
                    state: state,
                    attestation: attestation,
                    countsAs: .e3,
                    backing: backing
                ),
                contradicting: contradicting,
                unseen: unseen
            )
        )
        return copy
    }

    func lapsing(
        _ id: String,
        of subject: Subject = .ministry,
        failing: [FindingKey] = [],
        unseen: [FindingKey] = []
    ) -> GovernanceScene {
        let acceptance = Acceptance(
            id: id,
            check: Self.www.check,
            subject: Self.www.subject,
            reason: "later",
            compensatingControl: nil,
            approver: "N. N.",
            approverRole: nil,
            ticket: nil,
            approved: Self.day("2026-10-01"),
            expires: Self.day("2026-11-22")
        )
        var copy = self
        copy.lapsed.append(
            LapsedAcceptance(acceptance: acceptance, subject: subject, failing: failing, unseen: unseen)
        )
        return copy
    }

    func late(_ key: FindingKey, of subject: Subject = .ministry, isSeen: Bool = true) -> GovernanceScene {
        let finding = OverdueFinding(key: key, subject: subject, due: Self.day("2026-11-01"), isSeen: isSeen)
        var copy = self
        copy.overdue.append(finding)
        return copy
    }

    func verdict(of check: any Check.Type, on subject: Subject = .ministry) throws -> Verdict {
        let estate = Estate(
            ministry: Ministry(name: "M"),
            missions: [Mission(id: "paris", name: "Paris", region: nil, languages: [], owner: nil)]
        )
        let evidence = RecordedEvidence(estate: estate, measurements: []).weighed(
            Decisions(answers: answers, lapsed: lapsed, overdue: overdue)
        )
        return try check.init(CheckSettings()).verdict(on: evidence, about: subject, at: Scene.now)
    }

    /// What a check says where nothing was weighed.
    static func verdictWithoutDecisions(of check: any Check.Type) throws -> Verdict {
        let evidence = RecordedEvidence(estate: Estate(ministry: Ministry(name: "M")), measurements: [])
        return try check.init(CheckSettings()).verdict(on: evidence, about: .ministry, at: Scene.now)
    }
}
