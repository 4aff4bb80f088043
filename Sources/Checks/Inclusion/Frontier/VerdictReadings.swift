// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
internal import Synchronization

/// Which verdicts look at which facts of which endpoints, found by watching every check at its work once.
///
/// A check is a function of what it reads. So where none of what it read of an endpoint is another, its verdict stands, and
/// only the others need be asked again.
package struct VerdictReadings: Sendable {
    /// The verdicts as they stand.
    package let findings: [Finding]
    /// By what was read: positions in `findings`.
    private let readers: [Reading: [Int]]
    private let checks: [String: any Check]

    package init(_ judge: Judge, on evidence: any Evidence, at now: Date) {
        let watched = WatchedEvidence(evidence)
        var findings: [Finding] = []
        var readers: [Reading: [Int]] = [:]
        for (check, subjects) in judge.targets(in: evidence, clocks: nil) {
            for subject in subjects {
                let verdict = check.check.verdict(on: watched, about: subject, at: now)
                for reading in watched.taken() { readers[reading, default: []].append(findings.count) }
                findings.append(Finding(check: check.id, subject: subject, verdict: verdict))
            }
        }
        self.findings = findings
        self.readers = readers
        checks = Dictionary(judge.checks.map { ($0.identity.id, $0.check) }) { first, _ in first }
    }

    /// The findings that stand otherwise, or are worded otherwise, on altered evidence; sorted by key.
    ///
    /// - Parameters:
    ///   - endpoint: the only one of which facts are altered.
    ///   - kinds: of the altered facts.
    package func changed(
        on evidence: any Evidence,
        of endpoint: String,
        kinds: Set<FactKind>,
        at now: Date
    ) -> [(before: Finding, after: Finding)] {
        var positions: Set<Int> = []
        for kind in kinds {
            positions.formUnion(readers[Reading(endpoint: endpoint, kind: kind)] ?? [])
            positions.formUnion(readers[Reading(endpoint: nil, kind: kind)] ?? [])
        }
        return positions.sorted().compactMap { position in
            let before = findings[position]
            guard let check = checks[before.check] else { return nil }
            let verdict = check.verdict(on: evidence, about: before.subject, at: now)
            guard verdict != before.verdict else { return nil }
            return (before, Finding(check: before.check, subject: before.subject, verdict: verdict))
        }
    }
}

/// That a check asked for a kind of fact.
private struct Reading: Hashable {
    /// Nil for a question about more than one endpoint.
    let endpoint: String?
    let kind: FactKind
}

/// Evidence that remembers what was asked of it.
private final class WatchedEvidence: Evidence {
    private let base: any Evidence
    private let readings: Mutex<Set<Reading>> = Mutex([])

    init(_ base: any Evidence) { self.base = base }

    /// What was asked since the last time.
    func taken() -> Set<Reading> {
        readings.withLock { readings in
            defer { readings.removeAll(keepingCapacity: true) }
            return readings
        }
    }

    private func note(_ kind: FactKind, of subject: Subject) {
        let reading = Reading(endpoint: subject.endpointID, kind: kind)
        readings.withLock { _ = $0.insert(reading) }
    }

    var estate: Estate { base.estate }

    var decisions: Decisions? { base.decisions }

    func endpoint(_ id: String) -> Endpoint? { base.endpoint(id) }

    func addresses(of endpoint: String) -> [Subject] { base.addresses(of: endpoint) }

    func one<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) throws(Unestablished)
        -> Observation<F>
    {
        note(kind.kind, of: subject)
        return try base.one(kind, aspect, of: subject)
    }

    func all<F: Fact>(_ kind: F.Type, under subject: Subject) -> [Observation<F>] {
        note(kind.kind, of: subject)
        return base.all(kind, under: subject)
    }

    func history<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) -> [Sighting<F>] {
        base.history(kind, aspect, of: subject)
    }

    func reason(_ question: Question, of subject: Subject) -> Unestablished? {
        note(question.kind, of: subject)
        return base.reason(question, of: subject)
    }
}
