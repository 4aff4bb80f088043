// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// One of two cycles that are laid side by side.
package struct ComparedCycle: Sendable {
    package let cycle: Cycle
    /// The figures that it was closed with.
    package let kept: Posture
    /// By the method of the comparison, with its items.
    package let posture: Posture
    /// The same of what both cycles list; nil where they list the same.
    package let alike: Posture?
    /// The endpoints, domains and missions of its estate, and the ministry.
    package let listed: Set<Subject>
    /// The checks and attestation items that were asked at its time.
    package let checks: Set<String>
    /// Every finding of the cycle, and every answer that was asked for.
    package let states: [FindingKey: FindingState]
    /// The addresses that were judged, by endpoint.
    private let addresses: [String: [Subject]]

    /// When it was judged.
    package var asOf: Date { kept.asOf }

    /// Whether the figures are those that it was closed with.
    package var isByItsOwnModel: Bool { kept.model == posture.model }

    /// - Parameters:
    ///   - findings: all of the cycle, those that pass too.
    ///   - checks: those of the version that measured; nil where it is the one that judged the findings.
    package init(
        cycle: Cycle,
        kept: Posture,
        posture: Posture,
        alike: Posture? = nil,
        listed: Set<Subject>,
        findings: [TrackedFinding],
        checks: Set<String>? = nil
    ) {
        self.cycle = cycle
        self.kept = kept
        self.posture = posture
        self.alike = alike
        self.listed = listed
        var states: [FindingKey: FindingState] = [:]
        let items = Dictionary(posture.items.map { ($0.key, $0) }) { first, _ in first }
        for item in posture.items {
            let failure = item.isOpen ? item.mended?.failure ?? item.verdict : nil
            states[item.key] = FindingState(item.verdict, failure: failure, weighed: item)
        }
        for tracked in findings {
            let key = tracked.finding.key
            states[key] = FindingState(
                tracked.finding.verdict,
                failure: tracked.openFailure,
                weighed: items[key]
            )
        }
        for standing in posture.attestations {
            let key = FindingKey(check: standing.item, subject: standing.subject)
            states[key] = states[key] ?? FindingState(standing)
        }
        self.states = states
        let asked = checks ?? Set(findings.map(\.finding.check))
        self.checks = asked.union(posture.attestations.map(\.item))
        addresses = Dictionary(grouping: Set(states.keys.map(\.subject)).filter { $0.scope == .address }) {
            $0.endpointID ?? ""
        }
    }

    /// Whether what a subject belongs to is on its list.
    func lists(_ subject: Subject) -> Bool {
        listed.contains(subject.endpointID.map { .endpoint($0) } ?? subject)
    }

    /// What stands for a finding that was not judged: an endpoint whose addresses are all unknown stands for them, and
    /// they for it.
    func standIn(for key: FindingKey) -> FindingState? {
        guard let endpoint = key.subject.endpointID else { return nil }
        if key.subject.scope == .address {
            return states[FindingKey(check: key.check, subject: .endpoint(endpoint))]
        }
        let all = (addresses[endpoint] ?? []).sorted().compactMap {
            states[FindingKey(check: key.check, subject: $0)]
        }
        return all.first { $0.condition != .unknown } ?? all.first
    }
}

extension ComparedCycle {
    /// The subjects that an estate lists.
    package static func listed(by estate: Estate) -> Set<Subject> {
        Set(estate.endpoints.map { .endpoint($0.id) })
            .union(estate.domains.map { .domain($0.name) })
            .union(estate.missions.map { .mission($0.id) })
            .union([.ministry])
    }
}

extension FindingState {
    /// An answer that is not weighed as a failure.
    fileprivate init(_ standing: AttestationStanding) {
        let verdict: Verdict =
            standing.state == .counted
            ? .pass
            : .unknown(
                because: Unestablished(
                    phase: .attestation,
                    reason: standing.state.rawValue.replacing("_", with: " ")
                )
            )
        self.init(verdict: verdict, failure: nil)
    }
}
