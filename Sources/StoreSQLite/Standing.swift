// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model

/// How one finding stands after its newest transition.
struct Standing: Hashable, Sendable {
    let verdict: Verdict
    /// When state and level became what they are.
    let since: Date
    let firstFailed: Date?
    let reopened: Int
    /// Whether it has passed since it last failed; false where it never failed.
    let isResolved: Bool

    /// The standing of a finding that is judged for the first time.
    init(first verdict: Verdict, at now: Date) {
        self.verdict = verdict
        since = now
        firstFailed = verdict.state == .fail ? now : nil
        reopened = 0
        isResolved = false
    }

    init(verdict: Verdict, since: Date, firstFailed: Date?, reopened: Int, isResolved: Bool) {
        self.verdict = verdict
        self.since = since
        self.firstFailed = firstFailed
        self.reopened = reopened
        self.isResolved = isResolved
    }

    /// The standing after another judgement; nil where nothing changed that is worth a transition.
    func followed(by next: Verdict, at now: Date) -> Standing? {
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

extension Verdict {
    /// Whether two verdicts are the same but for how often something was tried in vain.
    fileprivate func says(_ other: Verdict) -> Bool {
        guard case .unknown(let mine) = self, case .unknown(let theirs) = other else { return self == other }
        return mine.phase == theirs.phase && mine.reason == theirs.reason
    }
}
