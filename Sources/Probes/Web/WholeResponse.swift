// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import HTTPWire
package import Transport

/// Why a response does not serve where all of it must be there, and mean one thing.
package enum WebFault: Error, Hashable, Sendable {
    /// What came is no HTTP/1, or its head does not end.
    case notHTTP
    /// Its parts contradict each other or themselves.
    case malformed
    /// The body is longer than is read.
    case tooLong
    /// The connection was closed before it was whole.
    case truncated
    case handshake(TLSFailure)
    /// Reset, or silence until a limit.
    case ended(StreamEnd)
}

extension WebReply {
    /// The response, where it came whole and every reader reads it alike.
    ///
    /// Pages are read for what browsers make of them; policies and lists of revocations must not be taken by halves.
    package func whole() throws(WebFault) -> HTTPResponse {
        switch self {
        case .failed(let failure): throw .handshake(failure)
        case .ended(.closed): throw .truncated
        case .ended(.byteLimit): throw .tooLong
        case .ended(let end): throw .ended(end)
        case .unreadable(.cutOff): throw .truncated
        case .unreadable: throw .notHTTP
        case .answered(let response, let end): return try Self.whole(response, end)
        }
    }

    private static let ambiguities: Set<HTTPIrregularity> = [
        .conflictingLengths, .invalidLength, .malformedChunk, .unknownTransferCoding,
    ]

    private static func whole(_ response: HTTPResponse, _ end: StreamEnd?) throws(WebFault) -> HTTPResponse {
        guard response.head.version.hasPrefix("1.") else { throw .notHTTP }
        guard ambiguities.isDisjoint(with: response.irregularities) else { throw .malformed }
        switch (response.bodyEnd, end) {
        case (.limit, _), (_, .byteLimit?): throw .tooLong
        case (_, .reset?), (_, .timedOut?): throw .ended(end ?? .reset)
        case (.cutShort, _): throw .truncated
        case (.none, _), (.complete, _), (.closed, _): return response
        }
    }
}
