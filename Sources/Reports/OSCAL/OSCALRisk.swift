// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// What is open, what is borne, and what was closed since the report before.
extension OSCALRegister {
    /// The naming system of facets that OSCAL itself names.
    private static let system = "http://csrc.nist.gov/ns/oscal"

    func risk(_ number: Int) -> JSONValue {
        let finding = finding(number)
        let title = finding.index.title(of: finding.key.check)
        let place = finding.index.place(of: finding.subject)
        let failure = [finding.seen.map { "Seen: \($0)." }, finding.expected.map { "Expected: \($0)." }]
        return .members([
            "uuid": .string(risks[number]),
            "title": .string(OSCALText.markup(title)),
            "description": .string(OSCALText.markup("\(title): \(ExportText.line(place))")),
            "statement": .string(
                OSCALText.markup(
                    finding.tracked.isOpen
                        ? failure.compactMap { $0.map(ExportText.line) }.joined(separator: " ")
                        : "It is mended."
                )
            ),
            "props": .list(properties(finding, priority: priorities[number])),
            "status": .string(status(finding)),
            "origins": context.origins,
            "characterizations": characterizations(finding),
            "mitigating-factors": mitigation(finding),
            "deadline": .text(finding.open?.due.map(Instant.rfc3339(endOf:))),
            "remediations": finding.index.remedy(for: finding.key.check).map { remedy in
                [
                    [
                        "uuid": .string(context.identity.uuid("remediation", finding.key)),
                        "lifecycle": "recommendation", "title": "Remedy",
                        "description": .string(OSCALText.markup(remedy)),
                    ]
                ]
            },
            "risk-log": log(finding),
            "related-observations": [["observation-uuid": .string(observations[number])]],
        ])
    }

    private func properties(_ finding: ExportedFinding, priority: Int?) -> [JSONValue] {
        [
            OSCALText.property("priority", priority.map(String.init)),
            OSCALText.own("finding-id", finding.id),
            OSCALText.own("check", finding.key.check),
            OSCALText.own("subject", finding.index.place(of: finding.subject)),
            OSCALText.own("failure-level", finding.failure?.level),
            OSCALText.own("category", finding.category),
            OSCALText.own("scenarios", finding.item?.scenarios.joined(separator: " ")),
            OSCALText.own("accepted", finding.item?.acceptance),
            OSCALText.own("false-positive", finding.item?.dispute),
            OSCALText.own("effort", finding.check?.effort),
        ]
        .compactMap(\.self)
    }

    /// A dispute under review, or an acceptance that does not count, asks for a deviation.
    private func status(_ finding: ExportedFinding) -> String {
        guard finding.tracked.isOpen else { return "closed" }
        if finding.item?.isBorne == true { return "deviation-approved" }
        if finding.index.disputes(about: finding.key).contains(where: { $0.state == .underReview })
            || finding.index.acceptances(about: finding.key).contains(where: { $0.state == .beyondLimit })
        {
            return "deviation-requested"
        }
        return finding.tracked.mended == nil ? "open" : "remediating"
    }

    /// The inherent risk as `initial`; where somebody bears it, what is left of it as `adjusted`.
    private func characterizations(_ finding: ExportedFinding) -> JSONValue? {
        guard let item = finding.open else { return nil }
        let general = [
            ("likelihood", item.likelihood.rawValue), ("impact", item.impact.rawValue),
            ("severity", item.adverseImpact.rawValue),
        ]
        .map { facet($0.0, Self.system, $0.1, "initial") }
        let initiation = facet("initiation", OSCALText.namespace, item.initiation.rawValue, "initial")
        let adjusted = item.isBorne ? values(.none, "adjusted") : []
        return [
            [
                "origin": context.origin,
                "facets": .array(general + [initiation] + values(item.estimate, "initial") + adjusted),
            ]
        ]
    }

    private func values(_ estimate: RiskEstimate, _ state: String) -> [JSONValue] {
        let own = [("value", estimate.point), ("low", estimate.low), ("high", estimate.high)]
        return [facet("risk", Self.system, estimate.band.rawValue, state)]
            + own.compactMap { name, value in
                ExportText.number(value).map { facet(name, OSCALText.namespace, $0, state) }
            }
    }

    private func facet(_ name: String, _ system: String, _ value: String, _ state: String) -> JSONValue {
        [
            "name": .string(name), "system": .string(system), "value": .string(value),
            "props": [["name": "state", "value": .string(state)]],
        ]
    }

    private func mitigation(_ finding: ExportedFinding) -> JSONValue? {
        guard let acceptance = finding.acceptance?.acceptance, let control = acceptance.compensatingControl
        else { return nil }
        return [
            .members([
                "uuid": .string(context.identity.uuid("mitigating-factor", finding.key)),
                "description": .string(OSCALText.markup(control)),
                "props": .list([OSCALText.own("acceptance", acceptance.id)].compactMap(\.self)),
            ])
        ]
    }
}
