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
        var limit: Int?
        return await Trials(attack: attack, deadline: scene.interrogator.deadline).settle {
            do {
                let machine = try RenegotiationMachine(
                    context,
                    serverName: scene.serverName,
                    wanted: Self.most
                )
                let outcome = try await scene.peer.converse(machine)
                if let reason = Self.wavers(limit, outcome) { return .open(reason) }
                if outcome.isEstablished { limit = outcome.renegotiations }
                return Self.judge(outcome)
            } catch let reason as Unestablished {
                return .nothing(reason)
            } catch {
                return .lost("no handshake can be made: \(error)", phase: .notMeasured)
            }
        }
    }

    /// Why two ends of renegotiation are no limit: one that is set cuts off after as many each time.
    private static func wavers(_ limit: Int?, _ outcome: RenegotiationMachine.Outcome) -> Unestablished? {
        guard let limit, outcome.isEstablished, limit < most, outcome.renegotiations < most,
            limit != outcome.renegotiations
        else { return nil }
        return Unestablished(
            phase: .reply,
            reason: "cut off after \(limit) renegotiations, then after \(outcome.renegotiations)",
            attempts: 2
        )
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
