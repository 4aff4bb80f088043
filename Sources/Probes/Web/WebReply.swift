// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import HTTPWire
package import Transport

/// What came of one request, over TLS or without.
package enum WebReply: Hashable, Sendable {
    /// `end`: what cut the body short; nil where nothing did.
    case answered(HTTPResponse, end: StreamEnd?)
    /// What the server sent is no HTTP, or no head within bounds.
    case unreadable(HTTPReading)
    case failed(TLSFailure)
    case ended(StreamEnd)

    /// Of a budget's concern: servers that say they have had enough.
    var sign: PeerSign {
        switch self {
        case .answered(let response, _): response.isTurningAway ? .temporaryFailure : .answered
        case .unreadable, .failed: .answered
        case .ended(let end): PeerSign(end)
        }
    }
}

extension HTTPResponse {
    /// Not now: too many requests, or out of service for a while (RFC 6585 §4, RFC 9110 §15.6.4).
    var isTurningAway: Bool { head.status == 429 || head.status == 503 }
}

extension HTTPResponseReader {
    /// What was read when nothing more is; `end` is nil where the machine has enough.
    func reply(after end: StreamEnd?) -> WebReply {
        switch reading {
        case .response(let response):
            let isWhole: Bool =
                switch response.bodyEnd {
                case .none, .complete: true
                case .closed: end == .closed
                case .cutShort, .limit: false
                }
            return .answered(response, end: isWhole ? nil : end)
        case .nothing: return .ended(end ?? .closed)
        case .cutOff where end == .timedOut || end == .reset: return .ended(end ?? .closed)
        case .notHTTP, .cutOff, .overlong: return .unreadable(reading)
        }
    }
}
