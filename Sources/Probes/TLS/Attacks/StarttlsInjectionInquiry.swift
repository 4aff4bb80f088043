// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model

/// STARTTLS injection (CVE-2011-0411): whether a command sent in one piece with STARTTLS is carried into TLS.
struct StarttlsInjectionInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.starttlsInjection

    func foregone(about scene: TLSScene) async -> [Answer]? {
        scene.endpoint.service.isImplicitTLS
            ? attack.answer(.notApplicable, evidence: "TLS begins with the first byte") : nil
    }

    func answers(about scene: TLSScene) async -> [Answer] {
        guard let dialect = InjectionDialect(scene.endpoint.service, scene.introduction) else {
            return attack.unknown("no probe for \(scene.endpoint.service.rawValue)", phase: .notMeasured)
        }
        let context: TLSClientContext
        do {
            context = try await scene.handshakes.context(TLSClientSettings())
        } catch {
            return attack.unknown("no handshake can be made: \(error)", phase: .notMeasured)
        }
        return await Trials(attack: attack, deadline: scene.interrogator.deadline).settle {
            do {
                let machine = try InjectionMachine(
                    context,
                    serverName: scene.serverName,
                    dialect: dialect
                )
                return Self.judge(try await scene.peer.converseInPlain(machine))
            } catch let reason as Unestablished {
                return .nothing(reason)
            } catch {
                return .lost("no handshake can be made: \(error)", phase: .notMeasured)
            }
        }
    }

    static func judge(_ outcome: InjectionMachine.Outcome) -> Trial {
        switch outcome {
        case .injected: .shows(.vulnerable, evidence: "a command sent with STARTTLS is answered within TLS")
        case .notInjected: .shows(.safe, evidence: "a command sent with STARTTLS is not answered within TLS")
        case .refused: .shows(.safe, evidence: "STARTTLS with a second command in one piece is refused")
        case .notOffered: .shows(.notApplicable, evidence: "STARTTLS is not offered")
        case .failed(let reason): .lost(reason)
        }
    }
}

extension InjectionDialect {
    init?(_ service: Service, _ introduction: ClientIntroduction) {
        switch service {
        case .smtp, .submission: self.init(Speech.smtp, introduction: introduction)
        case .imap: self.init(Speech.imap, introduction: introduction)
        case .pop3: self.init(Speech.pop3, introduction: introduction)
        default: return nil
        }
    }
}
