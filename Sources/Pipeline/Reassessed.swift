// SPDX-License-Identifier: Apache-2.0
internal import Checks
package import Model

/// What judging a cycle's evidence again came to, beside what was kept of it.
package struct Reassessed: Sendable {
    package let cycle: Cycle
    /// As it was closed with; without items where it is older than the two newest.
    package let before: Posture
    package let after: Posture
    /// Every finding with its history, sorted by key; what is settled stands here as it is.
    package let findings: [TrackedFinding]
    /// What fails or is unknown, and was taken as a pass.
    package let settled: [FindingKey]
    /// What the cycle saw clean, and what is confirmed as mended on the day to come.
    package let confirmed: [FindingKey]
    /// Sorted by key.
    package let changes: [FindingChange]
    package let attestations: [StandingChange]
    package let acceptances: [StandingChange]
}

/// One finding that stands otherwise than it did.
package struct FindingChange: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case new, worse, milder
        /// It failed, and passes, does not apply or is not tested.
        case gone
        /// It is not established any more.
        case unknown
    }

    package let check: String
    package let subject: Subject
    package let kind: Kind
    /// Nil for what the cycle did not judge.
    package let before: Verdict?
    package let after: Verdict
    /// The day on which it comes; nil where time alone is not the reason.
    package let day: CalendarDay?
    /// Of the failure; nil where it fails no more, or the risk model does not weigh it.
    package let band: Band?

    /// Nil where nothing changed that matters.
    init?(
        _ key: FindingKey,
        from before: Verdict?,
        to after: Verdict,
        on day: CalendarDay?,
        band: Band?
    ) {
        guard let kind = Kind(key.check, from: before, to: after) else { return nil }
        check = key.check
        subject = key.subject
        self.kind = kind
        self.before = before
        self.after = after
        self.day = day
        self.band = after.state == .fail ? band : nil
    }
}

extension FindingChange.Kind {
    /// Nil where state and level are the same, or were no failure and are none.
    package init?(_ check: String, from before: Verdict?, to after: Verdict) {
        switch (before?.state, after.state) {
        case (.fail, .fail):
            let levels = Catalog.identities[check]?.levels ?? []
            func gravity(_ verdict: Verdict?) -> Int { verdict?.level.flatMap(levels.firstIndex) ?? -1 }
            guard gravity(before) != gravity(after) else { return nil }
            self = gravity(before) < gravity(after) ? .worse : .milder
        case (_, .fail): self = .new
        case (.fail, .unknown), (.pass, .unknown): self = .unknown
        case (.fail, _): self = .gone
        default: return nil
        }
    }
}

/// An attestation or an acceptance that counts otherwise than it did.
package struct StandingChange: Hashable, Codable, Sendable {
    /// The item's or the acceptance's id.
    package let id: String
    package let subject: Subject
    /// States as postures name them; nil for what was not there.
    package let before: String?
    package let after: String
    /// The last day on which it counts; nil where there is none.
    package let lastDay: CalendarDay?

    static func attestations(from before: Posture, to after: Posture) -> [StandingChange] {
        func key(_ standing: AttestationStanding) -> FindingKey {
            FindingKey(check: standing.item, subject: standing.subject)
        }
        let old = Dictionary(before.attestations.map { (key($0), $0.state) }) { first, _ in first }
        return after.attestations.filter { old[key($0)] != $0.state }.map { standing in
            StandingChange(
                id: standing.item,
                subject: standing.subject,
                before: old[key(standing)]?.rawValue,
                after: standing.state.rawValue,
                lastDay: standing.attestation?.validUntil
            )
        }
    }

    static func acceptances(from before: Posture, to after: Posture) -> [StandingChange] {
        let old = Dictionary(before.acceptances.map { ($0.acceptance.id, $0.state) }) { first, _ in first }
        return after.acceptances.filter { old[$0.acceptance.id] != $0.state }.map { standing in
            StandingChange(
                id: standing.acceptance.id,
                subject: standing.acceptance.subject,
                before: old[standing.acceptance.id]?.rawValue,
                after: standing.state.rawValue,
                lastDay: standing.acceptance.expires
            )
        }
    }
}
