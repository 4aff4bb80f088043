// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// Padding oracles of CBC in TLS: POODLE-TLS, Zombie POODLE, GOLDENDOODLE, Sleeping POODLE and CVE-2019-1559.
///
/// Behind a whole handshake goes one malformed record; the responses to seven kinds are compared for up to
/// two suites a version, and a difference must survive two further rounds.
struct PaddingOracleInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.poodleTLS

    private static let suitesPerVersion = 2
    private static let noSuite = "no CBC suite is offered"

    func foregone(about scene: TLSScene) async -> [Answer]? {
        await attack.foregone(scene, without: \.isCBC, Self.noSuite)
    }

    func answers(about scene: TLSScene) async -> [Answer] {
        guard AttackHello(scene, where: \.isCBC) != nil else {
            return await attack.answerWithoutSuites(scene, \.isCBC, Self.noSuite)
        }
        let hellos = Self.hellos(scene)
        guard !hellos.isEmpty else { return await scene.noSuite(attack, "send records in CBC") }
        var doubt: Unestablished?
        for hello in hellos {
            switch await compare(scene, hello) {
            case .failed(let reason): doubt = doubt ?? reason
            case .compared(.alike): continue
            case .compared(.flapping):
                doubt = Unestablished(
                    phase: .reply,
                    reason: "its answers to malformed CBC records flap at \(hello.version.title)",
                    attempts: 3
                )
            case .compared(.differing(let responses)): return oracle(responses, hello)
            }
        }
        if let doubt { return [.unestablished(attack.question, doubt)] }
        return attack.answer(.safe, evidence: "seven kinds of malformed CBC records are answered alike")
    }

    /// One suite each, different in cipher or MAC.
    private static func hellos(_ scene: TLSScene) -> [AttackHello] {
        AttackHello.candidates(scene) { $0.isCBC && $0.isClassic }.flatMap { hello in
            var kinds: [ClassicProtection] = []
            let chosen = hello.suites.filter { id in
                guard kinds.count < suitesPerVersion, let kind = ClassicProtection(CipherSuite(id)),
                    !kinds.contains(kind)
                else { return false }
                kinds.append(kind)
                return true
            }
            return chosen.map {
                AttackHello(version: hello.version, suites: [$0], serverName: hello.serverName)
            }
        }
    }

    private func compare(_ scene: TLSScene, _ hello: AttackHello) async -> ComparisonOutcome<PaddingVector> {
        await ComparisonOutcome<PaddingVector>.run(PaddingVector.allCases, confirmsAlike: false) {
            vector throws(Unestablished) in
            let outcome = try await scene.classic(hello.make()) { client in
                vector.record(from: &client)
            } isAnswer: {
                Self.isAnswer($0)
            }
            if let reason = outcome.failure {
                throw Unestablished(phase: .handshake, reason: reason, attempts: 1)
            }
            return outcome.response(where: Self.isAnswer)
        }
    }

    private static func isAnswer(_ event: ClassicClient.Event) -> Bool {
        switch event {
        case .alert(let alert): alert.endsDialogue
        case .unreadable: true
        default: false
        }
    }

    private func oracle(_ responses: [PaddingVector: PeerResponse], _ hello: AttackHello) -> [Answer] {
        let variant = PaddingOracle(responses)
        let words = PaddingVector.allCases.map { "\($0.rawValue): \(responses[$0]?.words ?? "nothing")" }
        let suite = hello.suites.first.map { CipherSuite($0).description } ?? ""
        return NamedAttack.poodleTLS.answer(
            .vulnerable,
            variant: variant.rawValue,
            evidence:
                "\(variant.rawValue) at \(hello.version.title) with \(suite): \(words.joined(separator: "; "))"
        )
    }
}
