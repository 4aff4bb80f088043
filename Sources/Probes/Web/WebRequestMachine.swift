// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import HTTPWire
package import Transport

/// A handshake by OpenSSL, one request, and the response as far as bounds allow.
package struct WebRequestMachine: DialogueMachine, ~Copyable {
    private var session: TLSClientSession
    private let request: HTTPRequest
    private var reader: HTTPResponseReader
    private var isSent = false
    private var result = WebReply.ended(.closed)

    package init(
        _ context: TLSClientContext,
        serverName: String?,
        request: HTTPRequest,
        limits: HTTPLimits = HTTPLimits()
    ) throws(CryptoError) {
        session = try TLSClientSession(context, serverName: serverName)
        self.request = request
        reader = HTTPResponseReader(answering: request.method, limits: limits)
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
                if case .failed(let failure) = session.write(request.bytes) {
                    return finish(.failed(failure))
                }
            }
        }
        while true {
            switch session.read() {
            case .bytes(let more):
                if reader.receive(more) { return finish(reader.reply(after: nil)) }
            case .wantsInput: return step()
            case .closed:
                reader.ended()
                return finish(reader.reply(after: .closed))
            case .failed(let failure):
                guard reader.hasHead else { return finish(.failed(failure)) }
                reader.ended()
                return finish(reader.reply(after: .reset))
            }
        }
    }

    private mutating func step() -> DialogueStep {
        let output = session.takeOutput()
        return output.isEmpty ? .wait : .send(output)
    }

    private mutating func finish(_ reply: WebReply) -> DialogueStep {
        result = reply
        session.close()
        let output = session.takeOutput()
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    package mutating func ended(_ end: StreamEnd) {
        guard isSent else { return result = .ended(end) }
        reader.ended()
        result = reader.reply(after: end)
    }

    package func outcome() -> WebReply { result }

    package func sign(after end: StreamEnd?) -> PeerSign { end.map { PeerSign($0) } ?? result.sign }
}
