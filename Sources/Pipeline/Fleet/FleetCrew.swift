// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
package import Store

/// Measures a daemon's share of a cycle: claims a bunch whenever a hand is free, so that others get theirs.
package struct FleetCrew: Sendable {
    private let store: any FleetStore
    private let cycle: Cycle
    private let endpoints: [String: Endpoint]
    private let instruments: Instruments
    private let survey: Survey
    private let lead: TimeInterval
    private let tell: @Sendable (FleetEvent) -> Void

    /// Between two signs of life to the store, which a claim outlasts by far.
    private static let beat = Duration.seconds(10)
    /// Beyond the deadline that each address has: what did not get on for longer is left to others.
    private static let patience = Duration.seconds(60)

    /// - Parameters:
    ///   - estate: that of the cycle.
    ///   - lead: seconds by which visits are moved.
    package init(
        store: any FleetStore,
        cycle: Cycle,
        estate: Estate,
        instruments: Instruments,
        survey: Survey,
        lead: TimeInterval = 0,
        tell: @Sendable @escaping (FleetEvent) -> Void
    ) {
        self.store = store
        self.cycle = cycle
        endpoints = Dictionary(estate.endpoints.map { ($0.id, $0) }) { first, _ in first }
        self.instruments = instruments
        self.survey = survey
        self.lead = lead
        self.tell = tell
    }

    /// Measures until there is nothing to claim, or no more is to be; returns how many endpoints it went through.
    ///
    /// What it holds when it is stopped, it gives back. An endpoint that has other addresses by now than when the work was
    /// divided is left out: who leads measures it when no other works.
    ///
    /// - Parameters:
    ///   - isOver: whether nothing more is to be claimed.
    ///   - kept: called for each visit that was recorded.
    package func run(
        until isOver: @Sendable @escaping () async -> Bool = { false },
        kept: @Sendable @escaping () async -> Void
    ) async throws -> Int {
        let holdings = WorkHoldings()
        do {
            let count = try await withThrowingTaskGroup(of: Int?.self) { group in
                group.addTask { try await work(holdings, isOver, kept) }
                group.addTask {
                    try await beat(holdings)
                    return nil
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
            return count ?? 0
        } catch {
            // Whoever stops may be cancelled, and is to give back all the same.
            await Task { [store] in
                for claim in await holdings.all { try? await store.settle(claim, isDone: false) }
            }.value
            throw error
        }
    }

    private func work(
        _ holdings: WorkHoldings,
        _ isOver: @Sendable @escaping () async -> Bool,
        _ kept: @Sendable @escaping () async -> Void
    ) async throws -> Int {
        var count = 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            while true {
                while running < max(1, instruments.parallelEndpoints),
                    let errand = try await next(holdings, isOver)
                {
                    count += 1
                    running += 1
                    group.addTask { try await measure(errand, holdings, kept) }
                }
                guard try await group.next() != nil else { break }
                running -= 1
            }
        }
        return count
    }

    /// The next endpoint of what is held, or of one bunch more.
    private func next(_ holdings: WorkHoldings, _ isOver: @Sendable () async -> Bool) async throws
        -> WorkHoldings.Errand?
    {
        if let errand = await holdings.next() { return errand }
        guard await !isOver(), let claim = try await store.claimWork(in: cycle) else { return nil }
        let names = claim.bunch.endpoints
        tell(
            claim.lost.map { .tookOver(endpoints: names, from: $0, by: store.workerName) }
                ?? .claimed(endpoints: names, by: store.workerName)
        )
        await holdings.take(claim)
        return await holdings.next()
    }

    private func measure(
        _ errand: WorkHoldings.Errand,
        _ holdings: WorkHoldings,
        _ kept: @Sendable @escaping () async -> Void
    ) async throws {
        let (claim, key) = (errand.claim, errand.claim.key)
        let names = claim.bunch.endpoints
        if let endpoint = endpoints[errand.endpoint], await holdings.holds(key) {
            do {
                try await survey.run(
                    [endpoint.dialled(on: instruments.mailPort)],
                    skipping: claim.visited,
                    within: claim.bunch.addresses,
                    deliver: { [store, lead] visit in
                        guard try await store.record(visit.moved(by: lead), under: key) else {
                            throw ClaimLost()
                        }
                        await holdings.gotOn(key)
                        await kept()
                    },
                    finished: { _ in }
                )
            } catch is ClaimLost {
                if await holdings.lose(key) { tell(.lost(endpoints: names, by: store.workerName)) }
            }
        }
        guard await holdings.isDone(after: key) else { return }
        try await store.settle(key, isDone: true)
        tell(.finished(endpoints: names, by: store.workerName))
    }

    /// Prolongs what gets on, until it is stopped; a store that is away is asked again.
    private func beat(_ holdings: WorkHoldings) async throws {
        while true {
            try await Task.sleep(for: Self.beat)
            let claims = await holdings.claims(movedWithin: instruments.endpointDeadline + Self.patience)
            guard !claims.isEmpty, let held = try? await store.prolong(claims) else { continue }
            for claim in claims.subtracting(held) { await holdings.lose(claim) }
        }
    }
}

/// Another has the bunch by now, or may have.
private struct ClaimLost: Error {}

/// What a crew holds, and what of it is still to be begun.
private actor WorkHoldings {
    struct Errand: Sendable {
        let endpoint: String
        let claim: WorkClaim
    }

    private struct Holding {
        var left: Int
        var moved = SuspendingClock.now
        var isHeld = true
    }

    private var waiting: ArraySlice<Errand> = []
    private var holdings: [WorkClaim.Key: Holding] = [:]

    var all: [WorkClaim.Key] { holdings.filter(\.value.isHeld).map(\.key) }

    func take(_ claim: WorkClaim) {
        holdings[claim.key] = Holding(left: claim.bunch.endpoints.count)
        waiting += claim.bunch.endpoints.map { Errand(endpoint: $0, claim: claim) }
    }

    func next() -> Errand? { waiting.popFirst() }

    func holds(_ key: WorkClaim.Key) -> Bool { holdings[key]?.isHeld == true }

    func gotOn(_ key: WorkClaim.Key) { holdings[key]?.moved = .now }

    /// False where it was known already.
    @discardableResult
    func lose(_ key: WorkClaim.Key) -> Bool {
        guard holds(key) else { return false }
        holdings[key]?.isHeld = false
        return true
    }

    /// Notes that one endpoint of a bunch is through; true where it was the last, and the bunch is held.
    func isDone(after key: WorkClaim.Key) -> Bool {
        guard var holding = holdings[key] else { return false }
        holding.left -= 1
        holding.moved = .now
        holdings[key] = holding.left > 0 ? holding : nil
        return holding.left <= 0 && holding.isHeld
    }

    func claims(movedWithin patience: Duration) -> Set<WorkClaim.Key> {
        let now = SuspendingClock.now
        return Set(holdings.filter { $0.value.isHeld && now - $0.value.moved < patience }.map(\.key))
    }
}
