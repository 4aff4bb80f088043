// SPDX-License-Identifier: Apache-2.0
package import Foundation
import HTTPWire
import Model
import Reports
package import Store

/// Everything that is served, by path: health, metrics, the written reports, and the interface for other programs.
package struct Website: Sendable {
    let store: any Store
    let source: any DaemonSource
    let site: ReportSite
    let version: String
    let tally: ServingTally
    let snapshots: Snapshots

    /// - Parameters:
    ///   - reports: the folder of all reports.
    ///   - version: of the running daemon.
    package init(
        store: any Store,
        source: any DaemonSource,
        reports: URL,
        version: String,
        tally: ServingTally
    ) {
        self.store = store
        self.source = source
        self.version = version
        self.tally = tally
        site = ReportSite(directory: reports)
        snapshots = Snapshots(store: store, source: source)
    }

    /// The answer, whatever goes wrong.
    package func answer(_ request: WebRequest) async -> WebAnswer {
        do {
            return try await routed(request)
        } catch let problem as Problem {
            return problem.answer
        } catch is StoreError {
            // What is wrong with the store stands in the journal; its paths are nobody else's business.
            return Problem(503, "The store does not answer.", fields: [.init("Retry-After", "30")]).answer
        } catch {
            return Problem(500, "The answer could not be made.").answer
        }
    }

    private func routed(_ request: WebRequest) async throws -> WebAnswer {
        for route in Route.all {
            guard let parameters = route.match(request.target.segments) else { continue }
            try route.permit(request.target.parameters)
            return try await route.answer(self, Query(request, parameters))
        }
        throw Problem.notFound
    }
}
