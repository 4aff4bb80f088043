// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// When a failure is closed that is there no longer.
package enum Closing: Hashable, Sendable {
    /// By a second clean measurement, 24 hours after the first at least, with nothing but clean ones between them.
    ///
    /// What could not be established, or was not tested, in between neither confirms nor breaks.
    case confirmed
    /// With the verdict: for what the ministry's own files decide, which is read and not measured, so that it cannot
    /// flap by itself.
    case atOnce
    /// Not at all: for what was not looked at anew.
    case never
}

/// What a finding went through between failing and clean: a pure function of its verdicts and their instants.
///
/// It is in one of five conditions: never judged clean or failing (neither `firstFailed` nor `clean`), sound (`clean`
/// alone), failing (`firstFailed` alone), mended and to be confirmed (both), closed (these and `closed`).
///
/// `pass` is clean, and so is `not_applicable`: what could fail was looked for, and is gone (the certificate of a port
/// that speaks no TLS any more). What the estate no longer lists is not judged at all: it is neither confirmed nor
/// closed, leaves the posture with its endpoint, and goes on from where it was if it is listed again.
package struct Course: Hashable, Sendable {
    /// The newest changes that are remembered.
    package static let rememberedTurns = 32

    package var firstFailed: Date?
    /// The first clean measurement since it last failed, or ever.
    package var clean: Date?
    package var closed: Date?
    /// The last failure, while it is open and not the last verdict.
    package var failure: Verdict?
    package var reopened: Int
    package var lastReopened: Date?
    /// Changes from clean to failing or back.
    package var turns: [Date]

    package init(
        firstFailed: Date? = nil,
        clean: Date? = nil,
        closed: Date? = nil,
        failure: Verdict? = nil,
        reopened: Int = 0,
        lastReopened: Date? = nil,
        turns: [Date] = []
    ) {
        self.firstFailed = firstFailed
        self.clean = clean
        self.closed = closed
        self.failure = failure
        self.reopened = reopened
        self.lastReopened = lastReopened
        self.turns = turns
    }

    /// The failure that waits to be confirmed as mended; nil in every other condition.
    package var mended: Mended? {
        guard closed == nil, let clean, let failure else { return nil }
        return Mended(failure: failure, clean: clean)
    }

    /// After another verdict.
    ///
    /// A clock that went back confirms nothing: a finding rather waits until the clock is where it was.
    func followed(by next: Verdict, after last: Verdict?, at now: Date, closing: Closing) -> Course {
        var course = self
        if let last, last.state == .fail { course.failure = last }
        switch next.state {
        case .fail: course.fail(at: now)
        case .pass, .notApplicable: course.stand(clean: now, closing: closing)
        case .unknown, .notTested: break
        }
        return course
    }

    private mutating func fail(at now: Date) {
        if clean != nil { turn(at: now) }
        if closed != nil {
            reopened += 1
            lastReopened = now
        }
        firstFailed = firstFailed ?? now
        clean = nil
        closed = nil
        failure = nil
    }

    private mutating func stand(clean now: Date, closing: Closing) {
        guard firstFailed != nil, closed == nil else {
            clean = clean ?? now
            return
        }
        if clean == nil { turn(at: now) }
        let first = clean ?? now
        clean = first
        switch closing {
        case .never: return
        case .atOnce: break
        case .confirmed: guard now.timeIntervalSince(first) >= Mended.confirmation else { return }
        }
        closed = now
        failure = nil
    }

    private mutating func turn(at now: Date) { turns = (turns + [now]).suffix(Self.rememberedTurns) }
}
