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

    /// By region, from which share of its networks an endpoint is reached; what is missing is not established.
    package typealias Vantages = @Sendable (Endpoint) -> [String: ReachFactor]

    private let store: any Store
    private let method: Method
    private let audience: Audience
    private let reachable: Vantages

    /// - Parameter reachable: what is known beside the bundles of missions, and before them.
    package init(
        store: any Store,
        method: Method,
        audience: Audience,
        reachable: @escaping Vantages = { _ in [:] }
    ) {
        self.store = store
        self.method = method
        self.audience = audience
        self.reachable = reachable
    }

    /// In the order of the endpoints' ids; nil where no cycle was closed yet.
    package func lines() async throws -> [Line]? {
        guard let cycle = try await store.cycles(limit: 1).first else { return nil }
        let estate = try await store.estate(of: cycle)
        let evidence = RecordedEvidence(
            estate: estate,
            measurements: try await store.measurements(in: cycle)
        )
        let settings = method.model.checks[ClientsExcluded.identity.id]?.thresholds ?? [:]
        let check = try ClientsExcluded(CheckSettings(settings, clients: method.clients))
        let seen = try MissionReach(method, evidence)
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
                reachable: reachable(endpoint).merging(seen.factors(of: endpoint)) { first, _ in first }
            )
            return Line(endpoint: endpoint, reach: reach, regional: regional)
        }
    }
}

/// From which share of the vantages in each region an endpoint is reached, by the bundles of missions.
private struct MissionReach {
    let evidence: RecordedEvidence
    let check: VantageUnreachable
    let regions: Set<String>

    init(_ method: Method, _ evidence: RecordedEvidence) throws {
        let thresholds = method.model.checks[VantageUnreachable.identity.id]?.thresholds ?? [:]
        check = try VantageUnreachable(CheckSettings(thresholds))
        self.evidence = evidence
        let estate = evidence.estate
        regions = Set(estate.vantages.compactMap { estate.mission($0.mission)?.region })
    }

    func factors(of endpoint: Endpoint) -> [String: ReachFactor] {
        let shares = regions.compactMap { region -> (String, ReachFactor)? in
            guard let reach = VantageReach(of: region, endpoints: [endpoint], in: evidence, by: check) else {
                return nil
            }
            let looks = reach.reached + reach.missed + reach.unknown
            guard reach.unknown < looks else {
                return (region, .unknown("what missions there saw is not known"))
            }
            return (region, .share(from: reach.low, to: reach.high, "looks of missions there: \(looks)"))
        }
        return Dictionary(shares) { first, _ in first }
    }
}
