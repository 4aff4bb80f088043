// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the server's hellos tell a time that is far from the right one: its logs, and what it makes of
/// certificates and tickets, are as wrong.
package struct ClockSkewed: Check {
    package static let identity = CheckIdentity(
        id: "tls.clock-skewed",
        title: "The server's clock is wrong",
        measures:
            "Time in the randoms of hellos up to TLS 1.2, less the vantage's: 5 minutes, an hour, a day.",
        scope: .address,
        levels: ["minutes", "hours", "days"],
        references: ["RFC 5246 §7.4.1.2", "NIST SP 800-53r5 AU-8"],
        remedy: "Set the clock by NTP or NTS (RFC 8915)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> ServerClock.Skew
    {
        try evidence.one(ServerClock.self, of: subject).fact.skew
    }

    package func judge(_ skew: ServerClock.Skew, at now: Date) -> Verdict {
        let seen: String
        switch skew {
        case .notShown: return .notApplicable(because: "its hellos tell no time")
        case .none: return .pass
        case .minutes: seen = "5 minutes to an hour off"
        case .hours: seen = "an hour to a day off"
        case .days: seen = "more than a day off"
        }
        return .fail(level: skew.rawValue, seen: seen, expected: "at most 5 minutes off")
    }
}
