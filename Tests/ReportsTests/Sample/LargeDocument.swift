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
        let measured = SampleDocument.measured["visa.nairobi.mfa.example"]
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
            measured: Dictionary(
                endpoints.compactMap { endpoint in measured.map { (endpoint.id, $0) } }
            ) { first, _ in first }
        )
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
