// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// What kind of transition an alert tells.
package enum AlertKind: String, Codable, Sendable, CaseIterable {
    /// A failure that was not there, or was closed, before.
    case new
    /// An open failure whose band is higher than it was ever told to be.
    case worse
    /// A failure that is confirmed as mended.
    case resolved
    /// An acceptance or an attestation whose last day is near.
    case expiring
    /// Of an endpoint or a domain nothing can be established any more; without a subject: of nothing that is measured, no
    /// cycle is closed any more, or the self-check does not hold.
    case cannotSee = "cannot-see"
    case seesAgain = "sees-again"
    /// By hand, to see whether it arrives.
    case test

    /// The MESSAGE_ID of its journal entries (systemd.journal-fields(7)); never changes.
    package var messageID: String {
        switch self {
        case .new: "0f2f6e0c3f0e4f4f9d0a5b7c1e8d2a11"
        case .worse: "0f2f6e0c3f0e4f4f9d0a5b7c1e8d2a12"
        case .resolved: "0f2f6e0c3f0e4f4f9d0a5b7c1e8d2a13"
        case .expiring: "0f2f6e0c3f0e4f4f9d0a5b7c1e8d2a14"
        case .cannotSee: "0f2f6e0c3f0e4f4f9d0a5b7c1e8d2a15"
        case .seesAgain: "0f2f6e0c3f0e4f4f9d0a5b7c1e8d2a16"
        case .test: "0f2f6e0c3f0e4f4f9d0a5b7c1e8d2a17"
        }
    }

    /// Whether it speaks about how measuring goes, and so has no category and no band.
    package var isAboutSight: Bool {
        switch self {
        case .cannotSee, .seesAgain, .test: true
        case .new, .worse, .resolved, .expiring: false
        }
    }
}

/// What is watched as one: a check on an endpoint, whatever its addresses, on a domain, a mission or the ministry.
///
/// Addresses come and go (a content network gives others every day) while the endpoint stays as bad as the worst of them.
package struct AlertTopic: Hashable, Codable, Sendable, Comparable {
    /// A check, or an attestation item.
    package let check: String
    package let subject: Subject

    /// With the endpoint in the stead of one of its addresses.
    package init(_ key: FindingKey) {
        check = key.check
        subject = key.subject.endpointID.map(Subject.endpoint) ?? key.subject
    }

    package static func < (left: AlertTopic, right: AlertTopic) -> Bool {
        (left.check, left.subject) < (right.check, right.subject)
    }
}

/// One transition, to be told once on each route that wants it.
package struct Alert: Hashable, Codable, Sendable {
    package let kind: AlertKind
    /// Nil for what is not about a check or an attestation item.
    package let check: String?
    /// Nil for what is about Chancery as a whole.
    package let subject: Subject?
    /// The id of the mission that it belongs to; nil for the ministry as a whole.
    package let mission: String?
    /// The id of its category; nil where it has none.
    package let category: String?
    /// Now; of one that is resolved, as it was told last.
    ///
    /// Nil where there is none.
    package let band: Band?
    /// Before, where it became worse; nil for all else.
    package let bandBefore: Band?
    /// What else there is to say, in our own words: an acceptance and its last day, why nothing can be seen.
    package let detail: String?
    /// The cycle by which it is known; nil where no cycle is.
    package let cycle: Cycle.ID?
    /// To the whole second.
    package let at: Date

    package init(
        _ kind: AlertKind,
        topic: AlertTopic? = nil,
        subject: Subject? = nil,
        mission: String? = nil,
        category: String? = nil,
        band: Band? = nil,
        bandBefore: Band? = nil,
        detail: String? = nil,
        cycle: Cycle.ID? = nil,
        at: Date
    ) {
        self.kind = kind
        check = topic?.check
        self.subject = topic?.subject ?? subject
        self.mission = mission
        self.category = category
        self.band = band
        self.bandBefore = bandBefore
        self.detail = detail
        self.cycle = cycle
        self.at = Date(timeIntervalSince1970: at.timeIntervalSince1970.rounded(.down))
    }

    /// The same for the same transition, different for every other: by it a route knows what it was told.
    package var id: String {
        let place = [check, subject?.description].compactMap { $0 }.joined(separator: " ")
        let when = cycle.map { "cycle \($0)" } ?? "at \(Int(at.timeIntervalSince1970))"
        let words = [kind.rawValue, place, kind == .expiring ? detail ?? "" : "", when]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }
}
