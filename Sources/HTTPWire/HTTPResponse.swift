// SPDX-License-Identifier: Apache-2.0

/// A response as far as it was read.
package struct HTTPResponse: Hashable, Sendable {
    /// How the body ended.
    package enum BodyEnd: String, Codable, Hashable, Sendable {
        /// There is none by its status or by the request's method.
        case none
        case complete
        /// It ends with the connection, so that nobody knows whether it is whole.
        case closed
        case cutShort = "cut-short"
        /// There is more than is read.
        case limit
    }

    /// The responses before it (RFC 9110 §15.2).
    package let informational: [HTTPHead]
    package let head: HTTPHead
    /// Without transfer coding, with content coding.
    package let body: [UInt8]
    package let bodyEnd: BodyEnd
    /// Sorted.
    package let irregularities: [HTTPIrregularity]

    package init(
        informational: [HTTPHead] = [],
        head: HTTPHead,
        body: [UInt8],
        bodyEnd: BodyEnd,
        irregularities: [HTTPIrregularity] = []
    ) {
        self.informational = informational
        self.head = head
        self.body = body
        self.bodyEnd = bodyEnd
        self.irregularities = irregularities
    }
}

/// What was read of a peer's bytes.
package enum HTTPReading: Hashable, Sendable {
    case response(HTTPResponse)
    /// Nothing came at all.
    case nothing
    /// The bytes are no HTTP/1.
    case notHTTP
    /// It ended within the head.
    case cutOff
    /// The head is longer than is read.
    case overlong
}
