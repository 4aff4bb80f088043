// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Model
import Reports

extension ReportDocument {
    /// The same beside the report before: what fails now and did not then was clean, one endpoint is newly listed.
    func compared() -> ReportDocument {
        guard let previous else { return self }
        let listed = ComparedCycle.listed(by: estate)
        let open = Set(previous.items.map(\.key))
        let findings = findings.filter { !open.contains($0.finding.key) }.map { tracked in
            tracked.isOpen ? tracked.clean : tracked
        }
        var former = listed.union(previous.items.compactMap(\.key.subject.endpointID).map { .endpoint($0) })
        former.remove(.endpoint("meet.geneva.mfa.example"))
        let before = ComparedCycle(
            cycle: Cycle(
                id: cycle.id - 1,
                started: cycle.started.addingTimeInterval(-7 * 86_400),
                finished: nil,
                estateSHA256: cycle.estateSHA256,
                vantage: cycle.vantage,
                toolVersion: "0.0.9<b>"
            ),
            kept: previous,
            posture: previous,
            alike: previous,
            listed: former,
            findings: findings.filter { former.contains(.endpoint($0.finding.subject.endpointID ?? "")) },
            checks: Set(checks.keys)
        )
        let after = ComparedCycle(
            cycle: cycle,
            kept: posture,
            posture: posture,
            alike: posture,
            listed: listed,
            findings: self.findings,
            checks: Set(checks.keys)
        )
        var copy = self
        copy.difference = PostureDifference(
            from: before,
            to: after,
            levels: checks.mapValues(\.identity.levels)
        )
        return copy
    }
}

extension TrackedFinding {
    fileprivate var clean: TrackedFinding {
        TrackedFinding(
            number: number,
            finding: Finding(check: finding.check, subject: finding.subject, verdict: .pass),
            since: since,
            firstFailed: nil,
            lastSeen: lastSeen,
            reopened: 0
        )
    }
}
