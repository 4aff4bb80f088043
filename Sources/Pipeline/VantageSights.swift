// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
package import Foundation
package import Model
internal import Observations
package import Store

/// What the newest bundles of the missions' vantages say, as facts of the cycle that begins.
package struct VantageSights: Sendable {
    private let looks: [String: [VantageLook]]
    /// One answer a configured vantage, for the visit to the ministry.
    package let answers: [Answer]

    /// Reads the bundles that are kept; empty where no vantage is configured.
    ///
    /// - Parameter age: older bundles do not count.
    package static func load(from store: any Store, _ estate: Estate, age: Duration, at now: Date)
        async throws(StoreError) -> VantageSights
    {
        guard !estate.vantages.isEmpty else { return VantageSights(looks: [:], answers: []) }
        let oldest = now.addingTimeInterval(-Double(age.components.seconds))
        let kept = try await store.bundles(since: oldest)
        var past = PastHomes(store: store)
        var looks: [String: [VantageLook]] = [:]
        var answers: [Answer] = []
        for vantage in estate.vantages {
            // Newest first; what was signed and kept was read before, so a part that cannot be read is passed over.
            let own = kept.filter { $0.vantage == vantage.id }
            let valid = own.filter { $0.finished >= oldest && $0.finished <= now.addingTimeInterval(300) }
            let bundles = valid.compactMap { kept in (try? ObservationBundle(kept.bytes)).map { (kept, $0) } }
            guard let (newest, bundle) = bundles.first else {
                answers.append(
                    .unestablished(Question(MissionVantage.self, vantage.id), gap(vantage, own.first))
                )
                continue
            }
            answers.append(.fact(FactRecord(MissionVantage(bundle, sha256: SHA256.hex(Array(newest.bytes))))))
            for (id, glimpse) in Self.newest(bundles.map(\.1), in: estate) {
                let home = try await past.nearest(to: glimpse.seen, of: id, before: now)
                looks[id, default: []].append(VantageLook(vantage: vantage.id, glimpse: glimpse, home: home))
            }
        }
        return VantageSights(looks: looks, answers: answers)
    }

    /// The newest look at each endpoint, by id.
    private static func newest(_ bundles: [ObservationBundle], in estate: Estate) -> [String: EndpointGlimpse]
    {
        var found: [String: EndpointGlimpse] = [:]
        for glimpse in bundles.flatMap(\.subjects) {
            guard let id = estate.endpoint(seenIn: glimpse)?.id, found[id] == nil else { continue }
            found[id] = glimpse
        }
        return found
    }

    private static func gap(_ vantage: ListedVantage, _ last: KeptBundle?) -> Unestablished {
        guard let last else {
            return Unestablished(
                phase: .vantage,
                reason: "no bundle of the vantage \(vantage.id) was imported"
            )
        }
        let day = CalendarDay(last.finished)
        return Unestablished(
            phase: .vantage,
            reason: "the newest bundle of the vantage \(vantage.id) is of \(day), older than VantageMaxAge="
        )
    }

    /// The visit to an endpoint with how it looked from missions; other visits as they are.
    package func complete(_ visit: Visit) -> Visit {
        guard visit.subject.scope == .endpoint, let more = looks[visit.subject.name] else { return visit }
        return Visit(
            subject: visit.subject,
            vantage: visit.vantage,
            started: visit.started,
            finished: visit.finished,
            cost: visit.cost,
            transcriptSHA256: visit.transcriptSHA256,
            answers: visit.answers + more.map { .fact(FactRecord($0)) }
        )
    }
}

extension MissionVantage {
    fileprivate init(_ bundle: ObservationBundle, sha256: String) {
        self.init(
            vantage: bundle.vantage,
            started: bundle.started,
            finished: bundle.finished,
            tool: "\(bundle.tool.name) \(bundle.tool.version)",
            bundle: sha256,
            means: bundle.means,
            endpoints: bundle.subjects.count,
            reached: bundle.reached
        )
    }
}

/// What closed cycles saw at home, each read once.
private struct PastHomes {
    let store: any Store
    private var cycles: [Cycle]?
    private var evidence: [Cycle.ID: RecordedEvidence] = [:]

    /// Further back nothing is looked for.
    private static let mostCycles = 400

    init(store: any Store) { self.store = store }

    /// What the closed cycle nearest to an instant saw of an endpoint; nil where the present is nearer, or it knew no such
    /// endpoint.
    mutating func nearest(to instant: Date, of endpoint: String, before now: Date) async throws(StoreError)
        -> HomeGlimpse?
    {
        if cycles == nil { cycles = try await store.cycles(limit: Self.mostCycles) }
        let nearest = (cycles ?? []).min { Self.distance($0, instant) < Self.distance($1, instant) }
        guard let nearest, Self.distance(nearest, instant) < now.timeIntervalSince(instant) else {
            return nil
        }
        if evidence[nearest.id] == nil {
            evidence[nearest.id] = RecordedEvidence(
                estate: try await store.estate(of: nearest),
                measurements: try await store.measurements(in: nearest)
            )
        }
        guard let kept = evidence[nearest.id], kept.endpoint(endpoint) != nil else { return nil }
        do throws(Unestablished) {
            return try HomeGlimpse(of: endpoint, in: kept)
        } catch {
            let seen = nearest.finished ?? nearest.started
            return HomeGlimpse(seen: seen, addresses: [], reached: [], keys: [])
        }
    }

    /// Seconds from the time of a cycle.
    private static func distance(_ cycle: Cycle, _ instant: Date) -> TimeInterval {
        let end = cycle.finished ?? cycle.started
        if instant < cycle.started { return cycle.started.timeIntervalSince(instant) }
        return instant > end ? instant.timeIntervalSince(end) : 0
    }
}
