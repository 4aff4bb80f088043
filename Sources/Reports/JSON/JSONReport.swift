// SPDX-License-Identifier: Apache-2.0
import Checks
package import Foundation
import Model

/// The report for machines, described by Docs/schema/report.schema.json.
package enum JSONReport {
    package static let schema = "chancery.report/1"

    /// Canonical bytes: equal documents give equal bytes, so that the file can be hashed.
    package static func render(
        _ document: ReportDocument,
        emit: (_ path: String, _ bytes: Data) throws -> Void
    ) throws {
        try json(document).canonical { try emit("report.json", $0) }
    }

    package static func json(_ document: ReportDocument) -> JSONValue {
        let site = Site(document)
        return [
            "schema": .string(schema),
            "written": JSONValue(document.written),
            "classification": JSONValue(document.classification),
            "ministry": [
                "name": .string(document.estate.ministry.name),
                "time_zone": .string(document.estate.ministry.timeZone),
                "contact": JSONValue(document.estate.ministry.contact),
            ],
            "cycle": document.cycle.json,
            "vantage": document.vantage?.json ?? .null,
            "self_check": document.selfCheck?.json ?? .null,
            "networks": .array(document.networks.map(\.json)),
            "model": document.posture.model.json,
            "as_of": JSONValue(document.posture.asOf),
            "overall": document.posture.ministry.json(before: document.previous?.ministry),
            "categories": .array(document.posture.categories.map { $0.json(site) }),
            "missions": .array(document.estate.missions.map { $0.json(document) }),
            "endpoints": .made(
                JSONValue.Elements(count: document.estate.endpoints.count) { position in
                    document.estate.endpoints[position].json(document)
                }
            ),
            "findings": .made(
                JSONValue.Elements(count: document.findings.count) { document.findings[$0].json(site) }
            ),
            "attestations": .array(document.posture.attestations.map { $0.json(site) }),
            "acceptances": .array(document.posture.acceptances.map(\.json)),
            "disputes": .array(document.posture.disputes.map(\.json)),
            "traceability": .array(document.scenarios.map(\.json)),
        ]
    }
}

extension NetworkShares {
    fileprivate var json: JSONValue {
        [
            "kind": .string(kind), "things": .integer(things), "unknown": .integer(unknown),
            "concentration": .number(leastIndex * 100),
            "holders": .array(
                holders.map {
                    ["name": .string($0.name), "percent": .number($0.part * 100 / Double(max(1, things)))]
                }
            ),
        ]
    }
}

extension Cycle {
    fileprivate var json: JSONValue {
        [
            "id": .integer(Int(id)),
            "started": JSONValue(started),
            "finished": JSONValue(finished),
            "vantage": .string(vantage),
            "tool_version": .string(toolVersion),
            "estate_sha256": .string(estateSHA256),
        ]
    }
}

extension ModelStamp {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "version": .string(version), "sha256": .string(sha256),
            "likelihood_rule": .string(likelihoodRule),
        ]
    }
}

extension RiskEstimate {
    fileprivate var json: JSONValue {
        [
            "band": .string(band.rawValue), "low": .number(low), "point": .number(point),
            "high": .number(high),
        ]
    }
}

extension Coverage {
    fileprivate var json: JSONValue {
        ["established": .integer(established), "applicable": .integer(applicable)]
    }
}

extension Subject {
    var json: JSONValue { ["scope": .string(scope.rawValue), "name": .string(name)] }
}

extension FindingKey {
    var json: JSONValue { ["check": .string(check), "subject": subject.json] }
}

extension Assessment {
    fileprivate func json(before: Assessment?) -> JSONValue {
        [
            "residual": residual.json,
            "inherent": inherent.json,
            "coverage": coverage.json,
            "insufficient_evidence": .bool(evidenceIsInsufficient),
            "drivers": .array(drivers.map(\.json)),
            "previous_residual": before.map(\.residual.json) ?? .null,
        ]
    }
}

extension CategoryStanding {
    fileprivate func json(_ site: Site) -> JSONValue {
        let info = site.document.categories.first { $0.id == id }
        let before = site.document.previous?.categories.first { $0.id == id }
        return [
            "id": .string(id),
            "title": .string(site.category(id)),
            "core": .bool(info?.isCore ?? false),
            "assessment": assessment.json(before: before?.assessment),
            "scenarios": .array(
                scenarios.map {
                    [
                        "id": .string($0.id), "state": .string($0.state.rawValue),
                        "estimate": $0.state.isEstablished ? $0.estimate.json : .null,
                        "coverage": $0.coverage.json,
                    ]
                }
            ),
        ]
    }
}

extension ScenarioStanding.State {
    /// Whether its estimate rests on something; a value without a ground is not printed.
    fileprivate var isEstablished: Bool {
        switch self {
        case .measured, .attested, .unestablished: true
        case .unmeasured, .outOfScope: false
        }
    }
}

extension Mission {
    fileprivate func json(_ document: ReportDocument) -> JSONValue {
        let before = document.previous?.missions[id]
        return [
            "id": .string(id),
            "name": .string(name),
            "region": JSONValue(region),
            "languages": JSONValue(languages),
            "owner": JSONValue(owner),
            "assessment": document.posture.missions[id].map { $0.json(before: before) } ?? .null,
        ]
    }
}

extension Endpoint {
    fileprivate func json(_ document: ReportDocument) -> JSONValue {
        let before = document.previous?.endpoints[id]
        return [
            "id": .string(id),
            "target": .string(target),
            "service": .string(service.rawValue),
            "role": .string(role.rawValue),
            "mission": JSONValue(mission),
            "criticality": .object(
                Objective.allCases.map { .init($0.rawValue, .string(criticality[$0].rawValue)) }
            ),
            "secrecy_lifetime_days": JSONValue(secrecyLifetimeDays),
            "authorisation": [
                "tier": .string(authorisation.tier.rawValue),
                "by": JSONValue(authorisation.by),
                "until": JSONValue(authorisation.until?.description),
                "exposure": .bool(authorisation.exposure),
                "page_requests": JSONValue(authorisation.pageRequests),
            ],
            "assessment": document.posture.endpoints[id].map { $0.json(before: before) } ?? .null,
            "measured": document.measured[id]?.json ?? .null,
        ]
    }
}
