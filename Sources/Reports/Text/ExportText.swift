// SPDX-License-Identifier: Apache-2.0
import Model

/// Text as other programs get it: one line, nothing hidden, of bounded length.
enum ExportText {
    /// Characters (Unicode scalars) that are kept of a text; spreadsheets cut cells off at 32,767.
    static let limit = 4000

    static func line(_ text: String) -> String {
        if isPlain(text.utf8.span) { return text }
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return VisibleText.escape(text) }
        return "\(VisibleText.escape(text[..<end])) … (\(scalars.count) characters)"
    }

    /// The same without white space around it; nil where nothing is left.
    static func word(_ text: String) -> String? {
        let line = line(text)
        if let first = line.utf8.first, let last = line.utf8.last, isVisible(first), isVisible(last) {
            return line
        }
        let scalars = line.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return nil }
        return String(line[first...last])
    }

    /// An ASCII character that is not white space.
    private static func isVisible(_ unit: UInt8) -> Bool { unit > 0x20 && unit < 0x7F }

    /// Short and printable ASCII, as most text is.
    private static func isPlain(_ units: borrowing Span<UInt8>) -> Bool {
        guard units.count <= limit else { return false }
        for position in units.indices where units[position] < 0x20 || units[position] > 0x7E { return false }
        return true
    }

    /// The characters that a name may have in a URI (RFC 3986 §2.3) stay, everything else is percent-encoded.
    static func uri(_ text: String) -> String { encoded(line(text)) { isUnreserved($0) } }

    /// Where something is to be found: an address of the web stays one, anything else becomes a relative path.
    static func reference(_ text: String) -> String {
        let cut = line(text)
        guard ["https://", "http://"].contains(where: { cut.hasPrefix($0) }) else { return uri(text) }
        return encoded(cut) { isUnreserved($0) || "%:/?#[]@!$&'()*+,;=".utf8.contains($0) }
    }

    private static func encoded(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        if text.utf8.allSatisfy(isKept) { return text }
        var encoded: [UInt8] = []
        for unit in text.utf8 {
            if isKept(unit) {
                encoded.append(unit)
            } else {
                encoded.append(UInt8(ascii: "%"))
                encoded += [unit >> 4, unit & 15].map { $0 < 10 ? 0x30 + $0 : 0x37 + $0 }
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func isUnreserved(_ unit: UInt8) -> Bool {
        switch unit {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(unit)
        }
    }

    /// At most one decimal, as reports have it in JSON; nil for what is not finite.
    static func number(_ value: Double) -> String? {
        guard value.isFinite, abs(value) < 1e15 else { return nil }
        let tenths = (value * 10).rounded()
        return tenths.remainder(dividingBy: 10) == 0 ? String(Int(tenths / 10)) : "\(tenths / 10)"
    }
}
