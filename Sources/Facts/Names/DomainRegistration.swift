// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// What the registry of a domain says of its registration, by RDAP (RFC 9083 §5.3).
package struct DomainRegistration: Fact {
    package static let kind = FactKind("names.registration", version: 1)

    package struct Event: Codable, Hashable, Sendable {
        /// `expiration`, `registration`, `last changed`.
        package let action: String
        package let date: Date

        package init(action: String, date: Date) {
            self.action = action
            self.date = date
        }
    }

    /// `client transfer prohibited` and its like, sorted; empty where the registry names none.
    package let statuses: [String]
    /// By action, then by date; what tells only how fresh the registry's copy is, is left out.
    package let events: [Event]
    /// Whether the zone above has a DS record of it; nil where that is not said.
    package let isDelegationSigned: Bool?

    package init(statuses: some Sequence<String>, events: some Sequence<Event>, isDelegationSigned: Bool?) {
        self.statuses = Set(statuses).sorted()
        self.events = Set(events).filter { $0.action != "last update of rdap database" }
            .sorted { ($0.action, $0.date) < ($1.action, $1.date) }
        self.isDelegationSigned = isDelegationSigned
    }

    /// When the registration ends, each date once; empty where the registry does not say.
    package var expirations: [Date] { events.filter { $0.action == "expiration" }.map(\.date) }

    /// Whether nobody moves it to another registrar as it stands.
    package var isTransferLocked: Bool {
        statuses.contains { $0.hasSuffix("transfer prohibited") || $0 == "locked" }
    }

    /// Whether the registry itself refuses to move, change and delete it until it is asked out of band.
    package var isRegistryLocked: Bool {
        ["transfer", "update", "delete"].allSatisfy { statuses.contains("server \($0) prohibited") }
    }

    /// The status of a registration that has ended already, where there is one.
    package var ending: String? {
        statuses.first { ["redemption period", "pending delete"].contains($0) }
    }
}
