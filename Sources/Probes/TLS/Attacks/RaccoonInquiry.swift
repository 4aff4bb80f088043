// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// Raccoon's precondition (CVE-2020-1968): whether the server's Diffie-Hellman value is the same in several
/// handshakes.
///
/// The enumeration has met enough values to tell; the timing that the attack needs is not measured.
struct RaccoonInquiry: AttackInquiry {
    let tier = ProbeTier.active
    let attack = NamedAttack.raccoon

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
        guard versions.contains(where: { !seen($0, \.isEphemeralFiniteField).isEmpty }) else {
            return await attack.answerWithoutSuites(
                scene,
                \.isEphemeralFiniteField,
                "no Diffie-Hellman suite is offered"
            )
        }
        return judge(scene.examination.publicValues.isReused(.finiteField))
    }

    /// One repetition may be another back end's first answer; none among several is no chance.
    private func judge(_ isReused: Bool?) -> [Answer] {
        switch isReused {
        case true?:
            attack.answer(
                .vulnerable,
                variant: "key-reuse",
                evidence: "the same Diffie-Hellman value in several handshakes"
            )
        case false?:
            attack.answer(.safe, evidence: "a fresh Diffie-Hellman value in each handshake")
        case nil:
            attack.unknown("too few Diffie-Hellman values of one prime were read")
        }
    }
}
