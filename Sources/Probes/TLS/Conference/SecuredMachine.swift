// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Transport

/// A handshake by OpenSSL, and within it a dialogue of its own.
struct SecuredMachine<Inner: DialogueMachine>: DialogueMachine, ~Copyable {
    enum Outcome: Sendable {
        /// `end`: how the peer ended it; nil where the dialogue was through.
        case talked(Inner.Outcome, end: StreamEnd?)
        case failed(TLSFailure)
        case ended(StreamEnd)
    }

    private var session: TLSClientSession
    private var inner: Inner
    private var isEstablished = false
    private var result = Outcome.ended(.closed)

    init(_ context: TLSClientContext, serverName: String?, _ inner: Inner) throws(CryptoError) {
        session = try TLSClientSession(context, serverName: serverName)
        self.inner = inner
    }

    mutating func start() -> [UInt8] {
        _ = session.step()
        return session.takeOutput()
    }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        session.receive(bytes)
        if !isEstablished {
            switch session.step() {
            case .wantsInput: return output()
            case .failed(let failure): return finish(.failed(failure))
            case .established: break
            }
            isEstablished = true
            if case .failed(let failure) = session.write(inner.start()) { return finish(.failed(failure)) }
        }
        while true {
            switch session.read() {
            case .wantsInput: return output()
            case .bytes(let more): if let step = passOn(more) { return step }
            case .closed: return finish(after: .closed)
            case .failed: return finish(after: .reset)
            }
        }
    }

    /// Nil where more is to be read.
    private mutating func passOn(_ bytes: [UInt8]) -> DialogueStep? {
        switch inner.receive(bytes) {
        case .wait: return nil
        case .send(let more):
            if case .failed(let failure) = session.write(more) { return finish(.failed(failure)) }
            return nil
        case .finish: return finish(.talked(inner.outcome(), end: nil))
        case .sendAndFinish(let more):
            _ = session.write(more)
            return finish(.talked(inner.outcome(), end: nil))
        }
    }

    private mutating func output() -> DialogueStep {
        let output = session.takeOutput()
        return output.isEmpty ? .wait : .send(output)
    }

    private mutating func finish(after end: StreamEnd) -> DialogueStep {
        inner.ended(end)
        return finish(.talked(inner.outcome(), end: end))
    }

    private mutating func finish(_ outcome: Outcome) -> DialogueStep {
        result = outcome
        session.close()
        let output = session.takeOutput()
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    mutating func ended(_ end: StreamEnd) {
        guard isEstablished else { return result = .ended(end) }
        inner.ended(end)
        result = .talked(inner.outcome(), end: end)
    }

    func outcome() -> Outcome { result }

    var patience: Duration? { isEstablished ? inner.patience : nil }
}
