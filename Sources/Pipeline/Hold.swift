// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Why no cycle runs at an instant, and until when.
package struct Hold: Hashable, Codable, Sendable {
    package enum Reason: String, Codable, Sendable, CaseIterable {
        case quietHours = "quiet hours"
        case blackout
    }

    package let reason: Reason
    /// The first instant at which nothing holds a cycle back any more.
    package let until: Date

    package init(reason: Reason, until: Date) {
        self.reason = reason
        self.until = until
    }
}

/// What a cycle is allowed in spite of.
package enum Despite: String, Codable, Sendable, CaseIterable, Comparable {
    case nothing
    case quietHours = "quiet-hours"
    /// Quiet hours as well.
    case blackout

    package static func < (left: Despite, right: Despite) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .nothing: 0
        case .quietHours: 1
        case .blackout: 2
        }
    }

    /// Whether a cycle runs all the same.
    func outweighs(_ reason: Hold.Reason) -> Bool {
        switch reason {
        case .quietHours: self != .nothing
        case .blackout: self == .blackout
        }
    }
}
