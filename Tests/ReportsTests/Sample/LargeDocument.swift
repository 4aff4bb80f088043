// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Reports

/// One mission with very many endpoints, all of them as bad as the worst of the sample.
enum LargeDocument {
    static func document(endpoints count: Int) -> ReportDocument {
        let sample = SampleDocument.document
        let endpoints = (1...count).map(endpoint)
        let estate = Estate(
            ministry: sample.estate.ministry,
            missions: [sample.estate.missions[0]],
            endpoints: endpoints
        )
        let measured = ScanEndpointBuilder(evidence: SampleEvidence.evidence).endpoint(
            SampleEstate.estate.endpoints[2],
            findings: [],
            cost: SampleDocument.cost,
            clients: [SampleFindings.visa: clients]
        )
        return ReportDocument(
            written: sample.written,
            cycle: sample.cycle,
            estate: estate,
            posture: sample.posture,
            findings: endpoints.flatMap(findings),
            checks: sample.checks,
            categories: sample.categories,
            scenarios: sample.scenarios,
            attestationItems: sample.attestationItems,
            measured: Dictionary(endpoints.map { ($0.id, measured) }) { first, _ in first }
        )
    }

    /// As many as the shipped simulation has, all of them shut out.
    private static let clients = (1...177).map { number in
        ScanClient(name: "Client of kind \(number)", connects: false, whyNot: "reason \(number % 5)")
    }

    private static func endpoint(_ number: Int) -> Endpoint {
        let host = "host\(number).mfa.example"
        return Endpoint(
            id: host,
            host: host,
            port: 443,
            service: .https,
            role: .publicWebsite,
            mission: "hq",
            criticality: Role.publicWebsite.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }

    private static func findings(_ endpoint: Endpoint) -> [TrackedFinding] {
        SampleFindings.all.prefix(4).enumerated().map { position, tracked in
            TrackedFinding(
                number: Int64(position + 1),
                finding: Finding(
                    check: tracked.finding.check,
                    subject: .endpoint(endpoint.id),
                    verdict: tracked.finding.verdict
                ),
                since: tracked.since,
                firstFailed: tracked.firstFailed,
                lastSeen: tracked.lastSeen,
                reopened: 0
            )
        }
    }
}
