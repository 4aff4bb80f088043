// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
package import TLSWire

/// One block for the server's RSA key, well formed or not (RFC 5246 §7.4.7.1).
package enum BleichenbacherVector: Int, CaseIterable, Sendable {
    case valid = 1
    case wrongFirstBytes, zeroMisplaced, noZero, wrongVersion

    /// As long as the modulus; `filling` must hold no zero and be as long.
    package func block(length: Int, version: UInt16, filling: [UInt8]) -> [UInt8]? {
        guard length >= 59, filling.count >= length, !filling.prefix(length).contains(0) else { return nil }
        let version = [UInt8(truncatingIfNeeded: version >> 8), UInt8(truncatingIfNeeded: version)]
        let secret = Array(filling.suffix(46))
        let padding = Array(filling.prefix(length - 51))
        switch self {
        case .valid: return [0, 2] + padding + [0] + version + secret
        case .wrongFirstBytes: return [0x41, 0x17] + padding + [0] + version + secret
        case .zeroMisplaced: return [0, 2] + padding + [0x11] + secret + [0, 0x11]
        case .noZero: return [0, 2] + padding + [0x11, 0x11, 0x11] + secret
        case .wrongVersion: return [0, 2] + padding + [0, 2, 2] + secret
        }
    }

    /// ClientKeyExchange with the block, and where `isComplete` a ChangeCipherSpec and a Finished that nobody
    /// could have made; nil where the flight has no RSA key for it.
    package func intrusion(
        on flight: ServerFlight,
        clientVersion: UInt16,
        random: [UInt8],
        isComplete: Bool
    ) -> [UInt8]? {
        guard let leaf = flight.certificates?.first, let key = RSAPublicKey(certificate: leaf) else {
            return nil
        }
        let filling = ClassicKeyExchange.filling(key.modulus.count, from: random)
        guard
            let block = block(length: key.modulus.count, version: clientVersion, filling: filling),
            let encrypted = key.encrypt(block)
        else { return nil }
        let version = flight.serverHello.version
        var messages =
            flight.certificateRequest == nil ? [] : PlainRecord.message(.certificate, [0, 0, 0])
        messages += PlainRecord.message(.clientKeyExchange, PlainRecord.vector(encrypted))
        let exchange = PlainRecord.bytes(.handshake, version: version, messages)
        guard isComplete else { return exchange }
        return exchange + PlainRecord.bytes(.changeCipherSpec, version: version, [1])
            + PlainRecord.bytes(.handshake, version: version, Array(filling.prefix(64)))
    }
}

/// ROBOT, Bleichenbacher's oracle (CVE-2017-13099 and others): whether malformed RSA blocks are told apart.
struct RobotInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.robot

    func answers(about scene: TLSScene) async -> [Answer] {
        guard let hello = AttackHello(scene, where: \.encryptsToCertificate) else {
            return await attack.answerWithoutSuites(
                scene,
                \.encryptsToCertificate,
                "no suite encrypts to the certificate's RSA key"
            )
        }
        // Without the Finished, some servers answer what they would not after it.
        for isComplete in [true, false] {
            let outcome = await ComparisonOutcome<BleichenbacherVector>.run(
                BleichenbacherVector.allCases,
                confirmsAlike: isComplete
            ) { vector throws(Unestablished) in
                let offer = hello.make()
                let random = HelloFactory.randomBytes(4096)
                return try await scene.intrude(offer) { flight in
                    vector.intrusion(
                        on: flight,
                        clientVersion: offer.legacyVersion,
                        random: random,
                        isComplete: isComplete
                    )
                }.response
            }
            switch outcome {
            case .failed(let reason): return [.unestablished(attack.question, reason)]
            case .compared(.alike): continue
            case .compared(.flapping): return attack.unknown("its answers to malformed RSA blocks flap")
            case .compared(.differing(let responses)): return oracle(responses)
            }
        }
        return attack.answer(.safe, evidence: "five RSA blocks, well formed and not, are answered alike")
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

extension NamedAttack {
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
