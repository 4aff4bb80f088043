// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// One finding where it stands.
struct PlacedFinding {
    let tracked: TrackedFinding
    let place: Place

    /// Of the last measurement.
    var verdict: Verdict { tracked.finding.verdict }
    /// What it is weighed as: a failure stays one until it is confirmed that it was mended.
    var counted: Verdict { tracked.openFailure ?? verdict }
    /// False for what is unknown.
    var isSeen: Bool { verdict.state != .unknown }
    var key: FindingKey { tracked.finding.key }
}

/// What one group is weighed from.
enum GroupOrigin {
    /// One check on one endpoint with all its addresses, or on one wider subject; what failed or is unknown of its class.
    case check(CheckRule, [PlacedFinding], likelihoodOfFailure: Double)
    indirect case attestation(AttestationReading, Place, likelihoodOfFailure: Double)
}

extension PostureComputation {
    /// One check on one endpoint or wider subject.
    private struct GroupKey: Hashable {
        let check: String
        let subject: Subject

        init(_ key: FindingKey, at place: Place) {
            check = key.check
            subject = place.endpoint.map { .endpoint($0.id) } ?? key.subject
        }
    }

    /// Check by check, so that no more than the findings of one are sorted out at a time.
    mutating func weigh(_ findings: [TrackedFinding]) {
        let findings = Self.unique(findings)
        var start = findings.startIndex
        while start < findings.endIndex {
            let check = findings[start].finding.check
            let end = findings[start...].firstIndex { $0.finding.check != check } ?? findings.endIndex
            if let rule = model.checks[check] { weigh(findings[start..<end], by: rule) }
            start = end
        }
    }

    private mutating func weigh(_ findings: ArraySlice<TrackedFinding>, by rule: CheckRule) {
        var count = VerdictCount()
        var members: [[PlacedFinding]] = []
        var positions: [GroupKey: Int] = [:]
        for tracked in findings {
            let key = tracked.finding.key
            guard let place = index.place(of: key.subject) else { continue }
            count.add(tracked.openFailure ?? tracked.finding.verdict)
            let group = GroupKey(key, at: place)
            let position = positions[group] ?? members.endIndex
            if position == members.endIndex {
                members.append([])
                positions[group] = position
            }
            members[position].append(PlacedFinding(tracked: tracked, place: place))
        }
        for group in members {
            weigh(.check(rule, group, likelihoodOfFailure: count.likelihoodOfFailure))
        }
    }

    mutating func weigh(_ origin: GroupOrigin) {
        guard let group = weighed(origin) else { return }
        scopes.add(group)
        guard isKept else { return }
        groups.append(group)
        origins.append(origin)
    }

    /// Nil where it stands nowhere.
    mutating func weighed(_ origin: GroupOrigin) -> WeighedGroup? {
        switch origin {
        case .check(let rule, let members, let likelihood):
            weighed(members, by: rule, likelihoodOfFailure: likelihood)
        case .attestation(let reading, let place, let likelihood):
            weighed(reading, at: place, likelihoodOfFailure: likelihood)
        }
    }

    private func isSettled(_ member: PlacedFinding) -> Bool {
        !settled.isEmpty && settled.contains(member.key)
    }

    /// What is counted of a finding.
    private func verdict(of member: PlacedFinding) -> Verdict {
        isSettled(member) ? .pass : member.counted
    }

    private mutating func weighed(
        _ members: [PlacedFinding],
        by rule: CheckRule,
        likelihoodOfFailure: Double
    ) -> WeighedGroup? {
        guard let place = members.first?.place else { return nil }
        var here = VerdictCount()
        // What counts as failing still may have been measured clean, or not be established any more.
        var seen = VerdictCount()
        for member in members {
            here.add(verdict(of: member), isSeen: member.isSeen)
            seen.add(isSettled(member) ? .pass : member.verdict)
        }
        var group = WeighedGroup(
            category: rule.category,
            scenarios: scenarios(of: rule.id, at: place),
            place: place,
            isAttested: false
        )
        group.coverage = Coverage(established: seen.passes + seen.failures, applicable: seen.applicable)
        for member in members {
            confront(member)
            switch verdict(of: member) {
            case .fail(let level, _, _):
                guard let adverseImpact = rule.adverseImpact(of: level) else { continue }
                weighFailure(member, at: adverseImpact, by: rule, here, into: &group)
            case .unknown:
                ledger.cannotSee(member.key, at: place)
                weighUnknown(member, by: rule, here, likelihoodOfFailure, into: &group)
            case .pass, .notApplicable, .notTested:
                continue
            }
        }
        return group
    }

    /// Keeps what may contradict an answer, settled or not; what is held for a false positive does not.
    ///
    /// Like all that is open, what was mended does until it is confirmed.
    private mutating func confront(_ member: PlacedFinding) {
        guard contradicting.contains(member.key.check) else { return }
        let tracked = member.tracked
        let since: Date?
        switch member.isSeen ? member.counted : member.verdict {
        case .fail:
            guard disputes.clearer(of: member.key, at: member.place) == nil else { return }
            since = tracked.firstFailed ?? tracked.since
        case .unknown: since = tracked.firstFailed
        case .pass, .notApplicable, .notTested: return
        }
        confronting[member.key.check, default: []].append(
            Confronting(
                key: member.key,
                mission: member.place.mission,
                level: member.isSeen ? member.counted.level : nil,
                since: since
            )
        )
    }

    private mutating func weighFailure(
        _ member: PlacedFinding,
        at adverseImpact: Band,
        by rule: CheckRule,
        _ here: VerdictCount,
        into group: inout WeighedGroup
    ) {
        let start = member.tracked.firstFailed ?? member.tracked.since
        let weight = scale.weight(
            initiation: rule.initiation,
            adverseImpact: adverseImpact,
            impact: member.place.criticality.worst(of: rule.affects),
            easeOfReach: rule.easeOfReach,
            failingSince: rule.ages ? start : nil,
            until: member.tracked.mended?.clean
        )
        let values = RiskEstimate(
            low: member.isSeen ? weight.value(breadth: here.breadthAtBest) : 0,
            point: weight.value(breadth: here.breadth),
            high: weight.value(breadth: here.breadthAtWorst)
        )
        let bearer = ledger.bearer(of: member.key, at: member.place, band: weight.bandWhenNew)
        let clearer = disputes.clearer(of: member.key, at: member.place)
        let isBorne = bearer != nil || clearer != nil
        if !isBorne, member.isSeen {
            noteOverdue(member.key, weight, at: member.place, since: start, isSeen: true)
        }
        let estimate = member.isSeen ? values : unseen(values, member, by: rule, here, into: &group)
        group.addFailure(
            member.key,
            low: estimate.low,
            point: estimate.point,
            high: estimate.high,
            isAccepted: isBorne
        )
        record(
            member.key,
            member.verdict,
            in: group,
            weight: weight,
            estimate: estimate,
            acceptance: bearer,
            dispute: clearer,
            firstFailed: start,
            tracked: member.tracked
        )
    }

    /// One finding a key, sorted; of several the one last seen, and of those seen at one time the worst.
    private static func unique(_ findings: [TrackedFinding]) -> [TrackedFinding] {
        // As they come from the store; a large estate has tens of thousands.
        let isSorted = zip(findings, findings.dropFirst()).allSatisfy { $0.finding.key < $1.finding.key }
        if isSorted { return findings }
        var byKey: [FindingKey: TrackedFinding] = Dictionary(minimumCapacity: findings.count)
        for finding in findings {
            let key = finding.finding.key
            guard let kept = byKey[key] else {
                byKey[key] = finding
                continue
            }
            if kept != finding, precedes(kept, finding) { byKey[key] = finding }
        }
        return byKey.values.sorted { $0.finding.key < $1.finding.key }
    }

    private static func precedes(_ left: TrackedFinding, _ right: TrackedFinding) -> Bool {
        if left.lastSeen != right.lastSeen { return left.lastSeen < right.lastSeen }
        let verdicts = [left, right].map(rank)
        if verdicts[0] != verdicts[1] { return verdicts[0] < verdicts[1] }
        // The rest changes no band; it only has to be settled the same way in every order.
        return "\(left)" < "\(right)"
    }

    private static func rank(_ finding: TrackedFinding) -> Int {
        switch (finding.openFailure ?? finding.finding.verdict).state {
        case .fail: 4
        case .unknown: 3
        case .pass: 2
        case .notApplicable: 1
        case .notTested: 0
        }
    }
}
