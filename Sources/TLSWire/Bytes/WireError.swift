// SPDX-License-Identifier: Apache-2.0

/// What is wrong with bytes that were to be read or written, and in which field.
package enum WireError: Error, Hashable, Sendable {
    /// The field says it is longer than what encloses it.
    case truncated(field: String, needed: Int, available: Int)
    /// Bytes are left after the last field.
    case trailing(field: String, count: Int)
    /// The value does not fit the length prefix that stands before it on the wire.
    case tooLong(field: String, count: Int, limit: Int)
    /// The bytes have the right length and still no meaning there.
    case invalid(field: String, reason: String)
}

extension WireError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .truncated(let field, let needed, let available):
            "\(field): needs \(needed) bytes, \(available) left"
        case .trailing(let field, let count):
            "\(field): \(count) bytes too many"
        case .tooLong(let field, let count, let limit):
            "\(field): \(count) is more than \(limit)"
        case .invalid(let field, let reason):
            "\(field): \(reason)"
        }
    }
}
