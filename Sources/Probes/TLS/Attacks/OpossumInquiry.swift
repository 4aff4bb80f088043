// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

/// Opossum (CVE-2025-49812): whether plain HTTP is upgraded to TLS (RFC 2817).
///
/// That is asked of the port of plain HTTP beside an https one. No endpoint of that service can be listed, and
/// packets go to listed endpoints only, so it is said to be left out on purpose; other services have no such port.
struct OpossumInquiry: AttackInquiry {
    let tier = ProbeTier.passive
    let attack = NamedAttack.opossum

    func foregone(about scene: TLSScene) async -> [Answer]? {
        scene.endpoint.service == .https || scene.endpoint.service == .tls
            ? nil : attack.answer(.notApplicable, evidence: "the service is not HTTP")
    }

    func answers(about scene: TLSScene) async -> [Answer] {
        attack.unknown(
            "the upgrade is offered on the port of plain HTTP, which is not a listed endpoint",
            phase: .notOurs
        )
    }
}
