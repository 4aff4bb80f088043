// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// Which attestation speaks for one item and one subject on one day.
struct AttestationReading {
    let item: AttestationItem
    let subject: Subject
    /// Nil where nobody attested it.
    let attestation: Attestation?
    private let answeredState: AttestationStanding.State
    /// What its evidence is worth; nil where nobody attested it.
    let backing: Backing?
    /// The day of the answer where that is not *yes*; where nothing counts, the first day on which somebody answered
    /// so, because an answer that has run out makes nothing better; nil where nobody did.
    private let answeredSince: CalendarDay?
    /// What the findings say to a *yes*.
    var confrontation = Confrontation()
    /// Whether it counts, and its last day is near.
    private let isEnding: Bool

    /// The subjects that each item is put to, with what was answered, in the order of the items.
    static func all(
        _ items: [AttestationItem],
        in estate: Estate,
        artefacts: ArtefactSightings,
        noticeDays: Int,
        on day: CalendarDay
    ) -> [AttestationReading] {
        let answers = Dictionary(grouping: estate.attestations, by: \.item)
        let missions = Set(estate.missions.map(\.id)).sorted().map(Subject.mission)
        return items.flatMap { item in
            let given = Dictionary(grouping: answers[item.id] ?? [], by: \.subject)
            return subjects(of: item, missions: missions, given: given).map { subject in
                // What the ministry attests as a whole holds for a mission that says nothing itself.
                let own = given[subject] ?? []
                let general = subject == .ministry ? [] : given[.ministry] ?? []
                let candidates = [newest(own, on: day), newest(general, on: day)].compactMap { $0 }
                let attestation = candidates.first { $0.isValid(on: day) } ?? candidates.first
                return AttestationReading(
                    item: item,
                    subject: subject,
                    attestation: attestation,
                    backing: attestation.map(artefacts.backing),
                    others: own + general,
                    noticeDays: noticeDays,
                    on: day
                )
            }
        }
    }

    private init(
        item: AttestationItem,
        subject: Subject,
        attestation: Attestation?,
        backing: Backing?,
        others: [Attestation],
        noticeDays: Int,
        on day: CalendarDay
    ) {
        self.item = item
        self.subject = subject
        self.attestation = attestation
        self.backing = backing
        let state = Self.state(of: attestation, backing, on: day)
        let left = (attestation?.validUntil ?? day).daysSince1970 - day.daysSince1970
        isEnding = (state == .counted || state == .unbacked) && left <= noticeDays
        answeredState = state
        answeredSince =
            state == .counted
            ? attestation.flatMap { $0.answer == .yes ? nil : $0.date }
            : others.filter { $0.answer != .yes && $0.date <= day }.map(\.date).min()
    }

    var state: AttestationStanding.State {
        isValidYes && !confrontation.failing.isEmpty ? .contradicted : answeredState
    }

    /// Whether somebody says *yes* today, contradicted or not and whatever the evidence.
    var isValidYes: Bool {
        attestation?.answer == .yes && (answeredState == .counted || answeredState == .unbacked)
    }

    /// When what it denies began: what was measured where that contradicts it, else by staff's own words.
    var openSince: Date? { state == .contradicted ? confrontation.since : answeredSince?.start }

    /// The earliest that it may have begun, with what was not seen.
    var possibleSince: Date? {
        [answeredSince?.start, confrontation.since, confrontation.unseenSince].compactMap { $0 }.min()
    }

    /// Whether the answer counts as knowledge.
    var isEstablished: Bool { state == .counted || state == .contradicted }

    var standing: AttestationStanding {
        AttestationStanding(
            item: item.id,
            subject: subject,
            state: state,
            attestation: attestation,
            countsAs: backing?.grade,
            backing: backing?.state,
            remark: backing?.reason,
            contradictedBy: state == .contradicted ? confrontation.failing.sorted() : nil,
            endsSoon: isEnding
        )
    }

    /// An item for the ministry is put to a mission too once somebody has answered it for that mission.
    private static func subjects(
        of item: AttestationItem,
        missions: [Subject],
        given: [Subject: [Attestation]]
    ) -> [Subject] {
        switch item.scope {
        case .ministry: [.ministry] + missions.filter { given[$0] != nil }
        case .mission: missions.isEmpty ? [.ministry] : missions
        }
    }

    private static func state(
        of attestation: Attestation?,
        _ backing: Backing?,
        on day: CalendarDay
    ) -> AttestationStanding.State {
        guard let attestation, let backing else { return .missing }
        if day < attestation.date { return .notYetValid }
        if attestation.validUntil < day { return .expired }
        // That something does not hold is believed of anybody; that it holds is not.
        return backing.grade == .e0 && attestation.answer != .no ? .unbacked : .counted
    }

    /// The valid one of the newest date, else the newest; nil for none.
    private static func newest(_ attestations: [Attestation], on day: CalendarDay) -> Attestation? {
        attestations.max { left, right in
            let isValid = [left, right].map { $0.isValid(on: day) }
            if isValid[0] != isValid[1] { return isValid[1] }
            if left.date != right.date { return left.date < right.date }
            return order(left).lexicographicallyPrecedes(order(right))
        }
    }

    /// Settles which of two attestations of one day counts: the longer one, then the more pessimistic one, so that
    /// the order of files decides nothing.
    private static func order(_ attestation: Attestation) -> [String] {
        let answer: String =
            switch attestation.answer {
            case .yes: "0"
            case .partly: "1"
            case .no: "2"
            }
        return [
            attestation.validUntil.description, answer, attestation.grade.rawValue, attestation.owner ?? "",
            attestation.evidence ?? "", attestation.sha256 ?? "", attestation.note ?? "",
        ]
    }
}

/// What the findings say to a *yes*.
struct Confrontation {
    /// The failures that contradict it.
    var failing: Set<FindingKey> = []
    /// What might contradict it and could not be seen.
    var unseen: Set<FindingKey> = []
    /// When the first of those that fail began to; nil where none does.
    var since: Date?
    /// When the first of those that were not seen began to fail; nil where none ever did.
    var unseenSince: Date?

    mutating func absorb(_ other: Confronting) {
        if other.isSeen {
            failing.insert(other.key)
            since = [since, other.since].compactMap { $0 }.min()
        } else {
            unseen.insert(other.key)
            unseenSince = [unseenSince, other.since].compactMap { $0 }.min()
        }
    }
}

/// A finding of a check that contradicts an item: a failure, or one that could not be established.
struct Confronting {
    let key: FindingKey
    /// The mission that it stands at; nil for the ministry.
    let mission: String?
    /// Nil for one that could not be established.
    let level: String?
    let since: Date?

    var isSeen: Bool { level != nil }
}

extension AttestationItem {
    /// The band up to which an answer leaves room, from the worst band that the item stands for; nil where the
    /// answer is good enough to leave none.
    ///
    /// E1 leaves one band less than the worst, E2 two, E3 and E4 nothing.
    static func upperBand(worst: Band, grade: EvidenceGrade) -> Band? {
        switch grade {
        case .e0: worst
        case .e1: worst.raised(by: -1)
        case .e2: worst.raised(by: -2)
        case .e3, .e4: nil
        }
    }
}
