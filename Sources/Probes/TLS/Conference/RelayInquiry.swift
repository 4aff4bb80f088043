// SPDX-License-Identifier: Apache-2.0
internal import ConferenceWire
internal import Facts
internal import Model

/// Asks a server of STUN and TURN what it does for those who show no credentials.
///
/// One connection, and one more where it leaves Binding requests unanswered.
struct RelayInquiry: TLSInquiry {
    let tier = ProbeTier.active
    let begins = ExaminationStage.versions

    let questions = [Question(RelayConduct.self), Question(ForeignService.self)]

    func foregone(about scene: TLSScene) async -> [Answer]? { scene.endpoint.service == .turns ? nil : [] }

    func answers(about scene: TLSScene) async -> [Answer] {
        let talk = ServiceTalk(scene: scene)
        let isHeard: (RelayMachine.Outcome) -> Bool = {
            $0.binding != nil || $0.allocation != nil || $0.foreign != nil
        }
        do throws(Unestablished) {
            var heard: RelayMachine.Outcome
            do throws(Unestablished) {
                heard = try await talk.converse(isHeard) { Self.machine(scene, asksBinding: true) }
            } catch {
                guard error.phase == .reply else { throw error }
                heard = try await talk.converse(isHeard) { Self.machine(scene, asksBinding: false) }
            }
            if let bytes = heard.foreign {
                let (found, reason) = ServiceTalk.foreign(bytes, notBeing: "STUN")
                return [
                    .unestablished(Question(RelayConduct.self), reason), .fact(ForeignService(found: found)),
                ]
            }
            return [.fact(RelayConduct(heard)), .fact(ForeignService(found: nil))]
        } catch {
            return questions.map { .unestablished($0, error) }
        }
    }

    private static func machine(_ scene: TLSScene, asksBinding: Bool) -> RelayMachine {
        RelayMachine(
            userAgent: scene.introduction.userAgent,
            token: (0..<36).map { _ in UInt8.random(in: .min ... .max) },
            asksBinding: asksBinding
        )
    }
}

extension RelayConduct {
    init(_ heard: RelayMachine.Outcome) {
        let allocation = heard.allocation
        self.init(
            binding: Self.answer(heard.binding, isWhole: \.hasMappedAddress),
            allocation: Self.answer(allocation, isWhole: \.hasRelayedAddress),
            error: allocation?.kind == .error ? allocation?.errorCode : nil,
            realm: allocation?.realm,
            software: heard.binding?.software ?? allocation?.software
        )
    }

    /// A success that gives nothing is none.
    private static func answer(_ message: STUNMessage?, isWhole: (STUNMessage) -> Bool) -> Answer {
        guard let message else { return .silent }
        guard message.kind == .error else { return isWhole(message) ? .granted : .refused }
        return message.errorCode == 401 && message.realm != nil && message.hasNonce ? .challenged : .refused
    }
}
