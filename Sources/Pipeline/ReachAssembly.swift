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
        let settings = method.model.checks[ClientsExcluded.identity.id]?.thresholds ?? [:]
        let check = try ClientsExcluded(CheckSettings(settings, clients: method.clients))
        return estate.endpoints.sorted { $0.id < $1.id }.map { endpoint in
            let outcomes = Result { () throws(Unestablished) in
                try check.gather(from: evidence, about: .endpoint(endpoint.id)).outcomes
            }
            return Line(endpoint: endpoint, reach: outcomes.map { Reach($0, audience: audience) })
        }
    }
}
