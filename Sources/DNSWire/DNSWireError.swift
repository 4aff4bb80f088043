// SPDX-License-Identifier: Apache-2.0

/// What is wrong with the bytes of a DNS message, and in which field.
package enum DNSWireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field says it is longer than what encloses it.
    case truncated(field: String)
    /// Bytes are left after the last field.
    case trailing(field: String, count: Int)
    /// The bytes have no meaning there.
    case invalid(field: String, reason: String)

    package var description: String {
        switch self {
        case .truncated(let field): "\(field) is cut short"
        case .trailing(let field, let count): "\(count) bytes too many after \(field)"
        case .invalid(let field, let reason): "\(field): \(reason)"
        }
    }
}
