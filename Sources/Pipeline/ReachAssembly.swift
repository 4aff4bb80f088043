// SPDX-License-Identifier: Apache-2.0
package import Checks
internal import Facts
package import Model
internal import Risk
package import Store

/// Works out from the store alone whom the endpoints of the newest cycle reach.
package struct ReachAssembly: Sendable {
    /// Of one endpoint with TLS.
    package struct Line: Sendable {
        package let endpoint: Endpoint
        /// Throws why it is not known.
        package let reach: Result<Reach, Unestablished>
        /// With the time of its page, and from where it is reached.
        package let regional: RegionalReach

        package init(endpoint: Endpoint, reach: Result<Reach, Unestablished>, regional: RegionalReach) {
            self.endpoint = endpoint
            self.reach = reach
            self.regional = regional
        }
    }

    private let store: any Store
    private let method: Method
    private let audience: Audience

    package init(store: any Store, method: Method, audience: Audience) {
        self.store = store
        self.method = method
        self.audience = audience
    }

    /// In the order of the endpoints' ids; nil where no cycle was closed yet.
    package func lines() async throws -> [Line]? {
        guard let cycle = try await store.cycles(limit: 1).first else { return nil }
        let estate = try await store.estate(of: cycle)
        let evidence = RecordedEvidence(
            estate: estate,
            measurements: try await store.measurements(in: cycle)
        )
        return try lines(of: estate, in: evidence)
    }

    /// In the order of the endpoints' ids.
    func lines(of estate: Estate, in evidence: any Evidence) throws -> [Line] {
        let check = try ClientsExcluded(
            CheckSettings(thresholds(of: ClientsExcluded.identity), clients: method.clients)
        )
        let sights = try VantageUnreachable(CheckSettings(thresholds(of: VantageUnreachable.identity)))
        return estate.endpoints.sorted { $0.id < $1.id }.map { endpoint in
            let outcomes = Result { () throws(Unestablished) in
                try check.gather(from: evidence, about: .endpoint(endpoint.id)).outcomes
            }
            let reach = outcomes.map { Reach($0, audience: audience) }
            let regional = RegionalReach(
                of: endpoint,
                in: evidence,
                clients: reach,
                audience: audience,
                reachable: reachable(endpoint, in: evidence, by: sights)
            )
            return Line(endpoint: endpoint, reach: reach, regional: regional)
        }
    }

    private func thresholds(of check: CheckIdentity) -> [String: String] {
        method.model.checks[check.id]?.thresholds ?? [:]
    }

    /// By region, from which share of the missions' vantages there the endpoint is reached; without those where none looked.
    private func reachable(
        _ endpoint: Endpoint,
        in evidence: any Evidence,
        by check: VantageUnreachable
    ) -> [String: ReachFactor] {
        let found = audience.regions.compactMap { region -> (String, ReachFactor)? in
            VantageReach(of: region.name, endpoints: [endpoint], in: evidence, by: check).map { reach in
                guard reach.reached + reach.missed > 0 else {
                    return (region.name, .unknown("no look from missions in \(region.name) established it"))
                }
                let looks = reach.reached + reach.missed + reach.unknown
                let words = "reached by \(reach.reached) of \(looks) looks from missions there"
                return (region.name, .share(from: reach.low, to: reach.high, words))
            }
        }
        return Dictionary(found) { first, _ in first }
    }
}
