// SPDX-License-Identifier: Apache-2.0

/// How one finding stood at the end of a cycle.
package struct FindingState: Hashable, Sendable {
    package enum Condition: Hashable, Sendable {
        case open, clean, unknown, notTested
    }

    /// Of the last measurement.
    package let verdict: Verdict
    /// What counts until it is closed: the failure of the last measurement, or the one that waits to be confirmed as
    /// mended; nil where nothing is open.
    package let failure: Verdict?
    /// Nil where nothing is open, and where the risk model does not weigh it.
    package let band: Band?
    /// The risk value, 0…100; 0 where there is no band.
    package let value: Double
    /// The id of its category; nil where the risk model does not weigh it.
    package let category: String?
    /// An acceptance in force or an upheld dispute bears the failure.
    package let isBorne: Bool

    package init(
        verdict: Verdict,
        failure: Verdict?,
        band: Band? = nil,
        value: Double = 0,
        category: String? = nil,
        isBorne: Bool = false
    ) {
        self.verdict = verdict
        self.failure = failure
        self.band = band
        self.value = value
        self.category = category
        self.isBorne = isBorne
    }

    /// - Parameter item: how the risk model weighs it; nil where it does not.
    package init(_ verdict: Verdict, failure: Verdict?, weighed item: RiskItem?) {
        self.init(
            verdict: verdict,
            failure: failure,
            band: failure == nil ? nil : item?.band,
            value: failure == nil ? 0 : item?.estimate.point ?? 0,
            category: item?.category,
            isBorne: item?.isBorne ?? false
        )
    }

    package var condition: Condition {
        if failure != nil { return .open }
        return switch verdict.state {
        case .fail: .open
        case .pass, .notApplicable: .clean
        case .unknown: .unknown
        case .notTested: .notTested
        }
    }

    package var isOpen: Bool { condition == .open }

    /// Measured clean once, and not confirmed yet.
    package var isToBeConfirmed: Bool { isOpen && verdict.state != .fail }
}

/// What became of one finding between two cycles.
package struct FindingMove: Hashable, Sendable {
    /// Nothing is called closed, better or worse but what was established in both cycles.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// Clean then, open now.
        case new
        /// Open in both, in a higher band or, in the same one, at a graver level.
        case worse
        case better
        /// Open then, clean now.
        case closed
        case unchanged
        /// Not established then, and established now: it may have been so before.
        case established
        /// Established then, and not established now: what was open is not closed.
        case unestablished
        /// Not tested then.
        case tested
        /// Not tested any more.
        case untested
        /// Its subject was listed and not looked at then, as an address that was not there.
        case appeared
        case gone
        /// Its endpoint, domain or mission was not listed then.
        case listed
        case delisted
        /// Its check could not be asked then: the version of then did not have it.
        case checkAdded = "check_added"
        case checkRemoved = "check_removed"

        /// What it is if the cycles change places.
        package var mirrored: Kind {
            switch self {
            case .new: .closed
            case .closed: .new
            case .worse: .better
            case .better: .worse
            case .unchanged: .unchanged
            case .established: .unestablished
            case .unestablished: .established
            case .tested: .untested
            case .untested: .tested
            case .appeared: .gone
            case .gone: .appeared
            case .listed: .delisted
            case .delisted: .listed
            case .checkAdded: .checkRemoved
            case .checkRemoved: .checkAdded
            }
        }

        /// Whether both cycles established it, so that they can be compared.
        package var isLikeForLike: Bool {
            switch self {
            case .new, .worse, .better, .closed, .unchanged: true
            default: false
            }
        }
    }

    package let kind: Kind
    package let key: FindingKey
    /// Nil where it was not judged then.
    package let before: FindingState?
    /// Nil where it is not judged any more.
    package let after: FindingState?

    package init(kind: Kind, key: FindingKey, before: FindingState?, after: FindingState?) {
        self.kind = kind
        self.key = key
        self.before = before
        self.after = after
    }

    /// Whether it was open in either cycle.
    package var wasOpen: Bool { [before, after].contains { $0?.isOpen == true } }

    /// The id of its category; nil where no cycle's posture weighs it.
    package var category: String? { after?.category ?? before?.category }

    /// The larger risk value of both cycles, 0…100.
    package var value: Double { max(before?.value ?? 0, after?.value ?? 0) }
}

extension FindingMove.Kind {
    /// - Parameter levels: of the check, mildest first.
    init(_ before: FindingState, _ after: FindingState, levels: [String]) {
        let conditions = (before.condition, after.condition)
        self =
            switch conditions {
            case (.notTested, .notTested), (.unknown, .unknown), (.clean, .clean): .unchanged
            case (.notTested, _): .tested
            case (_, .notTested): .untested
            case (.unknown, _): .established
            case (_, .unknown): .unestablished
            case (.clean, .open): .new
            case (.open, .clean): .closed
            case (.open, .open): Self.gravity(before, after, levels)
            }
    }

    private static func gravity(_ before: FindingState, _ after: FindingState, _ levels: [String]) -> Self {
        if let old = before.band, let new = after.band, old != new { return old < new ? .worse : .better }
        func place(_ state: FindingState) -> Int? {
            (state.failure ?? state.verdict).level.flatMap(levels.firstIndex)
        }
        guard let old = place(before), let new = place(after), old != new else { return .unchanged }
        return old < new ? .worse : .better
    }
}
