// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

/// Opossum (CVE-2025-49812): whether one protocol is served with TLS from the first byte at one port and with an
/// upgrade to TLS at another, so that a connection to the one can be led to the other.
///
/// Either port alone shows half of it. The port of plain HTTP, where RFC 2817 is spoken, can be no endpoint, and packets
/// go to listed endpoints only; so it is said to be left out on purpose. Where both ports are endpoints,
/// `attack.opossum-pair` judges them together.
struct OpossumInquiry: AttackInquiry {
    let tier = ProbeTier.passive
    let attack = NamedAttack.opossum

    func foregone(about scene: TLSScene) async -> [Answer]? {
        scene.endpoint.service.hasTwoWaysToTLS
            ? nil : attack.answer(.notApplicable, evidence: "the protocol has one way to TLS alone")
    }

    func answers(about scene: TLSScene) async -> [Answer] {
        switch scene.endpoint.service {
        case .https, .tls:
            attack.unknown(
                "the upgrade is offered on the port of plain HTTP, which is not a listed endpoint",
                phase: .notOurs
            )
        default:
            attack.unknown(
                "it takes a second port of the same protocol: attack.opossum-pair judges those that are listed",
                phase: .notMeasured
            )
        }
    }
}
