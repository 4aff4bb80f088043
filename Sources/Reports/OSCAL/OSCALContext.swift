// SPDX-License-Identifier: Apache-2.0
import Model

/// What every part of the file refers to.
struct OSCALContext: Sendable {
    let index: ExportIndex
    let identity: OSCALIdentity
    /// Of the program, as the tool that observes.
    let tool: String

    init(_ document: ReportDocument) {
        index = ExportIndex(document)
        identity = OSCALIdentity(ministry: document.estate.ministry.name)
        tool = identity.uuid("component", "chancery")
    }

    var document: ReportDocument { index.document }
    var ministry: String { identity.uuid("party", "ministry") }
    var plan: String { identity.uuid("resource", "plan") }
    var report: String { identity.uuid("resource", "report") }

    func mission(_ id: String) -> String { identity.uuid("party", "mission", id) }

    func person(_ name: String) -> String { identity.uuid("party", "person", name) }

    func endpoint(_ id: String) -> String { identity.uuid("inventory-item", "endpoint", id) }

    func domain(_ name: String) -> String { identity.uuid("inventory-item", "domain", name) }

    func observation(_ key: FindingKey) -> String { identity.uuid("observation", key) }

    func risk(_ key: FindingKey) -> String { identity.uuid("risk", key) }

    /// That the program says so.
    var origins: JSONValue { [origin] }

    var origin: JSONValue { ["actors": [["type": "tool", "actor-uuid": .string(tool)]]] }

    /// What a finding is about; nil where the configuration does not list it any more.
    func subjects(_ subject: Subject) -> JSONValue? {
        let reference: (String, String)? =
            switch subject.scope {
            case .address, .endpoint:
                subject.endpointID.flatMap { id in
                    index.endpoint(id).map { _ in (endpoint(id), "inventory-item") }
                }
            case .domain:
                index.isListed(domain: subject.name) ? (domain(subject.name), "inventory-item") : nil
            case .mission: index.mission(subject.name).map { _ in (mission(subject.name), "party") }
            case .ministry: (ministry, "party")
            }
        return reference.map { uuid, type in
            [
                .members([
                    "subject-uuid": .string(uuid), "type": .string(type),
                    "props": .list(
                        [OSCALText.own("address", subject.address?.description)].compactMap(\.self)
                    ),
                ])
            ]
        }
    }

    func responsible(_ role: OSCALRole, _ party: String) -> JSONValue {
        ["role-id": .string(role.rawValue), "party-uuids": [.string(party)]]
    }
}

/// Who is named for what.
enum OSCALRole: String, CaseIterable {
    case systemOwner = "system-owner"
    case assetOwner = "asset-owner"
    case attestor
    case approver = "risk-approver"
    case disputant
    case judge = "dispute-decider"

    var title: String {
        switch self {
        case .systemOwner: "Ministry that is assessed"
        case .assetOwner: "Owner of an endpoint"
        case .attestor: "Who attests"
        case .approver: "Who accepts a risk"
        case .disputant: "Who disputes a finding"
        case .judge: "Who decides a dispute"
        }
    }
}
