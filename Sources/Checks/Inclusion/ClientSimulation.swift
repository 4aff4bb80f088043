// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
package import TLSWire

/// What would come of one client's hello.
package struct SimulatedHandshake: Hashable, Sendable {
    package let client: String
    /// Nil where what was measured does not decide it.
    package let connects: Bool?
    /// As far as the negotiation gets, as for the next two; nil also where several outcomes are possible.
    package let version: ProtocolVersion?
    package let suite: CipherSuite?
    package let group: NamedGroup?
    /// Why it does not, or may not, connect; nil where it does.
    package let whyNot: String?
}

/// Plays a client's hello against what an address was seen to offer.
///
/// Of its trust store it is asked only whether it is known to lack the root that the chain ends in. Where a
/// server's signature schemes are not known, it is taken to sign with any scheme that its key has; a server
/// insists on extended_master_secret where it was seen to refuse a hello without.
package func simulate(_ client: SimulatedClient, against server: ServerProfile) -> SimulatedHandshake {
    var version: ProtocolVersion?
    do throws(Obstacle) {
        let agreed = try ClientSimulation.version(of: client, against: server)
        version = agreed
        let choice = try ClientSimulation(client: client, server: server, version: agreed).choice()
        try ClientSimulation.hello(of: client, against: server, choice)
        try ClientSimulation.masterSecret(of: client, against: server, at: agreed)
        return SimulatedHandshake(
            client: client.name,
            connects: true,
            version: agreed,
            suite: choice.suite,
            group: choice.group,
            whyNot: nil
        )
    } catch {
        return SimulatedHandshake(
            client: client.name,
            connects: error.isProven ? false : nil,
            version: version,
            suite: error.suite,
            group: nil,
            whyNot: error.reason
        )
    }
}

/// Why a simulated handshake ends, or cannot be followed any further.
struct Obstacle: Error, Hashable, Sendable {
    let reason: String
    /// False where the evidence runs out instead of the handshake.
    let isProven: Bool
    /// The suite that the server had chosen by then.
    var suite: CipherSuite?

    static func proven(_ reason: String) -> Obstacle { Obstacle(reason: reason, isProven: true) }

    static func unclear(_ reason: String) -> Obstacle { Obstacle(reason: reason, isProven: false) }
}

/// The negotiation at one version that both sides have.
struct ClientSimulation {
    let client: SimulatedClient
    let server: ServerProfile
    let version: ProtocolVersion

    /// What the server settles on; nil where more than one outcome is possible.
    struct Choice: Hashable {
        let suite: CipherSuite?
        let group: NamedGroup?
    }

    /// The highest version of both (RFC 5246 §E.1); nobody falls back to a lower one.
    static func version(
        of client: SimulatedClient,
        against server: ServerProfile
    ) throws(Obstacle) -> ProtocolVersion {
        for version in ProtocolVersion.allCases.reversed() where client.versions.contains(version) {
            switch server.suites.versions[version] {
            case true?: return version
            case false?: continue
            case nil:
                let doubt = server.suites.versions.doubts[version]?.reason ?? "it was not measured"
                throw .unclear("whether \(version.title) is offered is not known: \(doubt)")
            }
        }
        throw .proven("no common protocol version: it has \(title(of: client.versions))")
    }

    private static func title(of versions: ClosedRange<ProtocolVersion>) -> String {
        let (lowest, highest) = (versions.lowerBound, versions.upperBound)
        return lowest == highest ? lowest.title : "\(lowest.title) to \(highest.title)"
    }

    /// What of the hello's form can fail although its lists fit.
    static func hello(
        of client: SimulatedClient,
        against server: ServerProfile,
        _ choice: Choice
    ) throws(Obstacle) {
        if client.format == .sslv2, server.takesSSLv2Format != true {
            guard server.takesSSLv2Format == nil else {
                throw Obstacle(
                    reason: "its SSLv2-format hello is refused",
                    isProven: true,
                    suite: choice.suite
                )
            }
            throw .unclear("whether its SSLv2-format hello is taken was not measured")
        }
        if !client.sendsServerName, server.servesWithoutName != true {
            guard server.servesWithoutName == nil else {
                throw .proven("it names no host (SNI), which the server insists on")
            }
            throw .unclear("whether a client that names no host (SNI) is served is not known")
        }
    }

    /// SSL 3.0 has no extensions to insist on, and TLS 1.3 needs none for this.
    static func masterSecret(
        of client: SimulatedClient,
        against server: ServerProfile,
        at version: ProtocolVersion
    ) throws(Obstacle) {
        guard !client.offersExtendedMasterSecret, version > .ssl3, version < .tls13,
            let demand = server.masterSecretDemand
        else { return }
        guard demand == version else {
            throw .unclear(
                "whether the server insists on extended_master_secret was not asked at \(version.title)"
            )
        }
        throw .proven("it has no extended_master_secret, which the server insists on")
    }

    /// Follows the suites in the order in which the server would take them.
    func choice() throws(Obstacle) -> Choice {
        guard version > .ssl2 else { return Choice(suite: nil, group: nil) }
        let entry = server.suites[version]
        let common = common(of: entry?.suites ?? [], isWhole: entry?.doubt == nil)
        var refusal: String?
        var eligible: [(suite: CipherSuite, outcome: Trial)] = []
        for suite in common.suites where eligible.isEmpty || !common.isOrdered {
            let outcome = trial(of: suite)
            if !outcome.isPassedOver {
                eligible.append((suite, outcome))
            } else if refusal == nil {
                refusal = outcome.reason
            }
        }
        guard let first = eligible.first else {
            if let doubt = entry?.doubt { throw .unclear("the suites are not all known: \(doubt.reason)") }
            throw .proven(refusal ?? "no common cipher suite at \(version.title)")
        }
        if common.isOrdered, let rival = rival(of: first.suite, among: common.suites) {
            eligible.append(rival)
        }
        guard eligible.count > 1 else {
            let choice = try outcome(of: first)
            return common.isWhole ? choice : Choice(suite: nil, group: nil)
        }
        return try outcome(ofAny: eligible)
    }

    /// What is common to all that may be chosen.
    private func outcome(ofAny trials: [(suite: CipherSuite, outcome: Trial)]) throws(Obstacle) -> Choice {
        var choices: [Choice] = []
        var obstacles: [Obstacle] = []
        for trial in trials {
            do throws(Obstacle) { choices.append(try outcome(of: trial)) } catch { obstacles.append(error) }
        }
        if let obstacle = obstacles.first {
            guard choices.isEmpty, obstacles.allSatisfy(\.isProven) else {
                throw .unclear("it depends on the suite that is chosen: \(obstacle.reason)")
            }
            throw .proven(obstacle.reason)
        }
        let groups = Set(choices.map(\.group))
        return Choice(suite: nil, group: groups.count == 1 ? groups.first ?? nil : nil)
    }

    private struct SharedSuites {
        let suites: [CipherSuite]
        /// Whether the first that works is chosen.
        let isOrdered: Bool
        /// Whether one that was not seen may be chosen before these.
        let isWhole: Bool
    }

    /// The client's order counts only over a whole list: an unseen suite might stand before those seen.
    private func common(of offered: [CipherSuite], isWhole: Bool) -> SharedSuites {
        switch server.suiteOrders[version] {
        case .server?:
            return SharedSuites(
                suites: prioritised(offered.filter { client.suiteIDs.contains($0.id) }),
                isOrdered: true,
                isWhole: true
            )
        case .client? where isWhole:
            let known = Set(offered.map(\.id))
            let suites = client.suites.filter { known.contains($0.id) }
            return SharedSuites(suites: suites, isOrdered: true, isWhole: true)
        case .client?, .single?, nil:
            let suites = offered.filter { client.suiteIDs.contains($0.id) }
            return SharedSuites(suites: suites, isOrdered: false, isWhole: isWhole)
        }
    }

    /// In the server's order, with ChaCha20 first where that is what it does for a client that begins with it.
    private func prioritised(_ suites: [CipherSuite]) -> [CipherSuite] {
        guard server.chaCha20Priorities[version] == true,
            client.suites.first?.attributes?.cipher == .chacha20
        else { return suites }
        let isFirst: (CipherSuite) -> Bool = { $0.attributes?.cipher == .chacha20 }
        return suites.filter(isFirst) + suites.filter { !isFirst($0) }
    }

    /// A server that goes by its own order may still put ChaCha20 first for a client that does, where that is not known.
    private func rival(
        of suite: CipherSuite,
        among suites: [CipherSuite]
    ) -> (suite: CipherSuite, outcome: Trial)? {
        guard server.suiteOrders[version] == .server, server.chaCha20Priorities[version] == nil,
            suite.attributes?.cipher != .chacha20,
            client.suites.first?.attributes?.cipher == .chacha20
        else { return nil }
        for other in suites where other.attributes?.cipher == .chacha20 {
            let outcome = trial(of: other)
            if !outcome.isPassedOver { return (other, outcome) }
        }
        return nil
    }

    private func outcome(of trial: (suite: CipherSuite, outcome: Trial)) throws(Obstacle) -> Choice {
        switch trial.outcome {
        case .works(let group):
            return Choice(suite: trial.suite, group: group)
        case .breaks(let reason), .passedOver(let reason):
            throw Obstacle(reason: reason, isProven: true, suite: trial.suite)
        case .unclear(let reason):
            throw .unclear(reason)
        }
    }
}
