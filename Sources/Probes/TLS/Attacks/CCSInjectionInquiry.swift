// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// CCS injection (CVE-2014-0224): whether a ChangeCipherSpec before any key exchange is taken.
///
/// Two go together. A sound server refuses the first in words of its own; an affected one takes it and fails on
/// the second as on a ciphertext. Where the words do not tell, one alone goes: only an affected server is silent.
struct CCSInjectionInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.ccsInjection

    func answers(about scene: TLSScene) async -> [Answer] {
        guard let hello = AttackHello(scene, where: { !$0.isSignalling }) else {
            return await scene.noSuite(attack, "shake hands below TLS 1.3")
        }
        return await Trials(attack: attack, deadline: scene.interrogator.deadline).settle {
            do {
                let pair = try await send(2, scene, hello)
                guard let response = pair else { return .lost(Self.noFlight) }
                if case .alert(let code) = response, Self.refusals.contains(code) {
                    return .shows(.safe, evidence: "\(response.words) for an early ChangeCipherSpec")
                }
                return judge(response, alone: try await send(1, scene, hello))
            } catch let reason as Unestablished {
                return .nothing(reason)
            } catch {
                return .lost("\(error)")
            }
        }
    }

    /// unexpected_message and handshake_failure.
    private static let refusals: Set<UInt8> = [10, 40]
    private static let noFlight = "the answer to the hello ended before ServerHelloDone"

    /// Nil where the server's flight did not come whole.
    private func send(_ count: Int, _ scene: TLSScene, _ hello: AttackHello) async throws -> PeerResponse? {
        try await scene.intrude(hello.make()) { flight in
            let version = flight.serverHello.version
            return (0..<count).flatMap { _ in PlainRecord.bytes(.changeCipherSpec, version: version, [1]) }
        }.response
    }

    private func judge(_ pair: PeerResponse, alone: PeerResponse?) -> Trial {
        switch (pair, alone) {
        case (_, nil): .lost(Self.noFlight)
        case (.alert, .silence?):
            .shows(
                .vulnerable,
                evidence: "silence for an early ChangeCipherSpec, and \(pair.words) for a second one"
            )
        case (.silence, .silence?):
            .lost("it answers neither one nor two early ChangeCipherSpec", phase: .reply)
        case (_, .silence?):
            .lost("it takes an early ChangeCipherSpec, and drops a second one without a word", phase: .reply)
        case (_, let alone?):
            .shows(.safe, evidence: "\(alone.withoutManner.words) for an early ChangeCipherSpec")
        }
    }
}
