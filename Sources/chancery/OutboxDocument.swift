// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Store

/// What `alert list --format json` prints.
struct OutboxDocument: Encodable {
    struct Entry: Encodable {
        let number: Int64
        let state: OutboxEntry.State
        let route: String
        /// Absent where the route has one place alone.
        let target: String?
        let key: String
        let created: Date
        /// When it is tried next; absent once it is settled.
        let next: Date?
        /// Absent while it is pending.
        let settled: Date?
        let attempts: Int
        /// The first of those that go out together; absent until they are on their way.
        let batch: Int64?
        let remark: String?
    }

    var schema = "chancery.outbox/1"
    /// Newest first.
    let alerts: [Entry]

    init(_ entries: [OutboxEntry]) {
        alerts = entries.map { entry in
            Entry(
                number: entry.number,
                state: entry.state,
                route: entry.draft.route,
                target: entry.draft.target.isEmpty ? nil : entry.draft.target,
                key: entry.draft.key,
                created: entry.created,
                next: entry.state == .pending ? entry.next : nil,
                settled: entry.settled,
                attempts: entry.attempts,
                batch: entry.batch,
                remark: entry.remark
            )
        }
    }
}
