// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

extension PostureComputation {
    /// Lays each answer against the findings that would contradict a *yes*; they say since when it does not hold.
    private mutating func confront() {
        let spokenFor = spokenFor
        for position in readings.indices {
            let reading = readings[position]
            for contradiction in reading.item.contradictions {
                for finding in confronting[contradiction.check] ?? []
                where Self.speaks(reading, for: finding.mission, besides: spokenFor)
                    && finding.level.map(contradiction.isMet) ?? true
                {
                    readings[position].confrontation.absorb(finding)
                }
            }
        }
    }

    /// Whether an answer is about what belongs to a mission, nil being the ministry's own: the ministry speaks for
    /// all missions that do not speak for themselves.
    private static func speaks(
        _ reading: AttestationReading,
        for mission: String?,
        besides spokenFor: Set<FindingKey>
    ) -> Bool {
        guard reading.subject == .ministry else { return mission == reading.subject.name }
        guard let mission else { return true }
        return !spokenFor.contains(FindingKey(check: reading.item.id, subject: .mission(mission)))
    }

    /// The items that missions answer themselves.
    private var spokenFor: Set<FindingKey> {
        Set(
            readings.filter { $0.subject != .ministry }.map {
                FindingKey(check: $0.item.id, subject: $0.subject)
            }
        )
    }

    mutating func weighAttestations() {
        confront()
        var counts: [String: VerdictCount] = [:]
        for reading in readings { counts[reading.item.id, default: VerdictCount()].add(reading.verdict) }
        for reading in readings {
            guard let place = index.place(of: reading.subject) else { continue }
            let likelihood = counts[reading.item.id]?.likelihoodOfFailure ?? 0.5
            weigh(.attestation(reading, place, likelihoodOfFailure: likelihood))
        }
    }

    mutating func weighed(
        _ reading: AttestationReading,
        at place: Place,
        likelihoodOfFailure: Double
    ) -> WeighedGroup {
        let item = reading.item
        var group = WeighedGroup(
            category: item.category,
            scenarios: scenarios(ofAttestation: item.id),
            place: place,
            isAttested: true
        )
        guard !settled.contains(FindingKey(check: item.id, subject: reading.subject)) else {
            group.coverage = Coverage(established: 1, applicable: 1)
            return group
        }
        group.coverage = Coverage(established: reading.isEstablished ? 1 : 0, applicable: 1)
        let worst = weight(of: item.no, for: reading, at: place, since: reading.openSince)
        let worstValue = worst.value(breadth: 1)
        let possible = max(
            worstValue,
            weight(of: item.no, for: reading, at: place, since: reading.possibleSince).value(breadth: 1)
        )
        switch (reading.isEstablished, reading.weighedAnswer) {
        case (true, .no):
            let high = reading.state == .contradicted ? possible : worstValue
            addFailure(reading, worst, point: worstValue, high: high, at: place, to: &group)
        case (true, .partly):
            let partly = weight(of: item.partly, for: reading, at: place, since: reading.openSince)
            let point = partly.value(breadth: 1)
            let high = max(point, room(left: reading, below: worst))
            addFailure(reading, partly, point: point, high: high, at: place, to: &group)
        case (true, .yes):
            // What could contradict it and was not seen leaves all of it open.
            let isSeen = reading.confrontation.unseen.isEmpty
            let high = isSeen ? room(left: reading, below: worst) : possible
            addOpen(reading, worst, expected: 0, high: high, isSeen: isSeen, at: place, to: &group)
        default:
            let expected = likelihoodOfFailure * worstValue
            addOpen(reading, worst, expected: expected, high: possible, isSeen: false, at: place, to: &group)
        }
        return group
    }

    /// What an answer leaves open.
    private mutating func addOpen(
        _ reading: AttestationReading,
        _ worst: Weight,
        expected: Double,
        high: Double,
        isSeen: Bool,
        at place: Place,
        to group: inout WeighedGroup
    ) {
        let key = FindingKey(check: reading.item.id, subject: reading.subject)
        let bearer = high > 0 ? ledger.bearer(ofOpen: key, at: place, worst: worst.bandWhenNew) : nil
        if !isSeen {
            ledger.cannotSee(key, at: place)
            if bearer == nil, reading.isValidYes { notePossiblyOverdue(reading, key, at: place) }
        }
        group.addUnknown(expected: expected, high: high, isAccepted: bearer != nil)
    }

    /// Breadth is 1 throughout, as an answer speaks for its whole subject.
    private func weight(
        of adverseImpact: Band,
        for reading: AttestationReading,
        at place: Place,
        since start: Date?
    ) -> Weight {
        scale.weight(
            initiation: reading.item.initiation,
            adverseImpact: adverseImpact,
            impact: place.criticality.worst(of: reading.item.affects),
            easeOfReach: nil,
            failingSince: start
        )
    }

    /// The value up to which the answer may still be wrong: the top of the band that its evidence leaves open, and
    /// never more than no answer at all.
    private func room(left reading: AttestationReading, below worst: Weight) -> Double {
        let worstValue = worst.value(breadth: 1)
        guard let grade = reading.backing?.grade else { return worstValue }
        guard let band = AttestationItem.upperBand(worst: worst.band, grade: grade) else { return 0 }
        return min(worstValue, band.range.upperBound)
    }

    /// What contradicts an answer and was not seen may be overdue for longer than what is known to contradict it.
    private mutating func notePossiblyOverdue(
        _ reading: AttestationReading,
        _ key: FindingKey,
        at place: Place
    ) {
        let start = reading.possibleSince
        let worst = weight(of: reading.item.no, for: reading, at: place, since: start)
        noteOverdue(key, worst, at: place, since: start, isSeen: false)
    }

    private mutating func addFailure(
        _ reading: AttestationReading,
        _ weight: Weight,
        point: Double,
        high: Double,
        at place: Place,
        to group: inout WeighedGroup
    ) {
        let key = FindingKey(check: reading.item.id, subject: reading.subject)
        let bearer = ledger.bearer(of: key, at: place, band: weight.bandWhenNew)
        let start = reading.state == .contradicted ? reading.openSince : reading.attestation?.date.start
        if bearer == nil {
            noteOverdue(key, weight, at: place, since: reading.openSince, isSeen: true)
            if reading.state == .contradicted { notePossiblyOverdue(reading, key, at: place) }
        }
        group.addFailure(key, point: point, high: high, isAccepted: bearer != nil)
        record(
            key,
            reading.verdict,
            in: group,
            weight: weight,
            estimate: RiskEstimate(low: point, point: point, high: high),
            acceptance: bearer,
            firstFailed: start
        )
    }
}

extension AttestationReading {
    /// A contradicted *yes* weighs as a *no*.
    fileprivate var weighedAnswer: Attestation.Answer? {
        state == .contradicted ? .no : attestation?.answer
    }

    /// The answer as a verdict of a check with the levels `partly` and `no`.
    var verdict: Verdict {
        guard isEstablished, let attestation, let backing else {
            return .unknown(because: Unestablished(phase: .attestation, reason: reason))
        }
        switch attestation.answer {
        case .yes where state == .contradicted:
            let keys = confrontation.failing.sorted()
            let first = keys.first.map { "\($0.check) on \($0.subject)" } ?? ""
            let others = keys.count > 1 ? " and \(keys.count - 1) more" : ""
            return .fail(
                level: Attestation.Answer.no.rawValue,
                seen: "attested 'yes' on \(attestation.date), and measured otherwise: \(first)\(others)",
                expected: "findings that bear the 'yes' out"
            )
        case .yes: return .pass
        case .partly, .no:
            let answer = attestation.answer.rawValue
            return .fail(
                level: answer,
                seen:
                    "attested '\(answer)' on \(attestation.date) with evidence of grade \(backing.grade.rawValue)",
                expected: "'yes' with evidence of grade \(item.grade.rawValue)"
            )
        }
    }

    private var reason: String {
        switch state {
        case .missing: "nobody attested it"
        case .expired: "the attestation is no longer valid"
        case .notYetValid: "the attestation is not valid yet"
        case .unbacked where backing?.state == .forged:
            "the evidence does not bear the signature of its key"
        case .unbacked where backing?.state == .differs: "the evidence is not what was attested"
        case .unbacked: "the attestation is a claim without a signature or evidence"
        case .counted, .contradicted: "the attestation counts"
        }
    }
}
