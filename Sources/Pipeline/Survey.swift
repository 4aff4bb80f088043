// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import Foundation
package import Model
internal import Probes

/// Measures endpoints side by side; one endpoint's misbehaviour never delays another's.
package struct Survey: Sendable {
    private let instruments: Instruments
    private let today: CalendarDay
    private let accounts: [Account]
    /// Of which parts of pages may be fetched.
    private let hosts: [Endpoint]
    private let sights: VantageSights?

    /// - Parameters:
    ///   - accounts: the register of official accounts.
    ///   - estate: all endpoints, of which those that allow it may be asked for parts of each other's pages.
    ///   - sights: what missions saw; nil for none.
    package init(
        instruments: Instruments,
        today: CalendarDay,
        accounts: [Account] = [],
        estate: [Endpoint] = [],
        sights: VantageSights? = nil
    ) {
        self.sights = sights
        self.instruments = instruments
        self.today = today
        self.accounts = accounts
        hosts = estate.filter { WeightProbe.mayAsk($0, tier: $0.authorisation.tier(on: today)) }
    }

    /// Visits every endpoint and each of its addresses.
    ///
    /// - Parameters:
    ///   - visited: subjects that need no visit any more.
    ///   - reach: an endpoint that has other addresses than these is left out, without a word; nil where all are visited.
    ///   - bar: why an endpoint, or one address of it, is not to be visited; nil where it is.
    ///   - deliver: takes one measurement at a time as it comes; what it throws ends the survey.
    ///   - finished: called as each endpoint is through.
    package func run(
        _ endpoints: [Endpoint],
        skipping visited: Set<Subject> = [],
        within reach: Set<IPAddress>? = nil,
        barring bar: @Sendable @escaping (Endpoint, IPAddress?) -> Unestablished? = { _, _ in nil },
        deliver: @Sendable @escaping (Visit) async throws -> Void,
        finished: @Sendable @escaping (Endpoint) async -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var waiting = endpoints.makeIterator()
            var running = 0
            while running < max(1, instruments.parallelEndpoints), let endpoint = waiting.next() {
                group.addTask(executorPreference: instruments.nextExecutor()) {
                    try await visit(endpoint, skipping: visited, reach, bar, deliver, finished)
                }
                running += 1
            }
            while try await group.next() != nil {
                guard let endpoint = waiting.next() else { continue }
                group.addTask(executorPreference: instruments.nextExecutor()) {
                    try await visit(endpoint, skipping: visited, reach, bar, deliver, finished)
                }
            }
        }
    }

    private func visit(
        _ endpoint: Endpoint,
        skipping visited: Set<Subject>,
        _ reach: Set<IPAddress>?,
        _ bar: @Sendable @escaping (Endpoint, IPAddress?) -> Unestablished?,
        _ deliver: @Sendable @escaping (Visit) async throws -> Void,
        _ finished: @Sendable @escaping (Endpoint) async -> Void
    ) async throws {
        if let reason = bar(endpoint, nil) {
            try await deliver(unvisited(.endpoint(endpoint.id), Question(AddressSet.self), reason))
            return await finished(endpoint)
        }
        let began = ContinuousClock.now
        let (measurement, addresses) = await instruments.addresses.visit(endpoint)
        try Task.checkCancellation()
        if let reach, !reach.isSuperset(of: addresses) { return }
        let visits = try await visits(to: addresses, of: endpoint, skipping: visited, bar, deliver)
        if !visited.contains(measurement.subject) {
            let whole = await complete(
                measurement,
                of: endpoint,
                at: addresses,
                after: visits,
                since: began
            )
            try Task.checkCancellation()
            let placed = instruments.networks?.complete(whole) ?? whole
            try await deliver(sights?.complete(placed) ?? placed)
        }
        await finished(endpoint)
    }

    /// Those that were made, in the order in which they came to an end.
    private func visits(
        to addresses: [IPAddress],
        of endpoint: Endpoint,
        skipping visited: Set<Subject>,
        _ bar: @Sendable @escaping (Endpoint, IPAddress?) -> Unestablished?,
        _ deliver: @Sendable @escaping (Visit) async throws -> Void
    ) async throws -> [Visit] {
        let tier = endpoint.authorisation.tier(on: today)
        return try await withThrowingTaskGroup(of: Visit.self) { group in
            for address in addresses where !visited.contains(.address(address, of: endpoint.id)) {
                if let reason = bar(endpoint, address) {
                    let subject = Subject.address(address, of: endpoint.id)
                    try await deliver(unvisited(subject, Question(Reachability.self), reason))
                    continue
                }
                let errand = WebProbe.errand(of: endpoint, at: address, among: addresses, accounts)
                group.addTask {
                    let visit = await instruments.tls.visit(
                        endpoint,
                        at: address,
                        tier: tier,
                        asking: errand
                    )
                    // What a cancelled visit did not see says nothing about the peer.
                    try Task.checkCancellation()
                    try await deliver(visit)
                    return visit
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// With what is asked once of an endpoint, whatever its addresses.
    private func complete(
        _ measurement: Visit,
        of endpoint: Endpoint,
        at addresses: [IPAddress],
        after visits: [Visit],
        since began: ContinuousClock.Instant
    ) async -> Visit {
        let tier = endpoint.authorisation.tier(on: today)
        let paged = await instruments.web.complete(
            measurement,
            of: endpoint,
            at: addresses,
            tier: tier,
            accounts: accounts,
            after: visits
        )
        let weighed = await instruments.weight.complete(
            paged,
            of: endpoint,
            at: addresses,
            tier: tier,
            among: hosts,
            after: visits,
            since: began
        )
        return await instruments.exposure.complete(
            weighed,
            of: endpoint,
            at: addresses,
            tier: tier,
            after: visits,
            since: began
        )
    }

    /// What is kept of a subject that is left alone.
    private func unvisited(_ subject: Subject, _ question: Question, _ reason: Unestablished) -> Visit {
        let now = Date()
        return Visit(
            subject: subject,
            vantage: instruments.vantage,
            started: now,
            finished: now,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: [.unestablished(question, reason)]
        )
    }
}
