// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// One alert on its way to one target of one route.
package struct OutboxEntry: Hashable, Sendable {
    package enum State: String, Codable, Sendable, CaseIterable {
        case pending, sent
        /// Not tried any more, for the reason in `remark`.
        case givenUp = "given-up"
    }

    /// Beyond every digest and every pause, in seconds.
    package static let longestWait: TimeInterval = 8 * 86_400

    package let number: Int64
    package let draft: OutboxDraft
    /// The number of the first of those that go out together; nil until they are claimed.
    package let batch: Int64?
    package let created: Date
    package let state: State
    /// Tries that came to nothing.
    package let attempts: Int
    /// When it is tried next; of no meaning once it is settled.
    package let next: Date
    /// Nil while it is pending.
    package let settled: Date?
    /// What came of the last try; nil where there is nothing to say.
    ///
    /// It may hold text from outside.
    package let remark: String?

    package init(
        number: Int64,
        draft: OutboxDraft,
        batch: Int64?,
        created: Date,
        state: State,
        attempts: Int,
        next: Date,
        settled: Date?,
        remark: String?
    ) {
        self.number = number
        self.draft = draft
        self.batch = batch
        self.created = created
        self.state = state
        self.attempts = attempts
        self.next = next
        self.settled = settled
        self.remark = remark
    }
}

/// What is put into the outbox.
package struct OutboxDraft: Hashable, Sendable {
    /// Of the route.
    package let route: String
    /// A recipient; empty where a route has one place alone.
    package let target: String
    /// What makes it this one and no other: nothing with the same route, target and key is ever put in again.
    package let key: String
    /// When it goes out first.
    ///
    /// What has the same route, target and instant goes out together, unless it is posted after the others went.
    package let window: Date
    package let body: Data

    package init(route: String, target: String, key: String, window: Date, body: Data) {
        self.route = route
        self.target = target
        self.key = key
        self.window = window
        self.body = body
    }
}

/// What became of a try to deliver some entries.
package enum OutboxFate: Hashable, Sendable {
    case sent
    case postponed(until: Date, remark: String)
    case givenUp(remark: String)
}
