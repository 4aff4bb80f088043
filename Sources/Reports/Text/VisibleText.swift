// SPDX-License-Identifier: Apache-2.0

/// Makes what a terminal or a browser would obey, and a reader could not see, visible as `\u{202E}`.
package enum VisibleText {
    /// Control characters, line and paragraph separators, invisible and direction-changing characters are
    /// written out; line feeds stay where the caller wrote them and says so.
    package static func escape(_ text: some StringProtocol, keepingLineFeeds: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return String(text) }
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHidden(scalar), !(keepingLineFeeds && scalar == "\n") {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let padding = String(repeating: "0", count: max(0, 4 - digits.count))
                visible.append(contentsOf: "\\u{\(padding)\(digits)}".unicodeScalars)
            } else {
                visible.append(scalar)
            }
        }
        return String(visible)
    }

    /// C0 and C1 controls, U+2028 and U+2029, zero-width characters, marks, embeddings, overrides and isolates
    /// of UAX #9, the byte order mark, and the tag characters.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x00AD, 0x061C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
            0x2060...0x206F,
            0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default:
            false
        }
    }
}
