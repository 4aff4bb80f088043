// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// How one finding stands after a transition of it.
///
/// Kept once in memory, however many collections hold it.
package struct Standing: Hashable, Sendable {
    private struct Values: Hashable, Sendable {
        let verdict: Verdict
        let since: Date
        let course: Course
    }

    private let shared: Shared<Values>

    package var verdict: Verdict { shared.value.verdict }
    /// When state and level became what they are.
    package var since: Date { shared.value.since }
    package var course: Course { shared.value.course }

    /// The standing of a finding that is judged for the first time.
    package init(first verdict: Verdict, at now: Date) {
        self.init(
            verdict: verdict,
            since: now,
            course: Course().followed(by: verdict, after: nil, at: now, closing: .confirmed)
        )
    }

    package init(verdict: Verdict, since: Date, course: Course) {
        shared = Shared(Values(verdict: verdict, since: since, course: course))
    }

    /// The standing after another judgement; nil where nothing changed that is worth a transition.
    ///
    /// The same verdict is worth one where it closes a failure.
    package func followed(by next: Verdict, at now: Date, closing: Closing) -> Standing? {
        let course = course.followed(by: next, after: verdict, at: now, closing: closing)
        let says = next.says(verdict)
        guard !says || course.closed != self.course.closed else { return nil }
        let hasMoved = next.state != verdict.state || next.level != verdict.level
        return Standing(verdict: says ? verdict : next, since: hasMoved ? now : since, course: course)
    }
}

extension Standing {
    /// The finding with its history, as it was last confirmed at an instant.
    package func tracked(_ key: FindingKey, number: Int64, seen: Date) -> TrackedFinding {
        TrackedFinding(
            number: number,
            finding: Finding(check: key.check, subject: key.subject, verdict: verdict),
            since: since,
            firstFailed: course.firstFailed,
            lastSeen: seen,
            reopened: course.reopened,
            lastReopened: course.lastReopened,
            mended: course.mended,
            closed: course.closed,
            turns: course.turns
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
