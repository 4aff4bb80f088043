// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// What a check says of one subject.
package enum Verdict: Hashable, Codable, Sendable {
    case pass
    /// `level` is one of the check's declared levels; `seen` and `expected` are evidence in words.
    case fail(level: String, seen: String, expected: String)
    case notApplicable(because: String)
    case unknown(because: Unestablished)
    case notTested(because: String)

    package enum State: String, Codable, Sendable, CaseIterable {
        case pass, fail, unknown
        case notApplicable = "not_applicable"
        case notTested = "not_tested"
    }

    package var state: State {
        switch self {
        case .pass: .pass
        case .fail: .fail
        case .notApplicable: .notApplicable
        case .unknown: .unknown
        case .notTested: .notTested
        }
    }

    /// The level of a failure; nil in every other state.
    package var level: String? {
        guard case .fail(let level, _, _) = self else { return nil }
        return level
    }
}

/// One check's verdict on one subject in one cycle.
package struct Finding: Hashable, Codable, Sendable {
    /// The check's id, `tls.version-obsolete`.
    package let check: String
    package let subject: Subject
    package let verdict: Verdict

    package init(check: String, subject: Subject, verdict: Verdict) {
        self.check = check
        self.subject = subject
        self.verdict = verdict
    }

    package var key: FindingKey { FindingKey(check: check, subject: subject) }
}

/// What makes two findings of different cycles the same finding.
package struct FindingKey: Hashable, Codable, Sendable, Comparable {
    package let check: String
    package let subject: Subject

    package init(check: String, subject: Subject) {
        self.check = check
        self.subject = subject
    }

    package static func < (left: FindingKey, right: FindingKey) -> Bool {
        (left.check, left.subject) < (right.check, right.subject)
    }
}

/// A finding with its history: what the store keeps and the risk model weighs.
package struct TrackedFinding: Hashable, Codable, Sendable {
    /// Stable for ever, never reused, and 0 where nothing is stored; reports print it as `F-7`.
    package let number: Int64
    package let finding: Finding
    /// When the present verdict's state and level were first seen.
    package let since: Date
    /// When the subject first failed this check; nil where it never did.
    package let firstFailed: Date?
    /// When the verdict was last confirmed.
    package let lastSeen: Date
    /// How often it failed again after it was closed.
    package let reopened: Int
    /// When it did so last; nil where it never did.
    package let lastReopened: Date?
    /// The failure that was measured clean and waits to be confirmed; nil where it fails, and where none is open.
    package let mended: Mended?
    /// When its last failure was closed; nil while one is open, and where it never failed.
    package let closed: Date?
    /// When it changed from clean to failing or back, in the order of the measurements; the newest 32.
    package let turns: [Date]

    package init(
        number: Int64,
        finding: Finding,
        since: Date,
        firstFailed: Date?,
        lastSeen: Date,
        reopened: Int,
        lastReopened: Date? = nil,
        mended: Mended? = nil,
        closed: Date? = nil,
        turns: [Date] = []
    ) {
        self.number = number
        self.finding = finding
        self.since = since
        self.firstFailed = firstFailed
        self.lastSeen = lastSeen
        self.reopened = reopened
        self.lastReopened = lastReopened
        self.mended = mended
        self.closed = closed
        self.turns = turns
    }
}
