// SPDX-License-Identifier: Apache-2.0
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
