// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// Sends hellos that are like one the server answers but for one oddity each; fourteen connections where every
/// one is answered, and only where the operator wants them.
struct RobustnessInquiry: TLSInquiry {
    let tier = ProbeTier.active

    let questions: [Question] =
        HelloTolerance.Oddity.allCases.map { Question(HelloTolerance.self, $0.rawValue) }

    func answers(about scene: TLSScene) async -> [Answer] {
        guard scene.asksRobustness else { return unestablished(Self.notWanted) }
        guard let plain = PlainHello(scene) else { return unestablished(Self.nothingPlain) }
        switch await scene.interrogator.settle(plain.proposal, needs: .serverHelloOnly) {
        case .accepted: break
        case .refused(let refusal):
            let reason = "the plain hello was refused: \(refusal.manner)"
            return unestablished(Unestablished(phase: .handshake, reason: reason, attempts: 1))
        case .unknown(let reason): return unestablished(reason)
        }
        var settled: [(HelloTolerance.Oddity, Settled)] = []
        for oddity in HelloTolerance.Oddity.allCases {
            guard let proposal = plain.with(oddity) else {
                settled.append((oddity, .unknown(Self.notPossible)))
                continue
            }
            settled.append((oddity, await scene.interrogator.settle(proposal, needs: .serverHelloOnly)))
        }
        await scene.interrogator.confirm(
            settled.compactMap { if case .refused(let refusal) = $0.1 { refusal } else { nil } }
        )
        var answers: [Answer] = []
        for (oddity, outcome) in settled {
            answers.append(await answer(oddity, outcome, scene.interrogator))
        }
        return answers
    }

    private func answer(
        _ oddity: HelloTolerance.Oddity,
        _ settled: Settled,
        _ interrogator: Interrogator
    ) async -> Answer {
        let question = Question(HelloTolerance.self, oddity.rawValue)
        switch settled {
        case .accepted: return .fact(HelloTolerance(oddity: oddity, isTolerated: true))
        case .unknown(let reason): return .unestablished(question, reason)
        case .refused(let refusal):
            guard await interrogator.stands(refusal) else {
                let reason = "refused (\(refusal.manner)), and it is not sure that this means no"
                return .unestablished(
                    question,
                    Unestablished(phase: .handshake, reason: reason, attempts: 1)
                )
            }
            return .fact(HelloTolerance(oddity: oddity, isTolerated: false, manner: refusal.manner))
        }
    }

    private func unestablished(_ reason: Unestablished) -> [Answer] {
        questions.map { .unestablished($0, reason) }
    }

    private static let notWanted = Unestablished(
        phase: .notMeasured,
        reason: "hellos with oddities are sent with --robustness or Robustness=yes only"
    )
    private static let notPossible = Unestablished(
        phase: .notMeasured,
        reason: "a hello to this server cannot have the oddity alone"
    )
    private static let nothingPlain = Unestablished(
        phase: .notMeasured,
        reason: "only SSL 3.0 was seen, whose hellos have no extensions"
    )
}
