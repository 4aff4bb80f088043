// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
internal import Foundation
package import Model
internal import Risk
package import Store

/// Lays two closed cycles side by side, as they were judged where one model and one version judged both, and else as this
/// version judges their evidence by the model of the later one.
package struct DifferenceAssembly: Sendable {
    private let store: any Store
    private let method: Method

    /// - Parameter method: the one in force, by which both are judged where the model of the later cycle is not known any
    ///   more.
    package init(store: any Store, method: Method) {
        self.store = store
        self.method = method
    }

    /// Nil where one of both has no posture.
    package func difference(from: Cycle, to: Cycle) async throws(StoreError) -> PostureDifference? {
        guard let before = try await record(of: from), let after = try await record(of: to) else {
            return nil
        }
        return try await difference(from: before, to: after)
    }

    /// The same with a later cycle that was read already.
    package func difference(from: Cycle, to kept: KeptCycle) async throws(StoreError) -> PostureDifference? {
        guard let before = try await record(of: from) else { return nil }
        return try await difference(from: before, to: Record(kept))
    }

    private func difference(from: Record, to: Record) async throws(StoreError) -> PostureDifference? {
        let levels = Catalog.identities.mapValues(\.levels)
        if from.isComparable(to: to) {
            let sides = (try await from.side(from: store), try await to.side(from: store))
            return PostureDifference(from: sides.0, to: sides.1, levels: levels)
        }
        guard let before = try await from.whole(from: store), let after = try await to.whole(from: store)
        else { return nil }
        let method = try await method.named(to.posture.model, in: store) ?? method
        let common = from.listed == to.listed ? nil : from.listed.intersection(to.listed)
        return PostureDifference(
            from: method.side(before, alike: common),
            to: method.side(after, alike: common, besides: Set(before.standings.keys)),
            levels: levels
        )
    }

    private func record(of cycle: Cycle) async throws(StoreError) -> Record? {
        guard let posture = try await store.posture(of: cycle.id) else { return nil }
        return Record(cycle: cycle, posture: posture, estate: try await store.estate(of: cycle), kept: nil)
    }
}

/// What is known of a cycle before its evidence is read.
private struct Record {
    let cycle: Cycle
    let posture: Posture
    let estate: Estate
    let kept: KeptCycle?
    var listed: Set<Subject> { ComparedCycle.listed(by: estate) }

    init(cycle: Cycle, posture: Posture, estate: Estate, kept: KeptCycle?) {
        self.cycle = cycle
        self.posture = posture
        self.estate = estate
        self.kept = kept
    }

    init(_ kept: KeptCycle) {
        self.init(cycle: kept.cycle, posture: kept.posture, estate: kept.estate, kept: kept)
    }

    /// Whether one method judged both, what they list is the same, and both keep what they were judged to.
    func isComparable(to other: Record) -> Bool {
        posture.model == other.posture.model && cycle.toolVersion == other.cycle.toolVersion
            && !posture.items.isEmpty && !other.posture.items.isEmpty && listed == other.listed
    }

    func whole(from store: any Store) async throws(StoreError) -> KeptCycle? {
        if let kept { return kept }
        return try await KeptCycle.load(cycle.id, from: store)
    }

    /// As the cycle was judged.
    func side(from store: any Store) async throws(StoreError) -> ComparedCycle {
        let (standings, visited) =
            if let kept { (kept.standings, Set(kept.visits.map(\.subject))) } else {
                (
                    try await store.standings(after: cycle.id),
                    Set(try await store.visits(in: cycle).map(\.subject))
                )
            }
        let judged = JudgedKeys(listed: listed, visited: visited)
        return ComparedCycle(
            cycle: cycle,
            kept: posture,
            posture: posture,
            listed: listed,
            findings: standings.filter { judged.contains($0.key) }.map {
                $1.standing.tracked($0, number: $1.number, seen: posture.asOf)
            }
        )
    }
}

/// Which findings a cycle judged; a store goes on keeping how all others stood.
private struct JudgedKeys {
    private let listed: Set<Subject>
    private let visited: Set<Subject>
    private let endpoints: Set<String>

    init(listed: Set<Subject>, visited: Set<Subject>) {
        self.listed = listed
        self.visited = visited
        endpoints = Set(visited.filter { $0.scope == .address }.compactMap(\.endpointID))
    }

    func contains(_ key: FindingKey) -> Bool {
        guard let identity = Catalog.identities[key.check] else { return false }
        let subject = key.subject
        guard let endpoint = subject.endpointID else { return listed.contains(subject) }
        guard listed.contains(.endpoint(endpoint)) else { return false }
        if subject.scope == .address { return visited.contains(subject) }
        // An endpoint without a measured address stands for its addresses.
        return identity.scope != .address || !endpoints.contains(endpoint)
    }
}

extension Method {
    /// A cycle as this method judges its evidence.
    ///
    /// - Parameters:
    ///   - common: what both cycles list; nil where that is all of it.
    ///   - others: findings of the earlier cycle, which stand there alone where no check is there any more to judge them.
    fileprivate func side(
        _ kept: KeptCycle,
        alike common: Set<Subject>?,
        besides others: Set<FindingKey> = []
    ) -> ComparedCycle {
        let findings = FindingHistory(kept, self).tracked
        let listed = ComparedCycle.listed(by: kept.estate)
        func posture(_ findings: [TrackedFinding], _ estate: Estate) -> Posture {
            model.posture(
                findings: findings,
                estate: estate,
                artefacts: kept.evidence.artefacts,
                at: kept.judged
            )
        }
        let retired = kept.standings.filter { key, _ in
            let place = key.subject.endpointID.map { Subject.endpoint($0) } ?? key.subject
            return Catalog.identities[key.check] == nil && listed.contains(place) && !others.contains(key)
        }
        return ComparedCycle(
            cycle: kept.cycle,
            kept: kept.posture,
            posture: posture(findings, kept.estate),
            alike: common.map { posture(findings, kept.estate.restricted(to: $0)) },
            listed: listed,
            findings: findings
                + retired.map { $1.standing.tracked($0, number: $1.number, seen: kept.judged) },
            checks: Set(
                kept.standings.keys.filter { Catalog.identities[$0.check] != nil || retired[$0] != nil }.map(
                    \.check
                )
            )
        )
    }
}

extension Estate {
    /// The same with no other endpoints, domains and missions than these.
    fileprivate func restricted(to subjects: Set<Subject>) -> Estate {
        var copy = self
        copy.endpoints.removeAll { !subjects.contains(.endpoint($0.id)) }
        copy.domains.removeAll { !subjects.contains(.domain($0.name)) }
        copy.missions.removeAll { !subjects.contains(.mission($0.id)) }
        return copy
    }
}
