// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// An inquiry into one named attack.
protocol AttackInquiry: TLSInquiry {
    var attack: NamedAttack { get }
}

extension AttackInquiry {
    var questions: [Question] { [attack.question] }

    /// What an attack on older versions needs is not there where TLS 1.3 alone is.
    func foregone(about scene: TLSScene) async -> [Answer]? {
        guard scene.examination.newestLegacy == nil, scene.examination.offered.contains(.tls13),
            await scene.doubtBelowTLS13() == nil
        else { return nil }
        return attack.answer(.notApplicable, evidence: "TLS 1.3 alone is offered")
    }
}
