// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
import Facts
import Foundation
import Model
import Store
import StorePostgreSQL
import Testing

/// Work that is leased: every bunch to one worker at a time, and nothing from whoever lost it.
@Suite struct FleetStoreTests {
    /// One endpoint to each bunch, on an address of its own; the third bunch has two that share one.
    private static func bunches(_ count: Int) -> [WorkBunch] {
        (0..<count).map { index in
            WorkBunch(
                endpoints: index == 2
                    ? ["www2.mfa.example", "mail.mfa.example"] : ["www\(index).mfa.example"],
                addresses: Set([IPAddress("192.0.2.\(index + 1)")].compactMap(\.self))
            )
        }
    }

    private static func visit(_ endpoint: String, _ value: String = "a") throws -> Visit {
        try Sample.measurement(of: .endpoint(endpoint), value)
    }

    /// What is held at this moment, by whomever.
    private actor Hands {
        private var held: Set<String> = []
        private(set) var done = 0

        /// False where some of it is held already.
        func take(_ keys: Set<String>) -> Bool {
            defer { held.formUnion(keys) }
            return held.isDisjoint(with: keys)
        }

        func drop(_ keys: Set<String>, isDone: Bool) {
            held.subtract(keys)
            done += isDone ? 1 : 0
        }
    }

    /// A leader with a cycle that is divided, and one that stands by.
    private struct Pair {
        let cluster: PostgreSQLCluster
        let leader: PostgreSQLStore
        let worker: PostgreSQLStore
        let cycle: Cycle

        init(bunches count: Int) async throws {
            cluster = try await PostgreSQLCluster()
            let address = try await cluster.database("fleet")
            leader = try await PostgreSQLStore(address: address, standsBy: true)
            worker = try await PostgreSQLStore(address: address, standsBy: true)
            cycle = try await leader.open(Sample.plan())
            try await leader.divide(cycle, into: FleetStoreTests.bunches(count))
        }

        /// As if nothing had been heard of a lease's holder for longer than it may be.
        func expire(_ table: String) async throws {
            try await cluster.execute("UPDATE \(table) SET until = now() - interval '1s'", in: "fleet")
        }
    }

    @Test func oneLeadsAndOthersStandByUntilItIsGone() async throws {
        let pair = try await Pair(bunches: 1)
        #expect(pair.leader.isLeading && !pair.worker.isLeading)
        #expect(try await pair.worker.lead() == pair.leader.workerName)
        await #expect(throws: StoreError.locked(path: pair.worker.place, holder: pair.leader.workerName)) {
            try await pair.worker.divide(pair.cycle, into: [])
        }
        // Who stands by takes no right to write by the way, though it is free.
        try await pair.expire("chancery_writer")
        await #expect(throws: StoreError.self) {
            try await pair.worker.abandon(pair.cycle, at: Sample.hour(1), because: "stopped")
        }
        #expect(try await pair.worker.lead() == nil)
        #expect(pair.worker.isLeading)
        await #expect(throws: StoreError.locked(path: pair.worker.place, holder: pair.worker.workerName)) {
            try await pair.leader.abandon(pair.cycle, at: Sample.hour(1), because: "stopped")
        }
        #expect(!pair.leader.isLeading)
        try await pair.worker.close()
        #expect(try await pair.leader.lead() == nil)
        try await pair.leader.abandon(pair.cycle, at: Sample.hour(1), because: "stopped")
    }

    @Test func workIsDividedOnceAndClaimedInItsOrder() async throws {
        let pair = try await Pair(bunches: 4)
        try await pair.leader.divide(pair.cycle, into: Self.bunches(9))
        var claims: [WorkClaim] = []
        while let claim = try await pair.worker.claimWork(in: pair.cycle) { claims.append(claim) }
        #expect(claims.map(\.bunch) == Self.bunches(4))
        #expect(claims.map(\.key.turn) == [1, 1, 1, 1])
        #expect(claims.allSatisfy { $0.visited.isEmpty && $0.lost == nil })
        let shares = [WorkShare(worker: pair.worker.workerName, held: 5, done: 0)]
        #expect(try await pair.leader.workShares() == shares)
        try await pair.worker.settle(claims[2].key, isDone: true)
        try await pair.worker.settle(claims[0].key, isDone: false)
        #expect(
            try await pair.leader.workShares() == [
                WorkShare(worker: pair.worker.workerName, held: 2, done: 2)
            ]
        )
        #expect(try await pair.leader.sharedProgress(of: pair.cycle).unfinished == 3)
        #expect(try await pair.leader.claimWork(in: pair.cycle)?.bunch == Self.bunches(1)[0])
        // What an ended cycle left is claimed by nobody, and goes when the next one is divided.
        try await pair.worker.settle(claims[1].key, isDone: false)
        try await pair.leader.abandon(pair.cycle, at: Sample.hour(1), because: "stopped")
        #expect(try await pair.worker.claimWork(in: pair.cycle) == nil)
        #expect(try await !pair.worker.record(Self.visit("www3.mfa.example"), under: claims[3].key))
        let next = try await pair.leader.open(Sample.plan())
        #expect(try await !pair.leader.isDivided(next))
        try await pair.leader.divide(next, into: Self.bunches(1))
        #expect(try await !pair.leader.isDivided(pair.cycle))
    }

    /// Many tasks over several daemons with several connections each; some give back, some lose what they hold.
    @Test func claimsNeverMeetHoweverManyAreMadeAtOnce() async throws {
        let pair = try await Pair(bunches: 150)
        let address = pair.cluster.address("fleet")
        var stores = [pair.leader, pair.worker]
        for _ in 0..<2 {
            stores.append(try await PostgreSQLStore(address: address, standsBy: true, connections: 8))
        }
        let (cycle, hands) = (pair.cycle, Hands())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<32 {
                let store = stores[task % stores.count]
                group.addTask {
                    while let claim = try await store.claimWork(in: cycle) {
                        let keys = Set(claim.bunch.endpoints)
                        #expect(await hands.take(keys), "\(keys) is held twice")
                        // Each fourth is given back once, and claimed again by whomever.
                        let isDone = claim.key.number % 4 != 0 || claim.key.turn > 1
                        for endpoint in claim.bunch.endpoints where isDone {
                            #expect(try await store.record(Self.visit(endpoint), under: claim.key))
                        }
                        await hands.drop(keys, isDone: isDone)
                        try await store.settle(claim.key, isDone: isDone)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await hands.done == 150)
        let progress = try await pair.leader.sharedProgress(of: cycle)
        #expect(progress.endpoints == 151 && progress.unfinished == 0)
        #expect(try await pair.leader.measurements(in: cycle).count == 151)
        #expect(try await pair.leader.inconsistencies().isEmpty)
    }

    @Test func aBunchOfALostWorkerIsTakenOverAndWhatItStillSaysIsRefused() async throws {
        let pair = try await Pair(bunches: 3)
        var claims: [WorkClaim] = []
        while let claim = try await pair.worker.claimWork(in: pair.cycle) { claims.append(claim) }
        let lost = try #require(claims.last)
        #expect(try await pair.worker.record(Self.visit("www2.mfa.example", "first"), under: lost.key))
        #expect(try await pair.leader.claimWork(in: pair.cycle) == nil)
        try await pair.cluster.execute(
            "UPDATE chancery_work SET until = now() - interval '1s' WHERE number = 2",
            in: "fleet"
        )
        // It is lost as soon as its time is over, whether or not somebody has it.
        #expect(try await !pair.worker.record(Self.visit("mail.mfa.example"), under: lost.key))
        let others = Set(claims.prefix(2).map(\.key))
        #expect(try await pair.worker.prolong(Set(claims.map(\.key))) == others)
        let taken = try #require(try await pair.leader.claimWork(in: pair.cycle))
        #expect(taken.key.number == 2 && taken.key.turn == 2 && taken.bunch == lost.bunch)
        #expect(taken.lost == pair.worker.workerName)
        #expect(taken.visited == [.endpoint("www2.mfa.example")])
        #expect(try await !pair.worker.record(Self.visit("mail.mfa.example", "late"), under: lost.key))
        try await pair.worker.settle(lost.key, isDone: true)
        #expect(try await pair.leader.sharedProgress(of: pair.cycle).unfinished == 3)
        // The first that was kept stands.
        #expect(try await pair.leader.record(Self.visit("www2.mfa.example", "second"), under: taken.key))
        #expect(try await pair.leader.record(Self.visit("mail.mfa.example"), under: taken.key))
        let answers = try await pair.leader.answers(about: .endpoint("www2.mfa.example"), in: pair.cycle)
        #expect(answers == (try Self.visit("www2.mfa.example", "first")).answers)
        await #expect(throws: StoreError.self) {
            _ = try await pair.leader.record(Self.visit("www1.mfa.example"), under: taken.key)
        }
    }

    /// A worker that ends gives back what it holds; one whose connections are cut goes on with what it has.
    @Test func whoEndsGivesBackAndWhoIsCutOffGoesOn() async throws {
        let pair = try await Pair(bunches: 2)
        let first = try #require(try await pair.worker.claimWork(in: pair.cycle))
        try await pair.cluster.cut("fleet")
        #expect(try await pair.worker.record(Self.visit("www0.mfa.example"), under: first.key))
        #expect(try await pair.worker.prolong([first.key]) == [first.key])
        try await pair.worker.close()
        let again = try #require(try await pair.leader.claimWork(in: pair.cycle))
        #expect(again.bunch == first.bunch && again.key.turn == 2 && again.lost == nil)
        #expect(again.visited == [.endpoint("www0.mfa.example")])
    }
}
#endif
