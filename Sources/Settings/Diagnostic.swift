// SPDX-License-Identifier: Apache-2.0

/// Something wrong, or doubtful, at one place of one file.
package struct Diagnostic: Error, Sendable {
    package enum Severity: String, Sendable {
        /// The configuration cannot be used.
        case error
        /// It can be used, but hardly means what it says.
        case warning
    }

    package let severity: Severity
    package let span: SourceSpan
    /// One line; whatever came from the file is escaped in it.
    package let message: String
    /// What was probably meant; nil where nothing is near.
    package let suggestion: String?

    package init(_ severity: Severity, _ message: String, at span: SourceSpan, suggestion: String? = nil) {
        self.severity = severity
        self.span = span
        self.message = message
        self.suggestion = suggestion
    }

    /// The first line alone: `file:line:column: error: message`.
    package var summary: String {
        let place = span.line > 0 ? "\(span):\(span.column)" : "\(span)"
        return "\(place): \(severity.rawValue): \(message)"
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The summary, the line, a caret under the place, and the suggestion.
    package var description: String {
        var lines = [summary]
        if span.line > 0 {
            let excerpt = Excerpt(span)
            lines += ["    \(excerpt.text)", "    \(excerpt.caret)"]
        }
        if let suggestion { lines.append("    did you mean '\(Display.escaped(suggestion))'?") }
        return lines.joined(separator: "\n")
    }
}

extension Sequence<Diagnostic> {
    /// In the order of reading: file, line, column; those of one place stay in their order.
    package func inFileOrder() -> [Diagnostic] {
        enumerated().sorted { left, right in
            let (one, other) = (left.element.span, right.element.span)
            return (one.file.index, one.line, one.bytes.lowerBound, left.offset)
                < (other.file.index, other.line, other.bytes.lowerBound, right.offset)
        }
        .map(\.element)
    }

    /// Every diagnostic in full, each ending in a line feed.
    package func rendered() -> String {
        map { "\($0)\n" }.joined()
    }
}

/// A source line made fit for a terminal, and the caret line under it.
private struct Excerpt {
    /// Longer lines are cut round the caret.
    static let width = 100

    let text: String
    let caret: String

    init(_ span: SourceSpan) {
        let line = span.file.line(span.line)
        let start = Display.escaped(line.prefix(span.bytes.lowerBound))
        let marked = Display.escaped(line.dropFirst(span.bytes.lowerBound).prefix(span.bytes.count))
        let rest = Display.escaped(line.dropFirst(span.bytes.upperBound))
        var shown = start + marked + rest
        var column = start.count
        var length = max(1, marked.count)
        if shown.count > Self.width {
            let cut = max(0, min(column - Self.width / 2, shown.count - Self.width))
            let hasMore = shown.count > cut + Self.width
            shown = (cut > 0 ? "…" : "") + shown.dropFirst(cut).prefix(Self.width) + (hasMore ? "…" : "")
            column = column - cut + (cut > 0 ? 1 : 0)
            length = max(1, min(length, shown.count - column))
        }
        text = shown
        caret = String(repeating: " ", count: column) + "^" + String(repeating: "~", count: length - 1)
    }
}
