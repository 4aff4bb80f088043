// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
internal import Probes
internal import Resolver

/// Measures domains side by side; one answer of the resolver serves all that ask the same.
package struct DomainSurvey: Sendable {
    private let instruments: Instruments

    package init(instruments: Instruments) { self.instruments = instruments }

    /// Visits every domain; `deliver` takes one measurement at a time as it comes.
    ///
    /// - Parameters:
    ///   - endpoints: those listed, whose pages' records are asked for together with their domain's.
    ///   - accounts: the register, some of whose handles may lie in the domains.
    package func run(
        _ domains: [ListedDomain],
        endpoints: [Endpoint] = [],
        accounts: [Account] = [],
        skipping visited: Set<Subject> = [],
        deliver: @Sendable @escaping (Visit) async throws -> Void
    ) async throws {
        let due = domains.filter { !visited.contains(.domain($0.name)) }
        guard !due.isEmpty else { return }
        let resolver = AnswerCache(await instruments.honestResolver())
        let probe = instruments.domains
        let estate = Estate(
            ministry: Ministry(name: ""),
            endpoints: endpoints,
            domains: domains,
            accounts: accounts
        )
        let (networks, issuance) = (instruments.networks, instruments.issuance)
        let deliver: @Sendable (Visit) async throws -> Void = { visit in
            let located = networks?.complete(visit) ?? visit
            try await deliver(issuance?.complete(located) ?? located)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            var waiting = due.makeIterator()
            for _ in 0..<max(1, instruments.parallelEndpoints) {
                guard let domain = waiting.next() else { break }
                group.addTask { try await Self.visit(domain, of: estate, probe, resolver, deliver) }
            }
            while try await group.next() != nil {
                guard let domain = waiting.next() else { continue }
                group.addTask { try await Self.visit(domain, of: estate, probe, resolver, deliver) }
            }
        }
    }

    private static func visit(
        _ domain: ListedDomain,
        of estate: Estate,
        _ probe: DomainProbe,
        _ resolver: AnswerCache,
        _ deliver: @Sendable (Visit) async throws -> Void
    ) async throws {
        let visit = await probe.visit(
            domain,
            sites: estate.websites(of: domain.name),
            beside: estate.domains.map(\.name),
            handles: estate.accounts.compactMap(\.handleHost),
            through: resolver
        )
        // What a cancelled visit did not see says nothing about the domain.
        try Task.checkCancellation()
        try await deliver(visit)
    }
}

extension Instruments {
    /// The validating resolver; where only the built-in keys of the root say what is right and the servers that
    /// are asked hand no signatures on, one that does not validate, for all would be bogus through them.
    func honestResolver() async -> any Resolving {
        guard !hasOwnAnchor else { return validating }
        let keys = await validating.records(of: ".", type: 48)
        return keys.outcome == .found && keys.validation == .secure ? validating : plain
    }
}
