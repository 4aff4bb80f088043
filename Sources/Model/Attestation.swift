// SPDX-License-Identifier: Apache-2.0

/// How well an attestation is backed, weakest first.
package enum EvidenceGrade: String, Codable, Sendable, CaseIterable {
    /// A claim by nobody in particular.
    case e0 = "E0"
    /// Signed by a named role.
    case e1 = "E1"
    /// A document with reference and hash.
    case e2 = "E2"
    /// An artefact that the daemon can check itself.
    case e3 = "E3"
    /// Independently tested, with a report of the last twelve months.
    case e4 = "E4"
}

extension EvidenceGrade: Comparable {
    package static func < (left: EvidenceGrade, right: EvidenceGrade) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A staff member's answer to one item Q1…Q46.
package struct Attestation: Hashable, Codable, Sendable {
    package enum Answer: String, Codable, Sendable { case yes, partly, no }

    /// The item, `Q1` … `Q46`.
    package let item: String
    /// Whom it speaks for: a mission, or the ministry.
    package let subject: Subject
    package let answer: Answer
    package let owner: String?
    package let date: CalendarDay
    /// The last day on which it counts.
    package let validUntil: CalendarDay
    package let grade: EvidenceGrade
    /// A document reference, a path or a URL; nil where none was given.
    package let evidence: String?
    /// SHA-256 of the evidence, 64 lower-case hex digits; nil where none was given.
    package let sha256: String?
    package let note: String?
    /// What signs the evidence; nil where nothing does.
    package let signature: EvidenceSigning?

    package init(
        item: String,
        subject: Subject,
        answer: Answer,
        owner: String?,
        date: CalendarDay,
        validUntil: CalendarDay,
        grade: EvidenceGrade,
        evidence: String?,
        sha256: String?,
        note: String?,
        signature: EvidenceSigning? = nil
    ) {
        self.item = item
        self.subject = subject
        self.answer = answer
        self.owner = owner
        self.date = date
        self.validUntil = validUntil
        self.grade = grade
        self.evidence = evidence
        self.sha256 = sha256
        self.note = note
        self.signature = signature
    }

    /// The same where it is dated no later than the day.
    package func given(by day: CalendarDay) -> Attestation {
        Attestation(
            item: item,
            subject: subject,
            answer: answer,
            owner: owner,
            date: min(date, day),
            validUntil: validUntil,
            grade: grade,
            evidence: evidence,
            sha256: sha256,
            note: note,
            signature: signature
        )
    }

    package func isValid(on day: CalendarDay) -> Bool { date <= day && day <= validUntil }
}
