// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

extension PostureComputation {
    mutating func weighAttestations() {
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
        let worst = weight(of: item.no, for: reading, at: place)
        let worstValue = worst.value(breadth: 1)
        switch (reading.isEstablished, reading.attestation?.answer) {
        case (true, .no):
            addFailure(reading, worst, point: worstValue, high: worstValue, at: place, to: &group)
        case (true, .partly):
            let partly = weight(of: item.partly, for: reading, at: place)
            let point = partly.value(breadth: 1)
            let high = max(point, room(left: reading, below: worst))
            addFailure(reading, partly, point: point, high: high, at: place, to: &group)
        case (true, .yes):
            group.addUnknown(expected: 0, high: room(left: reading, below: worst))
        default:
            group.addUnknown(expected: likelihoodOfFailure * worstValue, high: worstValue)
        }
        return group
    }

    /// Breadth is 1 throughout, as an answer speaks for its whole subject.
    private func weight(of adverseImpact: Band, for reading: AttestationReading, at place: Place) -> Weight {
        scale.weight(
            initiation: reading.item.initiation,
            adverseImpact: adverseImpact,
            impact: place.criticality.worst(of: reading.item.affects),
            easeOfReach: nil,
            failingSince: reading.openSince?.start
        )
    }

    /// The value up to which the answer may still be wrong: the top of the band that its evidence leaves open, and
    /// never more than no answer at all.
    private func room(left reading: AttestationReading, below worst: Weight) -> Double {
        let worstValue = worst.value(breadth: 1)
        guard let grade = reading.attestation?.grade else { return worstValue }
        guard let band = AttestationItem.upperBand(worst: worst.band, grade: grade) else { return 0 }
        return min(worstValue, band.range.upperBound)
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
        group.addFailure(key, point: point, high: high, isAccepted: bearer != nil)
        record(
            key,
            reading.verdict,
            in: group,
            weight: weight,
            estimate: RiskEstimate(low: point, point: point, high: high),
            acceptance: bearer,
            firstFailed: reading.attestation?.date.start
        )
    }
}

extension AttestationReading {
    /// The answer as a verdict of a check with the levels `partly` and `no`.
    var verdict: Verdict {
        guard isEstablished, let attestation else {
            return .unknown(because: Unestablished(phase: .attestation, reason: reason))
        }
        switch attestation.answer {
        case .yes: return .pass
        case .partly, .no:
            let day = "on \(attestation.date)"
            return .fail(
                level: attestation.answer.rawValue,
                seen:
                    "attested '\(attestation.answer.rawValue)' \(day) with evidence of grade \(attestation.grade.rawValue)",
                expected: "'yes' with evidence of grade \(item.grade.rawValue)"
            )
        }
    }

    private var reason: String {
        switch state {
        case .missing: "nobody attested it"
        case .expired: "the attestation is no longer valid"
        case .notYetValid: "the attestation is not valid yet"
        case .unbacked: "the attestation is a claim without a signature or evidence"
        case .counted: "the attestation counts"
        }
    }
}
