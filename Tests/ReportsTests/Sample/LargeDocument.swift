// SPDX-License-Identifier: Apache-2.0
import Checks
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
            previous: before,
            findings: endpoints.flatMap(findings) + endpoints.prefix(1).flatMap(further),
            checks: sample.checks.merging(checks) { first, _ in first },
            categories: sample.categories,
            scenarios: sample.scenarios,
            attestationItems: sample.attestationItems,
            measured: Dictionary(endpoints.map { ($0.id, measured) }) { first, _ in first }
        )
        .compared()
    }

    /// More failures than a page of changes lists, none of which is there any more.
    private static let before: Posture = {
        let sample = SamplePosture.before
        let items = (1...450).map { number in
            SamplePosture.item(
                FindingKey(check: "tls.version-obsolete", subject: .endpoint("old\(number).mfa.example")),
                "cyberattacks",
                Double(number % 100),
                nil
            )
        }
        return Posture(
            asOf: sample.asOf,
            model: sample.model,
            ministry: sample.ministry,
            categories: sample.categories,
            missions: [:],
            endpoints: [:],
            items: items,
            attestations: [],
            acceptances: []
        )
    }()

    /// Many checks of one control.
    private static let checks = Dictionary(
        uniqueKeysWithValues: (1...12).map { number in
            SampleDocument.check("tls.large-\(number)", "Check \(number)", "cyberattacks", "S")
        }.map { ($0.identity.id, $0) }
    )

    private static func further(_ endpoint: Endpoint) -> [TrackedFinding] {
        checks.keys.sorted().map { check in
            TrackedFinding(
                number: 9,
                finding: Finding(
                    check: check,
                    subject: .endpoint(endpoint.id),
                    verdict: .fail(level: "weak", seen: "x", expected: "y")
                ),
                since: SampleEstate.now,
                firstFailed: SampleEstate.now,
                lastSeen: SampleEstate.now,
                reopened: 0
            )
        }
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
