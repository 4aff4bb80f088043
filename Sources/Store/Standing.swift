// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// How one finding stands after a transition of it.
package struct Standing: Hashable, Sendable {
    package let verdict: Verdict
    /// When state and level became what they are.
    package let since: Date
    package let firstFailed: Date?
    package let reopened: Int
    /// Whether it has passed since it last failed; false where it never failed.
    package let isResolved: Bool

    /// The standing of a finding that is judged for the first time.
    package init(first verdict: Verdict, at now: Date) {
        self.verdict = verdict
        since = now
        firstFailed = verdict.state == .fail ? now : nil
        reopened = 0
        isResolved = false
    }

    package init(verdict: Verdict, since: Date, firstFailed: Date?, reopened: Int, isResolved: Bool) {
        self.verdict = verdict
        self.since = since
        self.firstFailed = firstFailed
        self.reopened = reopened
        self.isResolved = isResolved
    }

    /// The standing after another judgement; nil where nothing changed that is worth a transition.
    package func followed(by next: Verdict, at now: Date) -> Standing? {
        guard !next.says(verdict) else { return nil }
        let hasMoved = next.state != verdict.state || next.level != verdict.level
        let fails = next.state == .fail
        return Standing(
            verdict: next,
            since: hasMoved ? now : since,
            firstFailed: firstFailed ?? (fails ? now : nil),
            reopened: fails && isResolved ? reopened + 1 : reopened,
            isResolved: fails ? false : isResolved || (next.state == .pass && firstFailed != nil)
        )
    }
}

extension Standing {
    /// The finding with its history, as it was last confirmed at an instant.
    package func tracked(_ key: FindingKey, number: Int64, seen: Date) -> TrackedFinding {
        TrackedFinding(
            number: number,
            finding: Finding(check: key.check, subject: key.subject, verdict: verdict),
            since: since,
            firstFailed: firstFailed,
            lastSeen: seen,
            reopened: reopened
        )
    }
}

/// A standing with its finding's number.
package struct NumberedStanding: Hashable, Sendable {
    package let number: Int64
    package let standing: Standing

    package init(number: Int64, standing: Standing) {
        self.number = number
        self.standing = standing
    }
}

extension Verdict {
    /// Whether two verdicts are the same but for how often something was tried in vain.
    fileprivate func says(_ other: Verdict) -> Bool {
        guard case .unknown(let mine) = self, case .unknown(let theirs) = other else { return self == other }
        return mine.phase == theirs.phase && mine.reason == theirs.reason
    }
}
