// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Proof
import Store
import Testing

extension StoreClause {
    private static func head(of covered: CycleRecords, after previous: SealedHead? = nil) throws -> SealedHead
    {
        let head = CycleHead(
            cycle: covered.cycle,
            ended: covered.ended,
            records: covered.records.count,
            root: covered.tree.root,
            previous: previous.map { CycleHead.name(of: $0.bytes) },
            key: "none",
            logs: covered.logs
        )
        return SealedHead(bytes: try head.bytes, signature: Data(repeating: 7, count: 64))
    }

    /// A cycle with two visits and a finding.
    private static func cycle(in store: any Store, at hours: Int, verdict: Verdict) async throws -> Cycle {
        let now = Sample.hour(hours)
        let cycle = try await store.open(Sample.plan(at: now))
        for index in [2, 1] {
            try await store.record(
                try Sample.measurement(of: Sample.address(index), "\(hours)", at: now),
                in: cycle
            )
        }
        let tracked = try await store.judge([Sample.finding(verdict)], in: cycle, at: now)
        try await store.close(cycle, at: now, posture: Sample.posture(at: now, tracked))
        return cycle
    }

    static let seals = [
        StoreClause("what a head covers is the same whenever it is asked for") { store in
            let first = try await cycle(in: store, at: 1, verdict: Sample.failure())
            let before = try await store.records(of: first.id, after: [:], through: nil)
            // Cycle, two visits, one transition, one posture.
            #expect(before.records.count == 5)
            #expect(before.ended == Sample.hour(1))
            let second = try await cycle(in: store, at: 2, verdict: .pass)
            let again = try await store.records(of: first.id, after: [:], through: before.logs)
            #expect(again.records == before.records)
            let other = try await store.records(of: second.id, after: before.logs, through: nil)
            #expect(Set(other.records.map(\.leaf)).isDisjoint(with: before.records.map(\.leaf)))
        },
        StoreClause("a report belongs to the next head") { store in
            let first = try await cycle(in: store, at: 1, verdict: .pass)
            let before = try await store.records(of: first.id, after: [:], through: nil)
            try await store.record(
                ReportRecord(cycle: first.id, written: Sample.hour(1), format: "html", path: "a", sha256: "b")
            )
            let second = try await cycle(in: store, at: 2, verdict: .pass)
            let after = try await store.records(of: second.id, after: before.logs, through: nil)
            #expect(after.records.filter { $0.name.hasPrefix("report") }.count == 1)
            #expect(after.logs != before.logs)
            let again = try await store.records(of: first.id, after: [:], through: before.logs)
            #expect(again.records == before.records)
        },
        StoreClause("heads are kept in the order of cycles, each once") { store in
            for hours in 1...3 { _ = try await cycle(in: store, at: hours, verdict: .pass) }
            let ids = try await store.unsealedCycles()
            #expect(ids.count == 3)
            let records = try await store.records(of: ids[0], after: [:], through: nil)
            let sealed = try head(of: records)
            await #expect(throws: StoreError.self) { try await store.seal(ids[1], with: sealed, leaves: []) }
            try await store.seal(ids[0], with: sealed, leaves: records.records.map(\.leaf))
            await #expect(throws: StoreError.self) { try await store.seal(ids[0], with: sealed, leaves: []) }
            #expect(try await store.seals() == [CycleSeal(cycle: ids[0], head: sealed)])
            #expect(try await store.leaves(of: ids[0]) == records.records.map(\.leaf))
            #expect(try await store.leaves(of: ids[1]) == nil)
            #expect(try await store.unsealedCycles() == Array(ids.dropFirst()))
        },
        StoreClause("an open cycle has no head, and one that was given up has") { store in
            let open = try await store.open(Sample.plan())
            #expect(try await store.unsealedCycles().isEmpty)
            await #expect(throws: StoreError.self) {
                try await store.records(of: open.id, after: [:], through: nil)
            }
            try await store.abandon(open, at: Sample.hour(1), because: "stopped")
            #expect(try await store.unsealedCycles() == [open.id])
            #expect(try await store.records(of: open.id, after: [:], through: nil).records.count == 1)
        },
        StoreClause("keys are kept in the order of their introduction") { store in
            #expect(try await store.signingKeys().isEmpty)
            let keys = (1...3).map { SealedKey(bytes: Data([$0]), signature: Data([$0, $0])) }
            for key in keys { try await store.introduce(key) }
            #expect(try await store.signingKeys() == keys)
        },
    ]
}
