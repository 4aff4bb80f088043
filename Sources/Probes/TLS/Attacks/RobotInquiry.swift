// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire

/// ROBOT, Bleichenbacher's oracle (CVE-2017-13099 and others): whether malformed RSA blocks are told apart.
struct RobotInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.robot

    private static let noSuite = "no suite encrypts to the certificate's RSA key"

    func foregone(about scene: TLSScene) async -> [Answer]? {
        await attack.foregone(scene, without: \.encryptsToCertificate, Self.noSuite)
    }

    func answers(about scene: TLSScene) async -> [Answer] {
        guard let hello = AttackHello(scene, where: \.encryptsToCertificate) else {
            return await attack.answerWithoutSuites(scene, \.encryptsToCertificate, Self.noSuite)
        }
        let times = ResponseTimes()
        switch await compare(scene, hello, times, isComplete: true) {
        case .compared(.alike): break
        case let outcome: return answer(outcome)
        }
        // Without the Finished, some servers answer what they would not after it; sound ones wait for it, and so long
        // as they took for anything before, four times over, they are waited for. What differs then is asked anew.
        if times.patience != nil {
            let outcome = await compare(scene, hello, times, isComplete: false, isHurried: true)
            if case .compared(.alike) = outcome { return answer(outcome) }
        }
        return answer(await compare(scene, hello, times, isComplete: false))
    }

    private func compare(
        _ scene: TLSScene,
        _ hello: AttackHello,
        _ times: ResponseTimes,
        isComplete: Bool,
        isHurried: Bool = false
    ) async -> ComparisonOutcome<BleichenbacherVector> {
        await ComparisonOutcome<BleichenbacherVector>.run(
            BleichenbacherVector.allCases,
            confirmsAlike: isComplete,
            rounds: isHurried ? 1 : 3
        ) { vector throws(Unestablished) in
            let offer = hello.make()
            let random = RandomBytes.made(4096)
            return try await scene.intrude(offer, times: times, isHurried: isHurried) { flight in
                vector.intrusion(
                    on: flight,
                    clientVersion: offer.legacyVersion,
                    random: random,
                    isComplete: isComplete
                )
            }.response
        }
    }

    private func answer(_ outcome: ComparisonOutcome<BleichenbacherVector>) -> [Answer] {
        switch outcome {
        case .failed(let reason): [.unestablished(attack.question, reason)]
        case .compared(.alike):
            attack.answer(.safe, evidence: "five RSA blocks, well formed and not, are answered alike")
        case .compared(.flapping): attack.unknown("its answers to malformed RSA blocks flap")
        case .compared(.differing(let responses)): oracle(responses)
        }
    }

    private func oracle(_ responses: [BleichenbacherVector: PeerResponse]) -> [Answer] {
        let words = BleichenbacherVector.allCases.map {
            "\($0.rawValue) \(responses[$0]?.words ?? "nothing")"
        }
        return NamedAttack.robot.answer(
            .vulnerable,
            variant: Self.isWeak(responses) ? "weak-oracle" : "strong-oracle",
            evidence: "RSA blocks are told apart: \(words.joined(separator: ", "))"
        )
    }

    /// Whether only blocks that begin well and go wrong later stand out, which helps an attacker little.
    static func isWeak(_ responses: [BleichenbacherVector: PeerResponse]) -> Bool {
        responses[.valid] == responses[.wrongFirstBytes] && responses[.valid] == responses[.zeroMisplaced]
    }
}
