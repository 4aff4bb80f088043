// SPDX-License-Identifier: Apache-2.0
import Model

/// What is assessed, and by what.
extension OSCALContext {
    var localDefinitions: JSONValue {
        let items =
            document.estate.endpoints.map(Item.endpoint) + document.estate.domains.map(Item.domain)
        let all = JSONValue.list(of: items) {
            switch $0 {
            case .endpoint(let endpoint): inventoryItem(endpoint)
            case .domain(let domain): inventoryItem(domain)
            }
        }
        return .members(["inventory-items": all, "assessment-assets": assets])
    }

    private enum Item: Sendable {
        case endpoint(Endpoint)
        case domain(ListedDomain)
    }

    private func inventoryItem(_ endpoint: Endpoint) -> JSONValue {
        let measured = document.measured[endpoint.id]
        let assessment = document.posture.endpoints[endpoint.id]
        let host = IPAddress(endpoint.host)
        let addresses = measured?.addresses.map { address -> JSONValue? in
            OSCALText.property(
                address.address.contains(":") ? "ipv6-address" : "ipv4-address",
                address.address
            )
        }
        let props: [JSONValue?] =
            [
                OSCALText.property("asset-id", endpoint.id),
                host == nil ? OSCALText.property("fqdn", endpoint.host) : nil,
                OSCALText.property("uri", ExportIndex.uri(endpoint)),
            ] + (addresses ?? []) + [
                OSCALText.property("is-scanned", measured.map { $0.error == nil } == true ? "yes" : "no"),
                OSCALText.own("role", endpoint.role.rawValue),
                OSCALText.own(
                    "criticality",
                    endpoint.criticality.worst(of: Objective.allCases).rawValue
                ),
            ] + (assessment.map(properties) ?? [])
        return .members([
            "uuid": .string(self.endpoint(endpoint.id)),
            "description": .string(OSCALText.markup("Endpoint \(ExportIndex.place(endpoint))")),
            "props": .list(props.compactMap(\.self)),
            "responsible-parties": endpoint.mission.flatMap(index.mission)
                .map { [responsible(.assetOwner, mission($0.id))] },
        ])
    }

    private func inventoryItem(_ domain: ListedDomain) -> JSONValue {
        .members([
            "uuid": .string(self.domain(domain.name)),
            "description": .string(OSCALText.markup("Domain \(domain.name)")),
            "props": .list([OSCALText.property("fqdn", domain.name)].compactMap(\.self)),
            "responsible-parties": domain.mission.flatMap(index.mission)
                .map { [responsible(.assetOwner, mission($0.id))] },
        ])
    }

    /// Interval and coverage; a band only where there is evidence for one.
    func properties(_ assessment: Assessment) -> [JSONValue?] {
        let residual = assessment.residual
        let applies = assessment.coverage.applicable > 0
        let isKnown = applies && !assessment.evidenceIsInsufficient
        return [
            isKnown ? OSCALText.own("band", residual.band.rawValue) : nil,
            isKnown ? OSCALText.own("value", ExportText.number(residual.point)) : nil,
            applies ? OSCALText.own("low", ExportText.number(residual.low)) : nil,
            applies ? OSCALText.own("high", ExportText.number(residual.high)) : nil,
            isKnown ? OSCALText.own("inherent-value", ExportText.number(assessment.inherent.point)) : nil,
            OSCALText.own("established", String(assessment.coverage.established)),
            OSCALText.own("applicable", String(assessment.coverage.applicable)),
            OSCALText.own("insufficient-evidence", assessment.evidenceIsInsufficient ? "yes" : nil),
        ]
    }

    private var assets: JSONValue {
        let cycle = document.cycle
        let component: JSONValue = .members([
            "uuid": .string(tool), "type": "software", "title": "Chancery",
            "description": "Measures endpoints and judges them together with what is attested.",
            "props": .list([OSCALText.property("version", cycle.toolVersion)].compactMap(\.self)),
            "status": ["state": "operational"],
        ])
        let platform: JSONValue = .members([
            "uuid": .string(identity.uuid("assessment-platform", cycle.vantage)),
            "title": .string(OSCALText.markup("Vantage \(cycle.vantage)")),
            "props": .list((document.vantage?.limits ?? []).compactMap { OSCALText.own("limit", $0) }),
            "uses-components": [["component-uuid": .string(tool)]],
        ])
        return ["components": [component], "assessment-platforms": [platform]]
    }
}
