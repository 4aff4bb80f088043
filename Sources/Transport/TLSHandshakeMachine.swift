// SPDX-License-Identifier: Apache-2.0
package import Crypto

/// What came of a full handshake.
package enum TLSHandshakeOutcome: Hashable, Sendable {
    case established(TLSSessionFacts)
    case failed(TLSFailure)
    /// The peer or a limit ended the connection before the handshake was through.
    case ended(StreamEnd)
}

/// Completes one full handshake with OpenSSL, gathers what it told, and says goodbye with close_notify.
package struct TLSHandshakeMachine: DialogueMachine, ~Copyable {
    private var session: TLSClientSession
    private var result = TLSHandshakeOutcome.ended(.closed)

    package init(_ context: TLSClientContext, serverName: String?) throws(CryptoError) {
        session = try TLSClientSession(context, serverName: serverName)
    }

    package mutating func start() -> [UInt8] {
        _ = session.step()
        return session.takeOutput()
    }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        session.receive(bytes)
        switch session.step() {
        case .wantsInput:
            let output = session.takeOutput()
            return output.isEmpty ? .wait : .send(output)
        case .established:
            if let facts = session.facts() { result = .established(facts) }
            session.close()
        case .failed(let failure):
            result = .failed(failure)
        }
        let output = session.takeOutput()
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    package mutating func ended(_ end: StreamEnd) { result = .ended(end) }

    package func outcome() -> TLSHandshakeOutcome { result }
}
