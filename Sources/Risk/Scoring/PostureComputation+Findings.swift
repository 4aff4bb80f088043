// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// One finding where it stands.
struct PlacedFinding {
    let tracked: TrackedFinding
    let place: Place

    var verdict: Verdict { tracked.finding.verdict }
    var key: FindingKey { tracked.finding.key }
}

/// What one group is weighed from.
enum GroupOrigin {
    /// One check on one endpoint with all its addresses, or on one wider subject; what failed or is unknown of its class.
    case check(CheckRule, [PlacedFinding], likelihoodOfFailure: Double)
    case attestation(AttestationReading, Place, likelihoodOfFailure: Double)
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

    mutating func weigh(_ findings: [TrackedFinding]) {
        var counts: [String: VerdictCount] = [:]
        var members: [[PlacedFinding]] = []
        var positions: [GroupKey: Int] = [:]
        for tracked in Self.unique(findings) {
            let key = tracked.finding.key
            guard model.checks[key.check] != nil, let place = index.place(of: key.subject) else { continue }
            counts[key.check, default: VerdictCount()].add(tracked.finding.verdict)
            let group = GroupKey(key, at: place)
            let position = positions[group] ?? members.endIndex
            if position == members.endIndex {
                members.append([])
                positions[group] = position
            }
            members[position].append(PlacedFinding(tracked: tracked, place: place))
        }
        for group in members {
            guard let first = group.first, let rule = model.checks[first.key.check] else { continue }
            weigh(.check(rule, group, likelihoodOfFailure: counts[rule.id]?.likelihoodOfFailure ?? 0.5))
        }
    }

    mutating func weigh(_ origin: GroupOrigin) {
        guard let group = weighed(origin) else { return }
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

    /// What is counted of a finding.
    private func verdict(of member: PlacedFinding) -> Verdict {
        settled.isEmpty || !settled.contains(member.key) ? member.verdict : .pass
    }

    private mutating func weighed(
        _ members: [PlacedFinding],
        by rule: CheckRule,
        likelihoodOfFailure: Double
    ) -> WeighedGroup? {
        guard let place = members.first?.place else { return nil }
        var here = VerdictCount()
        for member in members { here.add(verdict(of: member)) }
        var group = WeighedGroup(
            category: rule.category,
            scenarios: scenarios(of: rule.id, at: place),
            place: place,
            isAttested: false
        )
        group.coverage = Coverage(established: here.passes + here.failures, applicable: here.applicable)
        for member in members {
            switch verdict(of: member) {
            case .fail(let level, _, _):
                guard let adverseImpact = rule.adverseImpact(of: level) else { continue }
                weighFailure(member, at: adverseImpact, by: rule, here, into: &group)
            case .unknown:
                weighUnknown(member, by: rule, here, likelihoodOfFailure, into: &group)
            case .pass, .notApplicable, .notTested:
                continue
            }
        }
        return group
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
            failingSince: start
        )
        let point = weight.value(breadth: here.breadth)
        let high = weight.value(breadth: here.breadthAtWorst)
        let bearer = ledger.bearer(of: member.key, at: member.place, band: weight.bandWhenNew)
        group.addFailure(member.key, point: point, high: high, isAccepted: bearer != nil)
        record(
            member.key,
            member.verdict,
            in: group,
            weight: weight,
            estimate: RiskEstimate(low: point, point: point, high: high),
            acceptance: bearer,
            firstFailed: start
        )
    }

    /// An unknown is supposed to fail at the gravest level, since the day it first failed where it ever did: so no
    /// failure can be worse than the unknown that takes its place.
    private mutating func weighUnknown(
        _ member: PlacedFinding,
        by rule: CheckRule,
        _ here: VerdictCount,
        _ likelihoodOfFailure: Double,
        into group: inout WeighedGroup
    ) {
        let weight = scale.weight(
            initiation: rule.initiation,
            adverseImpact: rule.gravest ?? .veryLow,
            impact: member.place.criticality.worst(of: rule.affects),
            easeOfReach: rule.easeOfReach,
            failingSince: member.tracked.firstFailed
        )
        let high = rule.gravest == nil ? 0 : weight.value(breadth: here.breadthAtWorst)
        group.addUnknown(expected: likelihoodOfFailure * high, high: high)
        record(
            member.key,
            member.verdict,
            in: group,
            weight: weight,
            estimate: RiskEstimate(low: 0, point: 0, high: high),
            acceptance: nil,
            firstFailed: member.tracked.firstFailed
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
        let verdicts = [left, right].map { rank($0.finding.verdict) }
        if verdicts[0] != verdicts[1] { return verdicts[0] < verdicts[1] }
        // The rest changes no band; it only has to be settled the same way in every order.
        return "\(left)" < "\(right)"
    }

    private static func rank(_ verdict: Verdict) -> Int {
        switch verdict.state {
        case .fail: 4
        case .unknown: 3
        case .pass: 2
        case .notApplicable: 1
        case .notTested: 0
        }
    }
}

/// How often a check passed, failed and could not tell.
struct VerdictCount {
    private(set) var passes = 0
    private(set) var failures = 0
    private(set) var unknowns = 0

    mutating func add(_ verdict: Verdict) {
        switch verdict.state {
        case .pass: passes += 1
        case .fail: failures += 1
        case .unknown: unknowns += 1
        case .notApplicable, .notTested: break
        }
    }

    var applicable: Int { passes + failures + unknowns }

    /// Laplace's rule of succession over what is known: 1/2 where nothing is.
    var likelihoodOfFailure: Double { Double(failures + 1) / Double(passes + failures + 2) }

    /// The share that fails, unknowns taken as passes; 0 where nothing applies.
    var breadth: Double { applicable == 0 ? 0 : Double(failures) / Double(applicable) }

    /// The share that fails, unknowns taken as failures; 0 where nothing applies.
    var breadthAtWorst: Double { applicable == 0 ? 0 : Double(failures + unknowns) / Double(applicable) }
}
