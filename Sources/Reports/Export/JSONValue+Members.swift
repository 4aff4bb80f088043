// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// An object without the members that are nil, for formats that say *not known* by leaving it out.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { key, value in value.map { Member(key, $0) } })
    }

    /// Nil where there is none, for formats that have no empty arrays.
    static func list(_ values: [JSONValue]) -> JSONValue? { values.isEmpty ? nil : .array(values) }

    /// The same of elements that come into being as they are written.
    static func list<Element: Sendable>(
        of elements: [Element],
        _ element: @escaping @Sendable (Element) -> JSONValue
    ) -> JSONValue? {
        guard !elements.isEmpty else { return nil }
        return .made(Elements(count: elements.count) { element(elements[$0]) })
    }

    /// Nil for nil.
    static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }
}
