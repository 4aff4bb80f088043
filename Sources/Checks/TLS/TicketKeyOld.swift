// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where one key has sealed session tickets for longer than it should, so that whoever gets it opens
/// what was recorded all that time.
package struct TicketKeyOld: Check {
    package static let identity = CheckIdentity(
        id: "tls.ticket-key-old",
        title: "The key of session tickets is not changed",
        measures: "Days between the first and the last sight of the key name that tickets carry.",
        scope: .address,
        levels: ["old"],
        references: ["RFC 9325 §3.4", "RFC 5077 §5.5"],
        remedy:
            "Change the ticket key at least weekly (nginx: ssl_session_ticket_key with a job that turns it, or a "
            + "restart; Apache: restart), or switch tickets off.",
        settings: ["Days"]
    )

    private let days: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        days = try settings.integer("Days", in: 1...365)
    }

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        package let state: TicketKey.State
        /// When the address was first and last seen with the key it has now; nil where there is no history.
        package let sameKey: ClosedRange<Date>?
        /// When any key of the address was first looked for; nil where there is no history.
        package let watchedSince: Date?
    }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let key = try evidence.one(TicketKey.self, of: subject)
        let past = evidence.history(TicketKey.self, "", of: subject)
        let same = past.filter { $0.fact == key.fact }
        let first = same.map(\.first).min()
        return Input(
            state: key.fact.state,
            sameKey: first.map { $0...max($0, key.seen) },
            watchedSince: past.map(\.first).min()
        )
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        switch input.state {
        case .noTickets: return .notApplicable(because: "it gives no session tickets")
        case .unnamed: return .notApplicable(because: "its tickets show no name of their key")
        case .named: break
        }
        guard let sameKey = input.sameKey, let watchedSince = input.watchedSince else {
            return .notTested(because: "the age of a ticket key shows only over days of assessment")
        }
        let age = Self.days(from: sameKey.lowerBound, to: sameKey.upperBound)
        guard age <= days else {
            return .fail(
                level: "old",
                seen: "one ticket key for \(age) days, since \(CalendarDay(sameKey.lowerBound))",
                expected: "a new key within \(days) days"
            )
        }
        let watched = Self.days(from: watchedSince, to: sameKey.upperBound)
        guard watched > days else {
            return .notTested(because: "ticket keys were watched for \(watched) of \(days) days so far")
        }
        return .pass
    }

    private static func days(from start: Date, to end: Date) -> Int {
        Int((end.timeIntervalSince(start) / 86_400).rounded(.down))
    }
}
