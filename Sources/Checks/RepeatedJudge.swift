// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Judges one cycle after another, and keeps the verdicts whose evidence did not change and on which the clock has
/// no say.
///
/// Which evidence that is, each verdict shows itself: what its check asks for is noted. So nobody has to declare it, and a
/// check that comes to look at other endpoints is judged again when those change.
package struct RepeatedJudge {
    private struct Known {
        let verdict: Verdict
        let traces: Set<EvidenceTrace>
    }

    private let judge: Judge
    private var known: [FindingKey: Known] = [:]

    package init(_ judge: Judge) { self.judge = judge }

    /// What `Judge.findings(on:at:)` gives, sorted alike.
    ///
    /// - Parameter changes: against the evidence of the call before; nil where nothing of that counts any more.
    package mutating func findings(on evidence: any Evidence, since changes: EvidenceChanges?, at now: Date)
        -> [Finding]
    {
        if let changes {
            known = known.filter { $0.value.traces.allSatisfy { !changes.touch($0) } }
        } else {
            known = [:]
        }
        let traced = TracedEvidence(evidence)
        return judge.targets(in: evidence, clocks: nil).flatMap { check, subjects in
            subjects.map { subject in
                let key = FindingKey(check: check.id, subject: subject)
                return Finding(
                    check: check.id,
                    subject: subject,
                    verdict: verdict(of: key, check.check, on: traced, at: now)
                )
            }
        }
    }

    private mutating func verdict(
        of key: FindingKey,
        _ check: any Check,
        on evidence: TracedEvidence,
        at now: Date
    ) -> Verdict {
        if let known = known[key] { return known.verdict }
        _ = evidence.take()
        let verdict = check.verdict(on: evidence, about: key.subject, at: now)
        let traces = evidence.take()
        if type(of: check).identity.clock == .unused, !traces.contains(.past) {
            known[key] = Known(verdict: verdict, traces: traces)
        }
        return verdict
    }
}

/// Which subjects answered otherwise than in the evidence before.
package struct EvidenceChanges: Sendable {
    private let subjects: Set<Subject>
    /// Endpoints with one of them, or at other addresses.
    private let endpoints: Set<String>
    private let moved: Set<String>

    /// - Parameters:
    ///   - subjects: that answered otherwise, or answered only once of the two.
    ///   - moved: endpoints whose addresses are others.
    package init(subjects: Set<Subject>, moved: Set<String>) {
        self.subjects = subjects
        self.moved = moved
        endpoints = moved.union(subjects.compactMap(\.endpointID))
    }

    func touch(_ trace: EvidenceTrace) -> Bool {
        switch trace {
        case .subject(let subject): subjects.contains(subject)
        case .addresses(let endpoint): moved.contains(endpoint)
        case .under(let subject):
            switch subject.scope {
            case .address: subjects.contains(subject)
            case .endpoint: endpoints.contains(subject.name)
            // Which endpoints lie below is the estate's to say.
            case .domain, .mission, .ministry: !subjects.isEmpty || !moved.isEmpty
            }
        case .past: true
        }
    }
}
