// SPDX-License-Identifier: Apache-2.0

/// Breaks text for a terminal.
package enum WrappedText {
    /// Columns of a line.
    package static let width = 80

    /// Lines of at most `width` columns, broken at spaces; a longer word keeps a line of its own.
    package static func lines(_ text: some StringProtocol, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(word)
            } else {
                line += line.isEmpty ? String(word) : " \(word)"
            }
        }
        return lines + [line]
    }

    /// Each line of `text` wrapped, all but the first behind `indent` spaces.
    package static func hanging(_ text: String, indent: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { lines($0, width: width - indent) }
            .joined(separator: "\n" + String(repeating: " ", count: indent))
    }
}
