// SPDX-License-Identifier: Apache-2.0
import Model

/// Where a finding stands in the estate; shared by all findings that stand there.
final class Place: Sendable {
    let criticality: Criticality
    /// Nil for the scopes wider than one endpoint.
    let endpoint: Endpoint?
    /// The id of the mission it belongs to; nil where it belongs to the ministry as a whole.
    let mission: String?

    /// A domain serves whatever role its hosts have.
    let isDomain: Bool

    init(criticality: Criticality, endpoint: Endpoint?, mission: String?, isDomain: Bool = false) {
        self.isDomain = isDomain
        self.criticality = criticality
        self.endpoint = endpoint
        self.mission = mission
    }
}

/// The estate by subject, so that a finding finds its place without a search.
struct EstateIndex {
    private let endpoints: [String: Place]
    private let domains: [String: Place]
    private let missions: [String: Place]
    private let ministry: Place

    init(_ estate: Estate) {
        var underMission: [String: Criticality] = [:]
        var underDomain: [String: Criticality] = [:]
        var overall: Criticality?
        let listed = Set(estate.domains.map(\.name))
        for endpoint in estate.endpoints {
            overall.absorb(endpoint.criticality)
            if let mission = endpoint.mission { underMission[mission].absorb(endpoint.criticality) }
            for name in Self.ancestors(of: endpoint.host) where listed.contains(name) {
                underDomain[name].absorb(endpoint.criticality)
            }
        }
        // What has no endpoint beneath it still matters: it weighs as much as a service of no special role.
        let standard = Role.other.defaultCriticality
        ministry = Place(criticality: overall ?? standard, endpoint: nil, mission: nil)
        endpoints = Dictionary(
            estate.endpoints.map {
                ($0.id, Place(criticality: $0.criticality, endpoint: $0, mission: $0.mission))
            }
        ) { first, _ in first }
        domains = Dictionary(
            estate.domains.map {
                let criticality = underDomain[$0.name] ?? standard
                return (
                    $0.name,
                    Place(criticality: criticality, endpoint: nil, mission: $0.mission, isDomain: true)
                )
            }
        ) { first, _ in first }
        missions = Dictionary(
            estate.missions.map {
                ($0.id, Place(criticality: underMission[$0.id] ?? standard, endpoint: nil, mission: $0.id))
            }
        ) { first, _ in first }
    }

    /// Nil for a subject that the estate does not list, or no longer lists.
    func place(of subject: Subject) -> Place? {
        switch subject.scope {
        case .address, .endpoint: subject.endpointID.flatMap { endpoints[$0] }
        case .domain: domains[subject.name]
        case .mission: missions[subject.name]
        case .ministry: ministry
        }
    }

    /// `www.mfa.example`, `mfa.example`, `example`.
    private static func ancestors(of host: String) -> [String] {
        var rest = host[...]
        var names = [host]
        while let dot = rest.firstIndex(of: ".") {
            rest = rest[rest.index(after: dot)...]
            names.append(String(rest))
        }
        return names
    }
}

extension Criticality? {
    /// Takes the worse of each objective.
    fileprivate mutating func absorb(_ other: Criticality) {
        guard let own = self else {
            self = other
            return
        }
        self = Criticality(
            confidentiality: max(own.confidentiality, other.confidentiality),
            integrity: max(own.integrity, other.integrity),
            availability: max(own.availability, other.availability)
        )
    }
}
