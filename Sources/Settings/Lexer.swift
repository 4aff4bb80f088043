// SPDX-License-Identifier: Apache-2.0

/// Cuts a file in the manner of systemd's unit files into sections and assignments.
///
/// A line is blank, a comment (`#` or `;` first), a section (`[Kind name]`) or an assignment (`Key=Value`).
/// A backslash at the end joins the next line with one space; comment lines between joined lines are left
/// out. There are no quotes, and no comments behind a value. White space at both ends of a line and round
/// the first equals sign does not count. Lines end in LF or CR LF; text is UTF-8.
package enum Lexer {
    /// Bytes of one file; what is larger is not a settings file.
    package static let maximumBytes = 8 << 20
    /// Bytes of one line; what is longer is no setting.
    package static let maximumLineBytes = 16 << 10
    /// Errors of one file, after which the rest of it is not read.
    package static let maximumErrors = 1000

    /// Reads any bytes whatever; everything wrong with them is in the diagnostics.
    package static func lex(_ bytes: [UInt8], file: String, index: Int = 0) -> SyntaxFile {
        lex(SourceFile(name: file, index: index, bytes: bytes))
    }

    package static func lex(_ source: SourceFile) -> SyntaxFile {
        guard source.bytes.count <= maximumBytes else {
            let problem = "the file is larger than \(maximumBytes >> 20) MiB"
            return SyntaxFile(source: source, diagnostics: [Diagnostic(.error, problem, at: source.whole)])
        }
        var state = LexerState(source)
        for line in source.lines.indices where state.diagnostics.count < maximumErrors {
            state.read(line: line + 1)
        }
        state.finish()
        return SyntaxFile(source: source, sections: state.sections, diagnostics: state.diagnostics)
    }
}

/// What the lexer knows between two lines.
private struct LexerState {
    private enum Place {
        /// Before the first section.
        case top
        /// In the last element of `sections`.
        case section
        /// Behind a header that could not be read; assignments are dropped without a further word.
        case unreadable
    }

    private enum Continuation {
        case none
        /// The last assignment of the last section goes on.
        case value
        /// An assignment that was dropped goes on.
        case dropped
    }

    let source: SourceFile
    private(set) var sections: [SectionSyntax] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var place = Place.top
    private var continuation = Continuation.none
    /// The last backslash that joined two lines.
    private var backslash: SourceSpan?

    init(_ source: SourceFile) {
        self.source = source
    }

    mutating func read(line number: Int) {
        var line = Line(source, number)
        if line.isContinued { backslash = line.lastCharacter }
        if number == 1, line.text.starts(with: [0xEF, 0xBB, 0xBF]) {
            report("the file begins with a byte order mark; save it as UTF-8 without one", line.span(0..<3))
            line.drop(first: 3)
        }
        if let fault = line.firstFault() {
            report(fault.problem, fault.span)
            if line.first == UInt8(ascii: "[") { place = .unreadable }
            continuation = line.isContinued ? .dropped : .none
        } else if continuation != .none {
            readContinuation(line)
        } else if line.isEmpty || line.isComment {
            return
        } else if line.first == UInt8(ascii: "[") {
            readHeader(line)
        } else {
            readAssignment(line)
        }
    }

    mutating func finish() {
        if diagnostics.count >= Lexer.maximumErrors {
            report("more than \(Lexer.maximumErrors) errors; the rest of the file was not read", source.whole)
        } else if continuation != .none, let backslash {
            report("a backslash joins this line with the next, but the file ends here", backslash)
        }
    }

    private mutating func readContinuation(_ line: Line) {
        // An empty line ends the value; a comment between two lines does not.
        guard !line.isComment else { return }
        if continuation == .value, let section = sections.indices.last {
            let assignment = sections[section].assignments.indices.last
            if let assignment {
                let part = line.valuePart(from: line.start)
                sections[section].assignments[assignment].value.append(line.string(part), at: line.span(part))
            }
        }
        if !line.isContinued { continuation = .none }
    }

    private mutating func readHeader(_ line: Line) {
        place = .unreadable
        let text = line.text
        guard let close = text.firstIndex(of: UInt8(ascii: "]")) else {
            return report("the section header lacks its ']'", line.span(line.start..<line.end))
        }
        guard close == line.end - 1 else {
            return report(
                "unexpected text after the section header",
                line.span(line.trimmed(close + 1..<line.end))
            )
        }
        let inside = line.trimmed(line.start + 1..<close)
        guard !inside.isEmpty else {
            return report(
                "the section has no kind; write [Kind] or [Kind name]",
                line.span(line.start..<line.end)
            )
        }
        let kindEnd = text[inside].firstIndex(where: Line.isBlank) ?? inside.upperBound
        let kind = inside.lowerBound..<kindEnd
        let name = line.trimmed(kindEnd..<inside.upperBound)
        sections.append(
            SectionSyntax(
                kind: SourceString(line.string(kind), at: line.span(kind)),
                name: name.isEmpty ? nil : SourceString(line.words(name), at: line.span(name)),
                header: line.span(line.start..<line.end)
            )
        )
        place = .section
    }

    private mutating func readAssignment(_ line: Line) {
        continuation = line.isContinued ? .dropped : .none
        guard let equals = line.text.firstIndex(of: UInt8(ascii: "=")) else {
            if place != .unreadable { report("expected Key=Value", line.span(line.start..<line.end)) }
            return
        }
        let key = line.trimmed(line.start..<equals)
        guard !key.isEmpty else {
            return report("there is no key before the '='", line.span(equals..<equals + 1))
        }
        switch place {
        case .unreadable: return
        case .top: report("this stands before the first [Section]", line.span(line.start..<line.end))
        case .section:
            let value = line.valuePart(from: equals + 1)
            let assignment = Assignment(
                key: SourceString(line.string(key), at: line.span(key)),
                value: SourceString(line.string(value), at: line.span(value))
            )
            if let last = sections.indices.last { sections[last].assignments.append(assignment) }
            continuation = line.isContinued ? .value : .none
        }
    }

    private mutating func report(_ message: String, _ span: SourceSpan) {
        diagnostics.append(Diagnostic(.error, message, at: span))
    }
}
