// SPDX-License-Identifier: Apache-2.0
package import Transport

/// One request over plain HTTP/1.1 and its whole response.
package struct HTTPExchangeMachine: DialogueMachine {
    package typealias Outcome = Result<HTTPResponse, HTTPFault>

    private let request: [UInt8]
    private var reader: HTTPResponseReader
    private var result: Outcome?

    /// - Parameter limit: of the body, in bytes.
    package init(request: [UInt8], limit: Int) {
        self.request = request
        reader = HTTPResponseReader(limit: limit)
    }

    package mutating func start() -> [UInt8] { request }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        result = reader.read(bytes)
        return result == nil ? .wait : .finish
    }

    package mutating func ended(_ end: StreamEnd) { result = reader.finish(end) }

    package func outcome() -> Outcome { result ?? .failure(.ended(.closed)) }

    package func sign(after end: StreamEnd?) -> PeerSign {
        end == nil ? Self.sign(of: outcome()) : PeerSign(end)
    }

    static func sign(of outcome: Outcome) -> PeerSign {
        switch outcome {
        case .success(let response): [429, 503].contains(response.status) ? .temporaryFailure : .answered
        case .failure(.ended(let end)): PeerSign(end)
        case .failure: .answered
        }
    }
}

/// A whole response.
package struct HTTPResponse: Hashable, Sendable {
    package let head: HTTPResponseHead
    package let body: [UInt8]

    package var status: Int { head.status }

    /// The first value of a field; nil where there is none.
    package func value(of name: String) -> String? { head.fields.first { $0.name == name }?.value }
}

/// Why there is no response.
package enum HTTPFault: Error, Hashable, Sendable {
    /// What came does not begin like HTTP/1, or its head is too long.
    case notHTTP
    /// Its parts contradict each other or themselves.
    case malformed
    /// The body is longer than is read.
    case tooLong
    /// It ended before it was whole.
    case ended(StreamEnd)
}
