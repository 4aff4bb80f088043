// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import PlainHTTP
package import Transport

/// A handshake by OpenSSL, one request, and the head of the response.
package struct WebRequestMachine: DialogueMachine, ~Copyable {
    package enum Outcome: Hashable, Sendable {
        case answered(HTTPResponseHead)
        /// What the server sent is no HTTP, or no head within bounds.
        case unreadable
        case failed(TLSFailure)
        case ended(StreamEnd)
    }

    private var session: TLSClientSession
    private let request: [UInt8]
    private var isSent = false
    private var received: [UInt8] = []
    private var result = Outcome.ended(.closed)

    package init(_ context: TLSClientContext, serverName: String?, request: [UInt8]) throws(CryptoError) {
        session = try TLSClientSession(context, serverName: serverName)
        self.request = request
    }

    package mutating func start() -> [UInt8] {
        _ = session.step()
        return session.takeOutput()
    }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        session.receive(bytes)
        if !isSent {
            switch session.step() {
            case .wantsInput: return step()
            case .failed(let failure): return finish(.failed(failure))
            case .established:
                isSent = true
                if case .failed(let failure) = session.write(request) { return finish(.failed(failure)) }
            }
        }
        while true {
            switch session.read() {
            case .bytes(let more):
                received += more.prefix(HTTPResponseHead.longest)
                if let done = take() { return finish(done) }
            case .wantsInput: return step()
            case .closed: return finish(.ended(.closed))
            case .failed(let failure): return finish(.failed(failure))
            }
        }
    }

    /// The final head, past the informational ones (RFC 9110 §15.2).
    private mutating func take() -> Outcome? {
        while let head = HTTPResponseHead(received) {
            guard (100..<200).contains(head.status), head.status != 101 else { return .answered(head) }
            guard let end = Self.end(of: received) else { return .unreadable }
            received.removeFirst(end)
        }
        return HTTPResponseHead.isHopeless(received) ? .unreadable : nil
    }

    /// Behind the empty line.
    private static func end(of bytes: [UInt8]) -> Int? {
        var isLineEmpty = false
        for (index, byte) in bytes.enumerated() where byte != 0x0D {
            if byte == 0x0A, isLineEmpty { return index + 1 }
            isLineEmpty = byte == 0x0A
        }
        return nil
    }

    private mutating func step() -> DialogueStep {
        let output = session.takeOutput()
        return output.isEmpty ? .wait : .send(output)
    }

    private mutating func finish(_ outcome: Outcome) -> DialogueStep {
        result = outcome
        session.close()
        let output = session.takeOutput()
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    package mutating func ended(_ end: StreamEnd) { result = .ended(end) }

    package func outcome() -> Outcome { result }
}
