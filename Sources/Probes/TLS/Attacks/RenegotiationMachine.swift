// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import Transport

/// A handshake by OpenSSL, then handshakes within it, as many as the server takes and no more than are wanted.
package struct RenegotiationMachine: DialogueMachine, ~Copyable {
    package struct Outcome: Hashable, Sendable {
        /// The first handshake was completed.
        package var isEstablished = false
        /// Handshakes completed after it.
        package var renegotiations = 0
        /// Why OpenSSL gave up; nil where it did not.
        package var failure: TLSFailure?
        /// How the connection ended; nil where the machine ended it.
        package var end: StreamEnd?
    }

    private var session: TLSClientSession
    private let wanted: Int
    private var result = Outcome()

    package init(_ context: TLSClientContext, serverName: String?, wanted: Int) throws(CryptoError) {
        session = try TLSClientSession(context, serverName: serverName)
        self.wanted = wanted
    }

    package mutating func start() -> [UInt8] {
        _ = session.step()
        return session.takeOutput()
    }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        session.receive(bytes)
        if !result.isEstablished {
            switch session.step() {
            case .wantsInput: return goOn()
            case .failed(let failure): return giveUp(failure)
            case .established:
                result.isEstablished = true
                guard session.renegotiate() else { return giveUp(nil) }
            }
        }
        while true {
            switch session.read() {
            case .bytes: continue
            case .closed: return giveUp(nil)
            case .failed(let failure): return giveUp(failure)
            case .wantsInput:
                if session.isRenegotiating { return goOn() }
                result.renegotiations += 1
                guard result.renegotiations < wanted, session.renegotiate() else { return giveUp(nil) }
            }
        }
    }

    private mutating func goOn() -> DialogueStep {
        let output = session.takeOutput()
        return output.isEmpty ? .wait : .send(output)
    }

    private mutating func giveUp(_ failure: TLSFailure?) -> DialogueStep {
        result.failure = failure
        if failure == nil { session.close() }
        let output = session.takeOutput()
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    package mutating func ended(_ end: StreamEnd) { result.end = end }

    package func outcome() -> Outcome { result }
}
