// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Model
internal import Preambles
internal import Transport

/// A dialogue within TLS, tried again where it came to nothing.
struct ServiceTalk: Sendable {
    let scene: TLSScene
    var pause = Duration.milliseconds(300)

    private static let attempts = 3

    /// What came of it, and how the peer ended it; nil where the dialogue was through.
    ///
    /// - Parameter isAnswered: whether anything was learnt.
    func converse<Machine: DialogueMachine>(
        _ isAnswered: (Machine.Outcome) -> Bool,
        with machine: () -> Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        if let gap = scene.handshakeGap { throw gap }
        var reason = Unestablished(phase: .reply, reason: "nothing was tried")
        for attempt in 1...Self.attempts {
            do throws(Unestablished) {
                switch try await once(machine()) {
                case .talked(let outcome, _) where isAnswered(outcome): return outcome
                case .talked(_, let end): reason = Self.lost(end.map { "the dialogue ended: \($0.words)" })
                case .failed(let failure):
                    reason = Unestablished(phase: .handshake, reason: failure.reason, attempts: attempt)
                case .ended(let end): reason = Self.lost("the handshake ended: \(end.words)")
                }
            } catch {
                reason = error
            }
            guard !reason.isDeliberate, ContinuousClock.now < scene.interrogator.deadline else { break }
            if attempt < Self.attempts { try? await Task.sleep(for: pause * (1 << (attempt - 1))) }
        }
        throw Unestablished(phase: reason.phase, reason: reason.reason, attempts: Self.attempts)
    }

    private func once<Machine: DialogueMachine>(_ machine: Machine) async throws(Unestablished)
        -> SecuredMachine<Machine>.Outcome
    {
        let secured: SecuredMachine<Machine>
        do {
            let context = try await scene.handshakes.context(scene.clientSettings)
            secured = try SecuredMachine(context, serverName: scene.serverName, machine)
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
        }
        return try await scene.peer.converse(secured)
    }

    private static func lost(_ words: String?) -> Unestablished {
        Unestablished(phase: .reply, reason: words ?? "nothing was answered", attempts: 1)
    }

    /// What speaks instead of `expected`, and why that leaves the question open.
    static func foreign(_ bytes: [UInt8], notBeing expected: String) -> (found: String, Unestablished) {
        let found = ForeignProtocol.name(of: bytes) ?? "an unknown protocol"
        return (found, Unestablished(phase: .reply, reason: "\(found) speaks, not \(expected)", attempts: 1))
    }
}
