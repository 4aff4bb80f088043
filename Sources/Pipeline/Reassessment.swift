// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
internal import Foundation
package import Model
internal import Risk
internal import Settings
internal import Store

/// Judges what a cycle saw again: by another method, as of a day to come, or with something mended.
///
/// Nothing is measured and nothing is kept. With the day and the model of the cycle the posture is the stored one, byte
/// for byte in the canonical encoding, as far as retention has dropped nothing that the cycle looked at.
package struct Reassessment: Sendable {
    private let method: Method

    package init(method: Method) { self.method = method }

    /// - Parameters:
    ///   - day: judged as of this day, at the time of day at which the cycle was judged; nil for its own instant. What
    ///     is made anew all the time (`ClockUse.continual`) is judged by the cycle's own clock.
    ///   - names: checks, and bundles of a plan by their ids, whose findings are taken as passes.
    package func result(
        of kept: KeptCycle,
        asOf day: CalendarDay? = nil,
        without names: [String] = []
    ) throws(ReassessmentError) -> Reassessed {
        let now = try instant(day, kept)
        var history = FindingHistory(kept, method)
        history.advance(to: now, through: kept.visits)
        let findings = history.tracked
        let settled = try settled(by: names, among: findings, kept, at: now)
        let posture = method.model.posture(
            findings: findings,
            estate: kept.estate,
            artefacts: kept.evidence.artefacts,
            at: now,
            settling: settled
        )
        let bands = Dictionary(posture.items.map { ($0.key, $0.band) }) { first, _ in first }
        return Reassessed(
            cycle: kept.cycle,
            before: kept.posture,
            after: posture,
            findings: findings,
            settled: findings.filter {
                settled.contains($0.finding.key) && ($0.isOpen || $0.finding.verdict.state == .unknown)
            }
            .map(\.finding.key),
            confirmed: findings.filter {
                $0.closed != nil && kept.standings[$0.finding.key]?.standing.course.mended != nil
            }
            .map(\.finding.key),
            changes: findings.compactMap { tracked in
                let key = tracked.finding.key
                guard !settled.contains(key) else { return nil }
                return FindingChange(
                    key,
                    from: kept.standings[key]?.standing.verdict,
                    to: tracked.finding.verdict,
                    on: history.day(of: key),
                    band: bands[key]
                )
            },
            attestations: StandingChange.attestations(from: kept.posture, to: posture),
            acceptances: StandingChange.acceptances(from: kept.posture, to: posture)
        )
    }

    /// As of the cycle's own instant, with nothing settled.
    func posture(of kept: KeptCycle) -> Posture {
        let findings = FindingHistory(kept, method).tracked
        return method.model.posture(
            findings: findings,
            estate: kept.estate,
            artefacts: kept.evidence.artefacts,
            at: kept.judged
        )
    }

    /// The findings as of the cycle's own instant.
    func findings(of kept: KeptCycle) -> [TrackedFinding] { FindingHistory(kept, method).tracked }

    private func instant(_ day: CalendarDay?, _ kept: KeptCycle) throws(ReassessmentError) -> Date {
        let judged = CalendarDay(kept.judged)
        guard let day, day != judged else { return kept.judged }
        guard judged < day else { throw .tooEarly(cycle: kept.cycle.id, judged: judged) }
        return day.start.addingTimeInterval(kept.judged.timeIntervalSince(judged.start))
    }

    /// The findings of the checks and bundles named.
    private func settled(
        by names: [String],
        among findings: [TrackedFinding],
        _ kept: KeptCycle,
        at now: Date
    ) throws(ReassessmentError) -> Set<FindingKey> {
        guard !names.isEmpty else { return [] }
        let checks = Set(names.filter { Catalog.identities[$0] != nil })
        var settled = Set(findings.map(\.finding.key).filter { checks.contains($0.check) })
        let others = names.filter { !checks.contains($0) }
        guard !others.isEmpty else { return settled }
        let bundles = method.model.bundles(
            of: findings,
            estate: kept.estate,
            artefacts: kept.evidence.artefacts,
            at: now,
            shared: kept.shared
        )
        let byID = Dictionary(bundles.map { ($0.id, $0) }) { first, _ in first }
        for name in others {
            guard let bundle = byID[name] else {
                let known = byID.keys.sorted() + Catalog.identities.keys.sorted()
                throw .unknownName(name, nearest: NearestWord.nearest(to: name, among: known))
            }
            settled.formUnion(bundle.findings)
        }
        return settled
    }
}

/// Why evidence is not judged again as asked.
package enum ReassessmentError: Error, Hashable, Sendable {
    case tooEarly(cycle: Cycle.ID, judged: CalendarDay)
    /// Neither a check nor a bundle of what fails.
    case unknownName(String, nearest: String?)
}

extension ReassessmentError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooEarly(let cycle, let judged):
            "cycle \(cycle) was judged on \(judged), and evidence says nothing of the days before it; "
                + "--cycle names an older one"
        case .unknownName(let name, let nearest):
            "no check and no bundle of failures '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        }
    }
}
