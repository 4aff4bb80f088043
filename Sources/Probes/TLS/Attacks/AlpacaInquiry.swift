// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import Transport

/// ALPACA: whether a connection meant for another service is taken, by its server name or its application
/// protocol (RFC 6066 §3, RFC 7301 §3.2).
struct AlpacaInquiry: AttackInquiry {
    let tier = ProbeTier.active
    let begins = ExaminationStage.suites
    let attack = NamedAttack.alpaca

    static let foreignProtocol = "not-a-protocol"
    private static let tries = 3

    private enum Reception { case taken, refused }

    func foregone(about scene: TLSScene) async -> [Answer]? { nil }

    func answers(about scene: TLSScene) async -> [Answer] {
        if let gap = scene.handshakeGap { return attack.unknown(gap.reason, phase: gap.phase) }
        let ordinary: TLSClientContext
        let foreign: TLSClientContext
        do {
            var settings = scene.clientSettings
            settings.alpn = scene.applicationProtocols
            ordinary = try await scene.handshakes.context(settings)
            settings.alpn = [Self.foreignProtocol]
            foreign = try await scene.handshakes.context(settings)
        } catch {
            return attack.unknown("no handshake can be made: \(error)", phase: .notMeasured)
        }
        return await Trials(attack: attack, deadline: scene.interrogator.deadline, agreeing: 2).settle {
            do throws(Unestablished) {
                let name = try await nameReception(scene)
                let token = try await reception(scene, foreign, scene.serverName, beside: ordinary)
                return Self.judge(takesName: name == .taken, takesProtocol: token == .taken)
            } catch {
                return .nothing(error)
            }
        }
    }

    /// As the hellos with foreign names say, whose refusals are confirmed.
    private func nameReception(_ scene: TLSScene) async throws(Unestablished) -> Reception {
        switch await ServerNameInquiry.foreignName(scene) {
        case .served: return .taken
        case .refused: return .refused
        case .unknown(let reason): throw reason
        }
    }

    static func judge(takesName: Bool, takesProtocol: Bool) -> Trial {
        switch (takesName, takesProtocol) {
        case (false, false):
            .shows(.safe, evidence: "a foreign server name and an unknown application protocol are refused")
        case (true, true):
            .shows(
                .vulnerable,
                variant: "exposed",
                evidence: "a foreign server name and an unknown application protocol are taken"
            )
        case (true, false):
            .shows(.vulnerable, variant: "partial", evidence: "a foreign server name is taken")
        case (false, true):
            .shows(.vulnerable, variant: "partial", evidence: "an unknown application protocol is taken")
        }
    }

    /// unrecognized_name and no_application_protocol (RFC 6066 §3, RFC 7301 §3.2).
    private static let plainRefusals: Set<UInt8> = [112, 120]

    private static let internalError: UInt8 = 80

    /// Any other refusal may have other grounds, and counts where an ordinary handshake follows it; a drop without a
    /// word and internal_error must repeat besides.
    private func reception(
        _ scene: TLSScene,
        _ context: TLSClientContext,
        _ name: String?,
        beside ordinary: TLSClientContext
    ) async throws(Unestablished) -> Reception {
        var reason = "the handshake was not completed"
        for _ in 0..<Self.tries {
            switch try await handshake(scene, context, name) {
            case .established: return .taken
            // Apache's httpd answers an unknown protocol with one of its own.
            case .failed(let failure) where failure.isForAnExtension: return .taken
            case .failed(let failure):
                guard let alert = failure.alert else {
                    throw Unestablished(phase: .handshake, reason: failure.reason, attempts: 1)
                }
                if Self.plainRefusals.contains(alert) { return .refused }
                // A peer in trouble of its own says internal_error, and Go's for a name that it has no certificate for.
                if alert == Self.internalError {
                    reason = failure.reason
                    continue
                }
                return try await refused(failure.reason, attempts: 1, scene, beside: ordinary)
            case .ended(let end):
                reason = "the handshake ended: \(end.words)"
                guard end == .closed || end == .reset else {
                    throw Unestablished(phase: .handshake, reason: reason, attempts: 1)
                }
            }
        }
        return try await refused(reason, attempts: Self.tries, scene, beside: ordinary)
    }

    private func refused(
        _ reason: String,
        attempts: Int,
        _ scene: TLSScene,
        beside ordinary: TLSClientContext
    )
        async throws(Unestablished) -> Reception
    {
        guard case .established = try await handshake(scene, ordinary, scene.serverName) else {
            throw Unestablished(phase: .handshake, reason: reason, attempts: attempts)
        }
        return .refused
    }

    private func handshake(_ scene: TLSScene, _ context: TLSClientContext, _ name: String?)
        async throws(Unestablished) -> TLSHandshakeOutcome
    {
        let machine: TLSHandshakeMachine
        do {
            machine = try TLSHandshakeMachine(context, serverName: name)
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
        }
        return try await scene.peer.converse(machine)
    }
}
