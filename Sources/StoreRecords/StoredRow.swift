// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Store

/// A value of SQL as Swift reads it; throws where the column holds another kind.
package protocol SQLReadable {
    init(_ value: StoredValue) throws
}

extension Int64: SQLReadable {
    package init(_ value: StoredValue) throws {
        guard case .integer(let number) = value else { throw StoreError.unexpected(value, "a number") }
        self = number
    }
}

extension Int: SQLReadable {
    package init(_ value: StoredValue) throws {
        guard let number = Int(exactly: try Int64(value)) else {
            throw StoreError.unexpected(value, "a number")
        }
        self = number
    }
}

extension Bool: SQLReadable {
    package init(_ value: StoredValue) throws { self = try Int64(value) != 0 }
}

extension String: SQLReadable {
    package init(_ value: StoredValue) throws {
        guard case .text(let text) = value else { throw StoreError.unexpected(value, "text") }
        self = text
    }
}

extension Data: SQLReadable {
    package init(_ value: StoredValue) throws {
        guard case .bytes(let bytes) = value else { throw StoreError.unexpected(value, "bytes") }
        self = bytes
    }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    package init(_ value: StoredValue) throws {
        self = value == .null ? nil : try Wrapped(value)
    }
}

/// One row of a result.
package struct StoredRow: Sendable {
    package let values: [StoredValue]

    package init(values: [StoredValue]) { self.values = values }

    /// Throws where there is no such column, or one of another kind.
    package subscript<Value: SQLReadable>(_ column: Int) -> Value {
        get throws {
            guard values.indices.contains(column) else {
                throw StoreError.damaged(reason: "a row has no column \(column)")
            }
            return try Value(values[column])
        }
    }
}

extension StoreError {
    fileprivate static func unexpected(_ value: StoredValue, _ wanted: String) -> StoreError {
        .damaged(reason: "a column holds \(value.kind) where \(wanted) is expected")
    }
}

/// One transaction of a store that answers queries, with `$1`, `$2` … for their arguments.
package protocol StoredQueries {
    func rows(_ sql: String, _ arguments: [StoredValue]) throws -> [StoredRow]

    /// Goes through the rows of a query of any size, a few of which are in memory at a time.
    func each(_ sql: String, _ body: (StoredRow) throws -> Void) throws
}
