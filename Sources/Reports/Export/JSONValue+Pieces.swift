// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// Hands on the canonical bytes in pieces: one after each element of a long array, where there is enough for one.
    func emit(as path: String, to emit: ReportEmitter) throws {
        var buffer = PieceBuffer(path: path)
        try write(to: &buffer, emit)
        try buffer.finish(to: emit)
    }

    private func write(to buffer: inout PieceBuffer, _ emit: ReportEmitter) throws {
        switch self {
        case .object(let members):
            buffer.append("{")
            for (position, member) in Self.sorted(members).enumerated() {
                buffer.append { bytes in
                    if position > 0 { bytes.append(UInt8(ascii: ",")) }
                    JSONValue.string(member.key).canonical(onto: &bytes)
                    bytes.append(UInt8(ascii: ":"))
                }
                try member.value.write(to: &buffer, emit)
            }
            buffer.append("}")
        case .array(let values):
            try Self.write(values.count, to: &buffer, emit) { try values[$0].write(to: &$1, emit) }
        case .made(let elements):
            try Self.write(elements.count, to: &buffer, emit) { position, buffer in
                buffer.append { elements.element(position).canonical(onto: &$0) }
                try buffer.pass(to: emit)
            }
        case .null, .bool, .integer, .number, .string:
            buffer.append { canonical(onto: &$0) }
        }
    }

    private static func write(
        _ count: Int,
        to buffer: inout PieceBuffer,
        _ emit: ReportEmitter,
        each: (Int, inout PieceBuffer) throws -> Void
    ) throws {
        buffer.append("[")
        for position in 0..<count {
            if position > 0 { buffer.append(",") }
            try each(position, &buffer)
        }
        buffer.append("]")
    }
}

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
