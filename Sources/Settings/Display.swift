// SPDX-License-Identifier: Apache-2.0

/// Shows text that nobody vouches for, so that it can neither move the cursor nor change its own order.
package enum Display {
    /// Escapes what is invisible.
    ///
    /// Control bytes become `\x1B`, format characters `\u{202E}`, bytes that are not UTF-8 `\xFF`; a tab
    /// becomes a space.
    package static func escaped(_ bytes: some Collection<UInt8>) -> String {
        var result = ""
        for piece in UTF8Pieces(bytes) {
            switch piece {
            case .scalar(let scalar): result += escaped(scalar)
            case .invalid(let byte): result += "\\x" + hexadecimal(UInt32(byte))
            }
        }
        return result
    }

    package static func escaped(_ text: String) -> String { escaped(Array(text.utf8)) }

    /// The text in single quotes, cut to 60 characters.
    package static func quoted(_ text: String) -> String {
        let shown = escaped(text)
        return shown.count > 60 ? "'\(shown.prefix(59))…'" : "'\(shown)'"
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\t" { return " " }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            guard scalar.value > 0x7F else { return "\\x" + hexadecimal(scalar.value) }
            return "\\u{" + hexadecimal(scalar.value) + "}"
        default:
            return String(scalar)
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
    }
}

/// Bytes cut into Unicode scalars, and single bytes where they are not UTF-8.
struct UTF8Pieces: Sequence, IteratorProtocol {
    enum Piece: Equatable {
        case scalar(Unicode.Scalar)
        case invalid(UInt8)
    }

    private let bytes: [UInt8]
    /// The offset of the next piece.
    private(set) var offset = 0

    init(_ bytes: some Collection<UInt8>) {
        self.bytes = Array(bytes)
    }

    mutating func next() -> Piece? {
        guard offset < bytes.count else { return nil }
        let byte = bytes[offset]
        if byte < 0x80 {
            offset += 1
            return .scalar(Unicode.Scalar(byte))
        }
        // No scalar takes more than four bytes, so that each look is short.
        var window = bytes[offset...].prefix(4).makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        if case .valid(let encoded) = parser.parseScalar(from: &window) {
            offset += encoded.count
            return .scalar(Unicode.UTF8.decode(encoded))
        }
        offset += 1
        return .invalid(byte)
    }
}
