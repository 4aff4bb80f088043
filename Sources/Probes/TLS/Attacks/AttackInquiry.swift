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
    func foregone(about scene: TLSScene) async -> [Answer]? { await attack.foregone(scene) }
}

extension NamedAttack {
    /// What to say where TLS 1.3 stands alone; nil where it does not, or may not.
    func foregone(_ scene: TLSScene) async -> [Answer]? {
        guard scene.examination.newestLegacy == nil, scene.examination.offered.contains(.tls13),
            await scene.doubtBelowTLS13() == nil
        else { return nil }
        return answer(.notApplicable, evidence: "TLS 1.3 alone is offered")
    }

    /// The same for an attack on suites of a kind: nil where one was seen, or may be.
    func foregone(
        _ scene: TLSScene,
        without isMeant: (CipherSuite) -> Bool,
        _ evidence: String
    ) async -> [Answer]? {
        if let answers = await foregone(scene) { return answers }
        guard AttackHello(scene, where: isMeant) == nil else { return nil }
        let answers = await answerWithoutSuites(scene, isMeant, evidence)
        guard case .fact? = answers.first else { return nil }
        return answers
    }

    /// What to say where no suite of a kind was seen: it does not apply only where the lists are whole.
    func answerWithoutSuites(
        _ scene: TLSScene,
        _ isMeant: (CipherSuite) -> Bool,
        _ evidence: String
    ) async -> [Answer] {
        if let doubt = await scene.doubtBelowTLS13() { return [.unestablished(question, doubt)] }
        let examination = scene.examination
        let isOld = examination.versions[.ssl3]?.suites.seen.contains { isMeant(CipherSuite($0)) } ?? false
        guard !isOld else { return unknown("only SSL 3.0 offers such suites", phase: .handshake) }
        return answer(.notApplicable, evidence: evidence)
    }
}
