// SPDX-License-Identifier: Apache-2.0

/// Text from a file that knows where each part of it stood, also when it was continued over several lines.
package struct SourceString: Sendable {
    private struct Piece: Sendable {
        /// Where the piece begins in `text`, in UTF-8 bytes.
        let offset: Int
        let span: SourceSpan
    }

    /// The pieces joined by one space each.
    package private(set) var text: String
    private var pieces: [Piece]

    /// - Parameter text: the text of the span, which is valid UTF-8.
    package init(_ text: String, at span: SourceSpan) {
        self.text = text
        pieces = [Piece(offset: 0, span: span)]
    }

    /// Joins what a continuation line adds.
    mutating func append(_ more: String, at span: SourceSpan) {
        guard !more.isEmpty else { return }
        guard !text.isEmpty else {
            self = SourceString(more, at: span)
            return
        }
        text += " "
        pieces.append(Piece(offset: text.utf8.count, span: span))
        text += more
    }

    /// The whole text, as far as it stands on its first line.
    package var span: SourceSpan { span(of: 0..<text.utf8.count) }

    /// Where a part of the text stood, as far as it stands on one line.
    ///
    /// - Parameter part: UTF-8 offsets in `text`; clamped to it.
    package func span(of part: Range<Int>) -> SourceSpan {
        let piece = pieces.last { $0.offset <= part.lowerBound } ?? pieces[0]
        let bytes = piece.span.bytes
        let start = min(bytes.lowerBound + part.lowerBound - piece.offset, bytes.upperBound)
        let end = max(start, min(bytes.lowerBound + part.upperBound - piece.offset, bytes.upperBound))
        return SourceSpan(file: piece.span.file, line: piece.span.line, bytes: start..<end)
    }

    /// The parts between commas without the white space around them; one part where there is no comma.
    package func separatedByCommas() -> [SourceString] {
        var offset = 0
        return text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { part in
            defer { offset += part.count + 1 }
            let leading = part.prefix { $0 == 0x20 || $0 == 0x09 }.count
            let start = offset + leading
            let trailing =
                leading == part.count ? 0 : part.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count
            let end = offset + part.count - trailing
            let bytes = Array(part.dropFirst(leading).dropLast(trailing))
            return SourceString(String(decoding: bytes, as: UTF8.self), at: span(of: start..<end))
        }
    }
}
