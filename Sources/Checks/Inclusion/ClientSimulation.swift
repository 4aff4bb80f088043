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
/// Only the negotiation is played: whether the client ships the root that the chain ends in is not simulated,
/// nor whether an address serves something else to a client without server_name. Where a server's signature
/// schemes are not known, it is taken to sign with any scheme that its key has.
package func simulate(_ client: SimulatedClient, against server: ServerProfile) -> SimulatedHandshake {
    var version: ProtocolVersion?
    do throws(Obstacle) {
        let agreed = try ClientSimulation.version(of: client, against: server)
        version = agreed
        let choice = try ClientSimulation(client: client, server: server, version: agreed).choice()
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
        throw .proven("no common protocol version")
    }

    /// Follows the suites in the order in which the server would take them.
    func choice() throws(Obstacle) -> Choice {
        let entry = server.suites[version]
        let common = inOrder(entry?.suites.filter(client.suites.contains) ?? [])
        let trials = common.suites.map { (suite: $0, outcome: trial(of: $0)) }
        let eligible = trials.filter { !$0.outcome.isPassedOver }
        guard !eligible.isEmpty else {
            if let doubt = entry?.doubt { throw .unclear("the suites are not all known: \(doubt.reason)") }
            throw .proven(trials.lazy.compactMap(\.outcome.reason).first ?? "no common cipher suite")
        }
        guard !common.isOrdered, eligible.count > 1 else {
            return try outcome(of: eligible[0])
        }
        var choices: Set<Choice> = []
        var obstacles: [Obstacle] = []
        for trial in eligible {
            do throws(Obstacle) { choices.insert(try outcome(of: trial)) } catch { obstacles.append(error) }
        }
        guard let obstacle = obstacles.first else {
            return choices.count == 1
                ? choices.first ?? Choice(suite: nil, group: nil) : Choice(suite: nil, group: nil)
        }
        guard choices.isEmpty, obstacles.allSatisfy(\.isProven) else {
            throw .unclear("it depends on the suite that is chosen: \(obstacle.reason)")
        }
        throw .proven(obstacle.reason)
    }

    /// The client's order counts only over a whole list: an unseen suite might stand before those seen.
    private func inOrder(_ suites: [CipherSuite]) -> (suites: [CipherSuite], isOrdered: Bool) {
        switch server.suiteOrders[version] {
        case .server?:
            return (suites, true)
        case .client? where server.suites[version]?.doubt == nil:
            return (client.suites.filter(suites.contains), true)
        case .client?, .single?, nil:
            return (suites, false)
        }
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
