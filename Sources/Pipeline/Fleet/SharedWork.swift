// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import Model
internal import Probes
internal import Store

/// The endpoints of a cycle that several daemons measure, as who leads goes about it.
struct SharedWork: Sendable {
    let store: any FleetStore
    let cycle: Cycle
    let estate: Estate
    let instruments: Instruments
    /// Seconds by which visits are moved.
    let lead: TimeInterval
    let kept: @Sendable () async -> Void
    let tell: @Sendable (FleetEvent) -> Void

    private static let glance = Duration.seconds(1)

    /// Divides the endpoints, measures bunches like everybody else, waits for those of others, and measures last what was
    /// in none, or has other addresses by now.
    func run(
        _ endpoints: [Endpoint],
        by survey: Survey,
        _ progress: @Sendable @escaping (CycleProgress) async -> Void
    ) async throws {
        if try await !store.isDivided(cycle) {
            try await store.divide(cycle, into: WorkDivision.bunches(of: try await addresses(of: endpoints)))
        }
        let crew = FleetCrew(
            store: store,
            cycle: cycle,
            estate: estate,
            instruments: instruments,
            survey: survey,
            lead: lead,
            tell: tell
        )
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                _ = try await crew.run(kept: kept)
                return true
            }
            group.addTask {
                try await show(endpoints.count, progress)
                return false
            }
            defer { group.cancelAll() }
            _ = try await group.next()
        }
        while try await told(endpoints.count, progress).unfinished > 0 {
            try await Task.sleep(for: Self.glance)
            _ = try await crew.run(kept: kept)
        }
        tell(.shared(cycle.id, try await store.workShares()))
        try await rest(endpoints, by: survey)
        await progress(
            CycleProgress(
                finished: endpoints.count,
                total: endpoints.count,
                endpoint: endpoints.last?.id ?? ""
            )
        )
    }

    /// What is dialled of each, asked side by side.
    private func addresses(of endpoints: [Endpoint]) async throws -> [(id: String, addresses: [IPAddress])] {
        try await withThrowingTaskGroup(of: (Int, [IPAddress]).self) { group in
            var found: [[IPAddress]] = endpoints.map { _ in [] }
            var waiting = endpoints.enumerated().makeIterator()
            func ask() {
                guard let (index, endpoint) = waiting.next() else { return }
                group.addTask { (index, await instruments.addresses.visit(endpoint).addresses) }
            }
            for _ in 0..<max(1, instruments.parallelEndpoints) { ask() }
            while let (index, addresses) = try await group.next() {
                try Task.checkCancellation()
                found[index] = addresses
                ask()
            }
            return zip(endpoints, found).map { ($0.id, $1) }
        }
    }

    /// Tells of what others do while this one measures; what does not move is not told again.
    private func show(_ total: Int, _ progress: @Sendable (CycleProgress) async -> Void) async throws {
        var last = -1
        while true {
            let now = try await store.sharedProgress(of: cycle)
            if now.endpoints != last { await progress(now.shown(of: total)) }
            last = now.endpoints
            try await Task.sleep(for: Self.glance)
        }
    }

    /// While others are waited for: who hangs loses its claim by itself, so waiting is getting on.
    private func told(_ total: Int, _ progress: @Sendable (CycleProgress) async -> Void) async throws
        -> SharedProgress
    {
        let now = try await store.sharedProgress(of: cycle)
        await progress(now.shown(of: total))
        return now
    }

    private func rest(_ endpoints: [Endpoint], by survey: Survey) async throws {
        let visited = try await store.measuredSubjects(in: cycle)
        try await survey.run(
            endpoints.filter { !visited.contains(.endpoint($0.id)) }
                .map { $0.dialled(on: instruments.mailPort) },
            skipping: visited,
            deliver: { visit in
                try await store.record(visit.moved(by: lead), in: cycle)
                await kept()
            },
            finished: { _ in }
        )
    }
}

extension SharedProgress {
    fileprivate func shown(of total: Int) -> CycleProgress {
        CycleProgress(finished: min(endpoints, total), total: total, endpoint: last ?? "")
    }
}
