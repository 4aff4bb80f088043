// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Facts
internal import Foundation
package import Model
package import Reports
package import Standards
internal import TLSWire

/// The technical part of reports and scans: each endpoint as it was measured, with its simulated clients.
package struct MeasuredEndpoints: Sendable {
    private let evidence: RecordedEvidence
    private let costs: [String: Cost]
    private let appraisal: Appraisal
    private let clients: ClientCatalogue

    package init(
        evidence: RecordedEvidence,
        measurements: [Visit],
        appraisal: Appraisal,
        clients: ClientCatalogue
    ) {
        self.evidence = evidence
        self.clients = clients
        self.appraisal = appraisal
        costs = measurements.reduce(into: [:]) { costs, measurement in
            guard let endpoint = measurement.subject.endpointID else { return }
            costs[endpoint, default: Cost()] += measurement.cost
        }
    }

    /// By endpoint id.
    package func byEndpoint() -> [String: ScanEndpoint] {
        Dictionary(evidence.estate.endpoints.map { ($0.id, scan($0, verdicts: [])) }) { first, _ in first }
    }

    /// One endpoint; `verdicts` of other endpoints are left out.
    package func scan(_ endpoint: Endpoint, verdicts: [ScanVerdict]) -> ScanEndpoint {
        let subjects = evidence.addresses(of: endpoint.id)
        return ScanEndpointBuilder(evidence: evidence, appraisal: appraisal).endpoint(
            endpoint,
            findings: verdicts,
            cost: costs[endpoint.id] ?? Cost(),
            clients: Dictionary(
                uniqueKeysWithValues: subjects.map { ($0, handshakes(at: $0, of: endpoint)) }
            )
        )
    }

    private func handshakes(at address: Subject, of endpoint: Endpoint) -> [ScanClient] {
        let server = ServerProfile(of: address, in: evidence)
        return clients.handshakes(of: endpoint.service, against: server).map { handshake in
            ScanClient(
                name: handshake.client,
                connects: handshake.connects,
                version: handshake.version,
                suite: handshake.suite,
                group: handshake.group.map { $0.name ?? $0.hex },
                whyNot: handshake.whyNot
            )
        }
    }
}
