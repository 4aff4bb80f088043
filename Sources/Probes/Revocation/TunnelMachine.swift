// SPDX-License-Identifier: Apache-2.0
internal import HTTPWire
internal import Transport

/// Asks a proxy for a way to a host (RFC 9110 §9.3.6), and hands the connection over to another machine.
struct TunnelMachine<Inner: DialogueMachine & ~Copyable>: DialogueMachine, ~Copyable {
    enum Outcome: Sendable {
        case reached(Inner.Outcome)
        case refused(WebReply)
    }

    private var inner: Inner
    private let request: HTTPRequest
    private var reader: HTTPResponseReader
    private var refusal = WebReply.ended(.closed)
    private var isOpen = false

    /// - Parameter request: by CONNECT.
    init(_ inner: consuming Inner, after request: HTTPRequest, limits: HTTPLimits) {
        self.inner = inner
        self.request = request
        // What follows the head of an answer that opens the way is no body of it.
        reader = HTTPResponseReader(answering: .head, limits: limits)
    }

    mutating func start() -> [UInt8] { request.bytes }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        guard !isOpen else { return inner.receive(bytes) }
        guard reader.receive(bytes) else { return .wait }
        refusal = reader.reply(after: nil)
        guard case .answered(let response, _) = refusal, (200..<300).contains(response.head.status) else {
            return .finish
        }
        isOpen = true
        let first = inner.start()
        return first.isEmpty ? .wait : .send(first)
    }

    mutating func ended(_ end: StreamEnd) {
        guard !isOpen else { return inner.ended(end) }
        reader.ended()
        refusal = reader.reply(after: end)
    }

    func outcome() -> Outcome { isOpen ? .reached(inner.outcome()) : .refused(refusal) }

    func sign(after end: StreamEnd?) -> PeerSign {
        isOpen ? inner.sign(after: end) : end.map { PeerSign($0) } ?? refusal.sign
    }
}
