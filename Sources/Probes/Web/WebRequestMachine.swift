// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import HTTPWire
package import Transport

/// A handshake by OpenSSL, then requests one after another for as long as the server keeps the connection, and the
/// responses as far as bounds allow.
package struct WebRequestMachine: DialogueMachine, ~Copyable {
    package struct Outcome: Sendable {
        /// In the order of the requests, one at least; those that are missing met a connection that was not kept.
        package let replies: [WebReply]
        /// What the handshake and the responses showed of sessions; nil where it was not completed.
        package let session: TLSSessionOutcome?
        /// Whether the peer said within TLS that it closes; else a body without a length may have been cut by others.
        package let isClosedInOrder: Bool
    }

    private var session: TLSClientSession
    /// Those to come, the last first.
    private var waiting: [HTTPRequest]
    private let goesOn: @Sendable (Int, HTTPResponse) -> Bool
    private let admits: @Sendable (TLSSessionOutcome) -> Bool
    private let limits: HTTPLimits
    private var reader: HTTPResponseReader
    private var isEstablished = false
    private var isClosedInOrder = false
    private var replies: [WebReply] = []

    /// - Parameters:
    ///   - session: whose resumption is offered, without early data.
    ///   - first: the request that is made in any case.
    ///   - others: those that follow where the response before them came whole and the server keeps the connection.
    ///   - admits: whether a server is told anything, by what its handshake showed.
    ///   - goesOn: whether they are still wanted after the response to the request of a position, from 0.
    package init(
        _ context: TLSClientContext,
        serverName: String?,
        resuming session: TLSSession? = nil,
        first: HTTPRequest,
        others: [HTTPRequest] = [],
        goesOn: @escaping @Sendable (Int, HTTPResponse) -> Bool = { _, _ in true },
        admits: @escaping @Sendable (TLSSessionOutcome) -> Bool = { _ in true },
        limits: HTTPLimits = HTTPLimits()
    ) throws(CryptoError) {
        self.session = try TLSClientSession(context, serverName: serverName, resuming: session)
        waiting = others.reversed() + [first]
        self.goesOn = goesOn
        self.admits = admits
        self.limits = limits
        reader = HTTPResponseReader(answering: first.method, limits: limits)
    }

    package mutating func start() -> [UInt8] {
        _ = session.step()
        return session.takeOutput()
    }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        session.receive(bytes)
        if !isEstablished {
            switch session.step() {
            case .wantsInput: return step()
            case .failed(let failure): return finish(.failed(failure))
            case .established:
                isEstablished = true
                guard admits(TLSSessionOutcome(of: session)) else { return finish(.ended(.closed)) }
                if let failure = ask() { return finish(.failed(failure)) }
            }
        }
        return readOn()
    }

    private mutating func readOn() -> DialogueStep {
        while true {
            switch session.read() {
            case .bytes(let more):
                guard reader.receive(more) else { continue }
                let reply = reader.reply(after: nil)
                replies.append(reply)
                guard !waiting.isEmpty, reader.keepsConnection, isWanted(after: reply), ask() == nil else {
                    return leave()
                }
            case .wantsInput: return step()
            case .closed:
                isClosedInOrder = true
                reader.ended()
                return finish(reader.reply(after: .closed))
            case .failed(let failure):
                guard reader.hasHead else { return finish(.failed(failure)) }
                reader.ended()
                return finish(reader.reply(after: .reset))
            }
        }
    }

    private func isWanted(after reply: WebReply) -> Bool {
        if case .answered(let response, _) = reply { goesOn(replies.count - 1, response) } else { false }
    }

    /// Makes the next request; the failure where it cannot be sent.
    private mutating func ask() -> TLSFailure? {
        guard let request = waiting.popLast() else { return nil }
        reader = HTTPResponseReader(answering: request.method, limits: limits)
        if case .failed(let failure) = session.write(request.bytes) { return failure }
        return nil
    }

    private mutating func step() -> DialogueStep {
        let output = session.takeOutput()
        return output.isEmpty ? .wait : .send(output)
    }

    private mutating func finish(_ reply: WebReply) -> DialogueStep {
        note(reply)
        return leave()
    }

    /// A connection that is kept may end at any time before the next response begins (RFC 9112 §9.5).
    private mutating func note(_ reply: WebReply) {
        if case .answered = reply { return replies.append(reply) }
        if replies.isEmpty { replies.append(reply) }
    }

    private mutating func leave() -> DialogueStep {
        session.close()
        let output = session.takeOutput()
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    package mutating func ended(_ end: StreamEnd) {
        guard isEstablished else { return note(.ended(end)) }
        reader.ended()
        note(reader.reply(after: end))
    }

    package func outcome() -> Outcome {
        Outcome(
            replies: replies.isEmpty ? [.ended(.closed)] : replies,
            session: isEstablished ? TLSSessionOutcome(of: session) : nil,
            isClosedInOrder: isClosedInOrder
        )
    }

    package func sign(after end: StreamEnd?) -> PeerSign {
        if let end, replies.isEmpty { return PeerSign(end) }
        return replies.last?.sign ?? .answered
    }
}
