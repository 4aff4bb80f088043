// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import PlainHTTP
package import Transport

/// A handshake by OpenSSL, one request of HTTP/1.1, and its whole response beside the chain that was served.
package struct SecureFetchMachine: DialogueMachine, ~Copyable {
    package enum Outcome: Hashable, Sendable {
        /// `chain`: DER, leaf first.
        case answered(HTTPResponse, chain: [[UInt8]])
        case unreadable(HTTPFault)
        case failed(TLSFailure)
        case ended(StreamEnd)
    }

    private var session: TLSClientSession
    private let request: [UInt8]
    private var reader: HTTPResponseReader
    private var chain: [[UInt8]] = []
    private var isSent = false
    private var result = Outcome.ended(.closed)

    /// - Parameter limit: of the body, in bytes.
    package init(
        _ context: TLSClientContext,
        serverName: String,
        request: [UInt8],
        limit: Int
    ) throws(CryptoError) {
        session = try TLSClientSession(context, serverName: serverName)
        self.request = request
        reader = HTTPResponseReader(limit: limit)
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
                chain = session.facts()?.chain ?? []
                if case .failed(let failure) = session.write(request) { return finish(.failed(failure)) }
            }
        }
        while true {
            switch session.read() {
            case .bytes(let more):
                guard let whole = reader.read(more) else { continue }
                return finish(outcome(of: whole))
            case .wantsInput: return step()
            // Only the peer's goodbye within TLS ends a body that has no length: others could cut it.
            case .closed: return finish(outcome(of: reader.closed()))
            case .failed(let failure): return finish(.failed(failure))
            }
        }
    }

    private func outcome(of whole: Result<HTTPResponse, HTTPFault>) -> Outcome {
        switch whole {
        case .success(let response): .answered(response, chain: chain)
        case .failure(let fault): .unreadable(fault)
        }
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

    package func sign(after end: StreamEnd?) -> PeerSign {
        switch result {
        case .answered(let response, _): [429, 503].contains(response.status) ? .temporaryFailure : .answered
        case .unreadable, .failed: .answered
        case .ended(let end): PeerSign(end)
        }
    }
}
