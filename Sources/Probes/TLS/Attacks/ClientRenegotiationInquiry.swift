// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import Transport

/// Renegotiation at the client's wish (CVE-2011-1473): how many handshakes one connection may demand.
struct ClientRenegotiationInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.clientRenegotiation

    /// Servers that limit them allow 3 to 9.
    private static let most = 10

    func answers(about scene: TLSScene) async -> [Answer] {
        let context: TLSClientContext
        do {
            var settings = scene.clientSettings
            settings.maximum = .tls12
            settings.allowsUnsafeRenegotiation = true
            context = try await scene.handshakes.context(settings)
        } catch {
            return attack.unknown("no handshake can be made: \(error)", phase: .notMeasured)
        }
        return await Trials(attack: attack, deadline: scene.interrogator.deadline).settle {
            do {
                let machine = try RenegotiationMachine(
                    context,
                    serverName: scene.serverName,
                    wanted: Self.most
                )
                return Self.judge(try await scene.peer.converse(machine))
            } catch let reason as Unestablished {
                return .nothing(reason)
            } catch {
                return .lost("no handshake can be made: \(error)", phase: .notMeasured)
            }
        }
    }

    static func judge(_ outcome: RenegotiationMachine.Outcome) -> Trial {
        guard outcome.isEstablished else {
            let reason = outcome.failure?.reason ?? "the handshake ended: \((outcome.end ?? .closed).words)"
            return .lost(reason)
        }
        switch outcome.renegotiations {
        case most...:
            return .shows(
                .vulnerable,
                variant: "unlimited",
                evidence: "\(most) renegotiations in one connection are completed"
            )
        case 0: return .shows(.safe, evidence: "renegotiation is refused: \(manner(outcome))")
        case let count:
            return .shows(.safe, evidence: "cut off after \(count) renegotiations: \(manner(outcome))")
        }
    }

    private static func manner(_ outcome: RenegotiationMachine.Outcome) -> String {
        if let end = outcome.end { return end == .timedOut ? "no answer" : "a close" }
        guard let failure = outcome.failure else { return "a close" }
        return failure.alert.map { PeerResponse.alert($0).words } ?? failure.reason
    }
}
