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

    /// - Parameter reachable: what missions measured of their own networks; none where none did.
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
                reachable: reachable(endpoint)
            )
            return Line(endpoint: endpoint, reach: reach, regional: regional)
        }
    }
}
