// SPDX-License-Identifier: Apache-2.0

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
    /// The connection was closed before it was whole.
    case truncated
}
