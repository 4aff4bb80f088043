// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import Testing

extension StoreClause {
    private static func draft(_ key: String, to target: String = "", at hours: Int = 1) -> OutboxDraft {
        OutboxDraft(
            route: "soc",
            target: target,
            key: key,
            window: Sample.hour(hours),
            body: Data("\(key) \(target)".utf8)
        )
    }

    private static func keys(_ store: any Store, _ state: OutboxEntry.State) async throws -> [String] {
        try await store.outbox([state], limit: 100).map(\.draft.key)
    }

    /// Takes a batch until an hour later.
    private static func claim(_ store: any Store, _ hours: Int) async throws -> [OutboxEntry] {
        try await store.claimOutbox(at: Sample.hour(hours), until: Sample.hour(hours + 1))
    }

    private static func post(_ drafts: [OutboxDraft], to store: any Store) async throws {
        #expect(try await store.post(drafts, replacing: nil, by: Data("1".utf8), at: Sample.hour(0)))
    }

    static let outbox = [
        StoreClause("alerts and their ledger are kept together or not at all") { store in
            #expect(try await store.alertLedger() == nil)
            try await post([draft("a")], to: store)
            #expect(try await store.alertLedger() == Data("1".utf8))
            let late = [draft("b")]
            #expect(
                try await !store.post(late, replacing: nil, by: Data("2".utf8), at: Sample.hour(0))
            )
            #expect(try await store.alertLedger() == Data("1".utf8))
            #expect(try await keys(store, .pending) == ["a"])
        },
        StoreClause("nothing is put into the outbox twice for one target, settled or not") { store in
            let twice = [draft("a"), draft("a"), draft("a", to: "x")]
            try await post(twice, to: store)
            let entries = try await store.outbox([.pending], limit: 9)
            #expect(entries.count == 2)
            try await store.settle(entries, as: .sent, at: Sample.hour(1))
            let (before, after) = (Data("1".utf8), Data("2".utf8))
            #expect(try await store.post(twice, replacing: before, by: after, at: Sample.hour(2)))
            #expect(try await keys(store, .pending).isEmpty)
        },
        StoreClause("an entry is due from its window on, and after a vain try when it was put off to") {
            store in
            try await post([draft("b", at: 2), draft("a", at: 1)], to: store)
            #expect(try await !store.isOutboxDue(at: Sample.hour(0)))
            #expect(try await claim(store, 0).isEmpty)
            let due = try await claim(store, 1)
            #expect(due.map(\.draft.key) == ["a"])
            let fate = OutboxFate.postponed(until: Sample.hour(5), remark: "down")
            try await store.settle(due, as: fate, at: Sample.hour(1))
            #expect(try await claim(store, 3).map(\.draft.key) == ["b"])
            #expect(try await store.isOutboxDue(at: Sample.hour(5)))
            try await store.settle(try await claim(store, 4), as: .sent, at: Sample.hour(4))
            let put = try #require(try await claim(store, 5).first)
            #expect(put.attempts == 1 && put.remark == "down" && put.next == Sample.hour(6))
            #expect(put.draft.window == Sample.hour(1) && put.settled == nil)
        },
        StoreClause("a batch is claimed once at a time, whole, and stays what it was") { store in
            try await post([draft("a"), draft("b"), draft("c", to: "x")], to: store)
            let first = try await claim(store, 1)
            #expect(first.map(\.draft.key) == ["a", "b"])
            #expect(try await claim(store, 1).map(\.draft.key) == ["c"])
            #expect(try await claim(store, 1).isEmpty)
            // Too late to go along, though of the same window.
            let (before, after) = (Data("1".utf8), Data("2".utf8))
            #expect(try await store.post([draft("d")], replacing: before, by: after, at: Sample.hour(1)))
            let again = try await claim(store, 2)
            #expect(again.map(\.draft.key) == ["a", "b"])
            #expect(again.map(\.batch) == first.map(\.batch) && first[0].batch == first[0].number)
            let fate = OutboxFate.postponed(until: Sample.hour(4), remark: "down")
            try await store.settle([again[1]], as: fate, at: Sample.hour(2))
            try await store.settle([again[0]], as: .sent, at: Sample.hour(2))
            #expect(try await claim(store, 2).map(\.draft.key) == ["c"])
            #expect(try await claim(store, 2).map(\.draft.key) == ["d"])
            let rest = try await claim(store, 4)
            #expect(rest.map(\.draft.key) == ["b"] && rest[0].batch == first[0].batch)
        },
        StoreClause("what a clock that went back left far ahead is due") { store in
            try await post([draft("a", at: 365 * 24), draft("b", at: 100)], to: store)
            #expect(try await claim(store, 0).map(\.draft.key) == ["a"])
            #expect(try await claim(store, 0).isEmpty)
        },
        StoreClause("what is settled stays so, and goes with retention") { store in
            try await post([draft("a"), draft("b"), draft("c")], to: store)
            let entries = try await claim(store, 1)
            try await store.settle([entries[0]], as: .sent, at: Sample.hour(1))
            try await store.settle([entries[1]], as: .givenUp(remark: "gone"), at: Sample.hour(3))
            try await store.settle(entries, as: .givenUp(remark: "no"), at: Sample.hour(9))
            #expect(try await keys(store, .sent) == ["a"])
            #expect(try await keys(store, .givenUp) == ["c", "b"])
            _ = try await store.prune(before: Sample.hour(2))
            #expect(try await keys(store, .sent).isEmpty)
            #expect(try await keys(store, .givenUp) == ["c", "b"])
        },
    ]
}
