// SPDX-License-Identifier: Apache-2.0

/// A large value that is kept once in memory, however many collections hold it; equal where the values are.
package final class Shared<Value: Sendable>: Sendable {
    package let value: Value

    package init(_ value: Value) { self.value = value }
}

extension Shared: Equatable where Value: Equatable {
    package static func == (left: Shared, right: Shared) -> Bool {
        left === right || left.value == right.value
    }
}

extension Shared: Hashable where Value: Hashable {
    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension Shared: CustomStringConvertible {
    package var description: String { "\(value)" }
}

/// As the value itself.
extension Shared: Codable where Value: Codable {
    package convenience init(from decoder: any Decoder) throws { self.init(try Value(from: decoder)) }

    package func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}
