// SPDX-License-Identifier: Apache-2.0
package import Model

/// Failures that one change mends.
package struct FixBundle: Hashable, Codable, Sendable {
    /// Stable from cycle to cycle: the cause and the place, `tls:192.0.2.10`, `zone:mfa.example`.
    package let id: String
    package let cause: RootCause
    /// What is changed: a domain, addresses, a host, digests of certificates, or what is to be decided of whom.
    package let place: String
    /// The largest of its checks'.
    package let effort: Effort
    /// Sorted.
    package let findings: [FindingKey]

    /// The checks that fail, sorted.
    package var checks: [String] { Set(findings.map(\.check)).sorted() }

    /// The endpoints concerned, sorted.
    package var endpoints: [String] { Set(findings.compactMap(\.subject.endpointID)).sorted() }
}

/// What endpoints have in common, so that one change reaches all of them.
package struct SharedPlaces: Hashable, Sendable {
    /// The SHA-256 of the certificates that endpoints serve, sorted, by endpoint id; an endpoint that is not here has a
    /// certificate of its own.
    package var certificates: [String: [String]]

    package init(certificates: [String: [String]] = [:]) { self.certificates = certificates }
}

/// Sorts failures by what mends them.
struct Bundling {
    private let model: RiskModel
    private let estate: Estate
    private let shared: SharedPlaces
    private let endpoints: [String: Endpoint]
    /// Where each endpoint was met, sorted and joined.
    private let addresses: [String: String]

    init(_ model: RiskModel, _ estate: Estate, _ shared: SharedPlaces, findings: [TrackedFinding]) {
        self.model = model
        self.estate = estate
        self.shared = shared
        endpoints = Dictionary(estate.endpoints.map { ($0.id, $0) }) { first, _ in first }
        var met: [String: Set<IPAddress>] = [:]
        for endpoint in estate.endpoints { met[endpoint.id] = Set(endpoint.addresses) }
        for finding in findings {
            guard let address = finding.finding.subject.address, let id = finding.finding.subject.endpointID
            else { continue }
            met[id]?.insert(address)
        }
        addresses = met.mapValues { $0.map(\.description).sorted().joined(separator: ", ") }
    }

    /// Bundles of what fails and no acceptance bears, sorted by id.
    func bundles(of items: [RiskItem]) -> [FixBundle] {
        var members: [Home: [FindingKey]] = [:]
        for item in items where item.verdict.state == .fail && item.acceptance == nil {
            members[home(of: item.key), default: []].append(item.key)
        }
        return members.map { home, keys in
            let efforts = keys.map { model.checks[$0.check]?.effort ?? .medium }
            return FixBundle(
                id: "\(home.cause.rawValue):\(home.place)",
                cause: home.cause,
                place: home.place,
                effort: efforts.max() ?? .medium,
                findings: keys.sorted()
            )
        }
        .sorted { $0.id < $1.id }
    }

    private struct Home: Hashable {
        let cause: RootCause
        let place: String
    }

    private func home(of key: FindingKey) -> Home {
        // What staff answer is mended by whoever answers.
        let cause = model.checks[key.check]?.rootCause ?? .process
        return Home(cause: cause, place: place(of: key, for: cause))
    }

    private func place(of key: FindingKey, for cause: RootCause) -> String {
        guard let id = key.subject.endpointID, let endpoint = endpoints[id] else {
            let whose = key.subject.name.isEmpty ? "the ministry" : key.subject.name
            return cause == .process ? "\(key.check) of \(whose)" : whose
        }
        switch cause {
        case .zone: return zone(of: endpoint.host)
        case .certificate: return (shared.certificates[id] ?? [id]).joined(separator: ", ")
        case .tls, .site: return addresses[id].flatMap { $0.isEmpty ? nil : $0 } ?? id
        case .page: return endpoint.host
        case .host, .process: return id
        }
    }

    /// The longest listed domain that the host lies in; the host where none is listed.
    private func zone(of host: String) -> String {
        let above = estate.domains.map(\.name).filter { host == $0 || host.hasSuffix("." + $0) }
        return above.max { ($0.utf8.count, $0) < ($1.utf8.count, $1) } ?? host
    }
}

extension Effort: Comparable {
    package static func < (left: Effort, right: Effort) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .small: 0
        case .medium: 1
        case .large: 2
        }
    }
}
