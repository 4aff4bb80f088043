// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// Insecure renegotiation (CVE-2009-3555): whether the server renegotiates with a client that does not bind the
/// new handshake to the old one.
///
/// A server that renegotiates with nobody is safe, whatever else it lacks.
struct InsecureRenegotiationInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.insecureRenegotiation

    func answers(about scene: TLSScene) async -> [Answer] {
        guard let hello = AttackHello(scene, where: \.isClassic) else {
            return await scene.noSuite(attack, "renegotiate")
        }
        return await Trials(attack: attack, deadline: scene.interrogator.deadline).settle {
            do {
                let legacy = try await renegotiate(scene, hello, signals: false)
                guard case .failed(_, alert: _?) = legacy.state else { return Self.judge(legacy) }
                // It insists on RFC 5746 from the first hello on; then that is what the second one leaves out.
                return Self.judge(try await renegotiate(scene, hello, signals: true))
            } catch let reason as Unestablished {
                return .nothing(reason)
            } catch {
                return .lost("\(error)")
            }
        }
    }

    private func renegotiate(_ scene: TLSScene, _ hello: AttackHello, signals: Bool) async throws
        -> ClassicMachine.Outcome
    {
        let second = hello.make(signalsRenegotiation: false)
        return try await scene.classic(hello.make(signalsRenegotiation: signals)) { client in
            (try? client.protect(.handshake, second.message())) ?? []
        } isAnswer: {
            Self.isAnswer($0)
        }
    }

    /// A HelloRequest is no answer; an alert is one as a warning too (RFC 5246 §7.2.2 no_renegotiation).
    private static func isAnswer(_ event: ClassicClient.Event) -> Bool {
        switch event {
        case .alert: true
        case .handshake(let type): type == .serverHello
        default: false
        }
    }

    static func judge(_ outcome: ClassicMachine.Outcome) -> Trial {
        if let reason = outcome.failure { return .lost(reason) }
        switch outcome.response(where: isAnswer) {
        case .record?: return .shows(.vulnerable, evidence: "an unbound renegotiation is answered")
        case .silence?: return .shows(.safe, evidence: "an unbound renegotiation is not answered")
        case let response?:
            return .shows(.safe, evidence: "\(response.withoutManner.words) for an unbound renegotiation")
        case nil: return .lost("the renegotiation was not answered")
        }
    }
}
