// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model

/// Concludes from what visits came to whether the vantage itself was in the way.
///
/// It counts what failed, or looked, alike in networks that have nothing in common: only addresses out in the
/// internet, and each network once.
package struct VantageConclusion: Sendable {
    private struct Network: Hashable { let prefix: [UInt8] }

    /// What became of connections to one network.
    private struct Tries {
        var stood = false
        var failures: Set<String> = []
    }

    private struct Served {
        let endpoint: String
        let network: Network
        let isTrusted: Bool
        let isStranger: Bool
        let issuer: String
        let key: String
    }

    private var tries: [OutgoingWay.Way: [Network: Tries]] = [:]
    private var served: [Served] = []
    private var endpoints: [String: Endpoint]

    /// Of the endpoints seen, how many of a hundred must have the one issuer.
    private static let most = 90

    package init(_ endpoints: [Endpoint]) {
        self.endpoints = Dictionary(endpoints.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Takes in the visits of one more endpoint.
    package mutating func add(_ visits: [Visit], of endpoint: Endpoint) {
        endpoints[endpoint.id] = endpoint
        for visit in visits { add(visit) }
    }

    /// Takes in one visit; those that are not to an address say nothing here.
    package mutating func add(_ visit: Visit) {
        guard let address = visit.subject.address, address.isGlobal, let endpoint = visit.subject.endpointID
        else {
            return
        }
        let network = Network(prefix: Array(address.bytes.prefix(address.family == .v4 ? 2 : 4)))
        note(visit, at: address, of: endpoint, network)
        add(served: visit, endpoint, network)
    }

    /// One answer a question.
    package var answers: [Answer] { OutgoingWay.Way.allCases.map(way) + [interception] }

    // MARK: Ways

    private mutating func note(_ visit: Visit, at address: IPAddress, of endpoint: String, _ network: Network)
    {
        var ways: [OutgoingWay.Way] = address.family == .v6 ? [.ipv6] : []
        if endpoints[endpoint]?.port == 25 { ways.append(.mail) }
        let question = Question(Reachability.self)
        guard !ways.isEmpty, let answer = visit.answers.first(where: { $0.question == question }) else {
            return
        }
        for way in ways {
            switch answer {
            case .unestablished(_, let gap) where gap.phase == .connect:
                tries[way, default: [:]][network, default: Tries()].failures.insert(gap.reason)
            // Not even tried: left alone, or the kernel had no route.
            case .unestablished(_, let gap) where gap.isDeliberate || gap.phase == .vantage: break
            default: tries[way, default: [:]][network, default: Tries()].stood = true
            }
        }
    }

    private func way(_ way: OutgoingWay.Way) -> Answer {
        let networks = tries[way] ?? [:]
        if networks.values.contains(where: \.stood) { return .fact(OutgoingWay(way, isOpen: true)) }
        let failures = networks.values.reduce(into: Set<String>()) { $0.formUnion($1.failures) }
        guard networks.count >= OutgoingWay.leastNetworks, failures.count == 1, let failure = failures.first
        else {
            let reason =
                networks.isEmpty
                ? "no endpoint that was visited needs it"
                : "\(networks.count) networks did not answer, which may be their own doing"
            let phase: Unestablished.Phase = networks.isEmpty ? .notMeasured : .vantage
            return .unestablished(
                Question(OutgoingWay.self, way.rawValue),
                Unestablished(phase: phase, reason: reason, attempts: networks.count)
            )
        }
        return .fact(OutgoingWay(way, isOpen: false, failure: failure))
    }

    // MARK: Interception

    private mutating func add(served visit: Visit, _ endpoint: String, _ network: Network) {
        let facts: [(CertificateChain)] = Self.facts(visit)
        let trusts: [ChainTrust] = Self.facts(visit)
        guard let leaf = facts.first(where: { $0.aspect == CertificateChain.served })?.leaf else { return }
        let verdicts = trusts.filter { $0.chain == CertificateChain.served }
        guard !verdicts.isEmpty else { return }
        served.append(
            Served(
                endpoint: endpoint,
                network: network,
                isTrusted: verdicts.contains { $0.outcome == .trusted },
                isStranger: !leaf.isSelfIssued
                    && verdicts.allSatisfy { $0.outcome == .unknownRoot || $0.outcome == .issuerMissing },
                issuer: leaf.issuer,
                key: leaf.spkiSHA256
            )
        )
    }

    private static func facts<F: Fact>(_ visit: Visit) -> [F] {
        visit.answers.compactMap { answer in
            guard case .fact(let record) = answer, record.question.kind == F.kind else { return nil }
            return try? record.decode(F.self)
        }
    }

    private var interception: Answer {
        if let other = served.first(where: { isOther($0) && $0.isStranger }) {
            return .fact(TLSInterception(ground: .knownKey, issuer: other.issuer))
        }
        let groups = Dictionary(grouping: served.filter(\.isStranger), by: \.issuer)
        let largest = groups.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
        if let (issuer, group) = largest.map({ ($0.key, $0.value) }),
            Set(group.map(\.network)).count >= OutgoingWay.leastNetworks,
            Set(group.map(\.endpoint)).count >= OutgoingWay.leastNetworks,
            group.count * 100 >= served.count * Self.most
        {
            return .fact(TLSInterception(ground: .oneIssuer, issuer: issuer))
        }
        guard served.contains(where: \.isTrusted) else {
            let reason =
                served.isEmpty ? "no certificate was seen" : "no certificate that was seen is trusted"
            return .unestablished(
                Question(TLSInterception.self),
                Unestablished(phase: served.isEmpty ? .notMeasured : .vantage, reason: reason)
            )
        }
        return .fact(TLSInterception(ground: nil, issuer: nil))
    }

    /// Whether its keys are known and this is none of them.
    private func isOther(_ one: Served) -> Bool {
        guard let known = endpoints[one.endpoint]?.knownKeys, !known.isEmpty else { return false }
        return !known.contains(one.key)
    }
}
