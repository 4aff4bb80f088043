// SPDX-License-Identifier: Apache-2.0
package import PlainHTTP
package import Transport

/// One request over plain HTTP/1.1 and its whole response.
package struct HTTPExchangeMachine: DialogueMachine {
    package typealias Outcome = Result<HTTPResponse, HTTPExchangeFailure>

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
        result = reader.read(bytes)?.mapError { .fault($0) }
        return result == nil ? .wait : .finish
    }

    package mutating func ended(_ end: StreamEnd) {
        switch end {
        case .closed: result = reader.closed().mapError { .fault($0) }
        case .byteLimit: result = .failure(.fault(.tooLong))
        case .reset, .timedOut: result = .failure(.ended(end))
        }
    }

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

/// Why there is no response.
package enum HTTPExchangeFailure: Error, Hashable, Sendable {
    case fault(HTTPFault)
    /// Reset, or silence until a limit.
    case ended(StreamEnd)
}
