// SPDX-License-Identifier: Apache-2.0
package import HTTPWire
package import Transport

/// One request without TLS, and the response as far as bounds allow.
package struct PlainRequestMachine: DialogueMachine {
    private let request: HTTPRequest
    private var reader: HTTPResponseReader
    private var result = WebReply.ended(.closed)

    package init(_ request: HTTPRequest, limits: HTTPLimits = HTTPLimits()) {
        self.request = request
        reader = HTTPResponseReader(answering: request.method, limits: limits)
    }

    package mutating func start() -> [UInt8] { request.bytes }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        guard reader.receive(bytes) else { return .wait }
        result = reader.reply(after: nil)
        return .finish
    }

    package mutating func ended(_ end: StreamEnd) {
        reader.ended()
        result = reader.reply(after: end)
    }

    package func outcome() -> WebReply { result }

    package func sign(after end: StreamEnd?) -> PeerSign { end.map { PeerSign($0) } ?? result.sign }
}
