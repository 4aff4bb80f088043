// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// Raccoon's precondition (CVE-2020-1968): whether the server's Diffie-Hellman value is the same in several
/// handshakes.
///
/// The timing that the attack needs is not measured.
struct RaccoonInquiry: AttackInquiry {
    let tier = ProbeTier.active
    let attack = NamedAttack.raccoon

    private static let handshakes = 3

    func answers(about scene: TLSScene) async -> [Answer] {
        let versions = scene.examination.offered.filter { $0 < .tls13 && $0 > .ssl2 }
        func seen(_ version: ProtocolVersion, _ isMeant: (CipherSuite) -> Bool) -> [UInt16] {
            (scene.examination.versions[version]?.suites.seen ?? []).filter { isMeant(CipherSuite($0)) }
        }
        if versions.contains(where: { !seen($0) { $0.keyExchange == .dh && !$0.isAnonymous }.isEmpty }) {
            return attack.answer(
                .vulnerable,
                variant: "key-reuse",
                evidence: "a suite of static Diffie-Hellman is offered, whose key is the certificate's"
            )
        }
        guard let version = versions.first(where: { !seen($0, \.isEphemeralFiniteField).isEmpty }) else {
            return await attack.answerWithoutSuites(
                scene,
                \.isEphemeralFiniteField,
                "no Diffie-Hellman suite is offered"
            )
        }
        return await compare(scene, version, seen(version, \.isEphemeralFiniteField))
    }

    private func compare(_ scene: TLSScene, _ version: ProtocolVersion, _ suites: [UInt16]) async -> [Answer]
    {
        var values: [[UInt8]] = []
        for _ in 0..<Self.handshakes {
            let proposal = scene.factory.hello(
                version...version,
                suites: suites,
                groups: HelloFactory.legacyGroups
            )
            switch await scene.interrogator.settle(proposal, needs: .throughServerHelloDone) {
            case .unknown(let reason): return [.unestablished(attack.question, reason)]
            case .refused(let refusal):
                return attack.unknown("a suite that was agreed to is refused: \(refusal.manner)")
            case .accepted(let reply):
                guard case .dhe(let parameters)? = reply.flight?.keyExchange?.parameters else {
                    return attack.unknown("the server's Diffie-Hellman value was not read")
                }
                values.append(parameters.publicValue)
            }
        }
        return Self.judge(values)
    }

    /// One repetition may be another back end's first answer; none is a chance.
    static func judge(_ values: [[UInt8]]) -> [Answer] {
        Set(values).count == values.count
            ? NamedAttack.raccoon.answer(.safe, evidence: "a fresh Diffie-Hellman value in each handshake")
            : NamedAttack.raccoon.answer(
                .vulnerable,
                variant: "key-reuse",
                evidence: "the same Diffie-Hellman value in several handshakes"
            )
    }
}

extension CipherSuite {
    fileprivate var isEphemeralFiniteField: Bool {
        keyExchange == .dhe || keyExchange == .dhePSK || keyExchange == .dh && isAnonymous
    }
}
