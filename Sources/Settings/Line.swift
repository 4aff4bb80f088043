// SPDX-License-Identifier: Apache-2.0

/// One line for the lexer; all offsets count bytes from the start of the line.
struct Line {
    let source: SourceFile
    let number: Int
    /// The line without its end, from offset 0.
    let text: [UInt8]
    /// The first byte that counts.
    private(set) var start: Int
    /// Behind the last byte that counts.
    let end: Int

    init(_ source: SourceFile, _ number: Int) {
        self.source = source
        self.number = number
        text = Array(source.line(number))
        start = text.firstIndex { !Self.isBlank($0) } ?? text.count
        end = (text.lastIndex { !Self.isBlank($0) } ?? -1) + 1
    }

    var isEmpty: Bool { start >= end }

    var first: UInt8? { isEmpty ? nil : text[start] }

    var isComment: Bool { first == UInt8(ascii: "#") || first == UInt8(ascii: ";") }

    /// Whether a backslash joins it with the next line; comments are never joined.
    var isContinued: Bool { !isEmpty && !isComment && text[end - 1] == UInt8(ascii: "\\") }

    var lastCharacter: SourceSpan { span(max(0, end - 1)..<end) }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Leaves out bytes at the start, and the white space behind them.
    mutating func drop(first count: Int) {
        start = text.indices.dropFirst(count).first { !Self.isBlank(text[$0]) } ?? text.count
    }

    func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: source, line: number, bytes: range) }

    func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

    /// The words of a range with one space between each two.
    func words(_ range: Range<Int>) -> String {
        text[range].split(whereSeparator: Self.isBlank).map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: " ")
    }

    /// The range without white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        guard let first = text[range].firstIndex(where: { !Self.isBlank($0) }),
            let last = text[range].lastIndex(where: { !Self.isBlank($0) })
        else { return range.upperBound..<range.upperBound }
        return first..<last + 1
    }

    /// What of the line belongs to a value: all from an offset on, but not the backslash at the end.
    func valuePart(from offset: Int) -> Range<Int> {
        let stop = isContinued ? end - 1 : end
        guard offset < stop else { return stop..<stop }
        return trimmed(offset..<stop)
    }

    /// The first byte that no settings file may hold; nil where the line is clean.
    func firstFault() -> (problem: String, span: SourceSpan)? {
        guard text.count <= Lexer.maximumLineBytes else {
            return ("the line is longer than \(Lexer.maximumLineBytes >> 10) KiB", span(0..<1))
        }
        let isPlain = text.allSatisfy { (0x20...0x7E).contains($0) || $0 == UInt8(ascii: "\t") }
        if isPlain { return nil }
        var pieces = UTF8Pieces(text)
        var offset = 0
        while let piece = pieces.next() {
            defer { offset = pieces.offset }
            switch piece {
            case .invalid:
                return ("this byte is not UTF-8; save the file as UTF-8", span(offset..<offset + 1))
            case .scalar("\0"):
                return ("the file holds a NUL byte; is it a text file?", span(offset..<offset + 1))
            case .scalar(let scalar):
                guard scalar.properties.generalCategory == .control, scalar != "\t" else { continue }
                return ("this control character cannot be part of a setting", span(offset..<pieces.offset))
            }
        }
        return nil
    }
}
