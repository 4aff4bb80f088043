// SPDX-License-Identifier: Apache-2.0
package import Settings

/// The records of a table in CSV (RFC 4180), each field with its place.
///
/// Commas part the fields, or semicolons where the first line has no comma, as spreadsheets of some languages write. A field
/// that goes over a line's end is refused, and so is text that is not UTF-8.
package struct CSVRecords: Sendable {
    package struct Field: Sendable {
        /// Without quotes, and without white space at its ends.
        package let text: String
        package let span: SourceSpan
    }

    /// Lines beyond which nothing is read.
    package static let longest = 100_000

    /// In the order of the file; empty lines are none.
    package private(set) var records: [[Field]] = []
    package private(set) var problems: [Diagnostic] = []

    package init(_ file: SourceFile) {
        guard file.lines.count <= Self.longest else {
            problems = [Diagnostic(.error, "more than \(Self.longest) lines are not read", at: file.whole)]
            return
        }
        let first = file.line(1)
        let separator = first.contains(0x2C) || !first.contains(0x3B) ? UInt8(0x2C) : 0x3B
        for number in file.lines.indices.map({ $0 + 1 }) {
            var line = Line(file, number, separator)
            guard let fields = line.fields() else {
                if let problem = line.problem { problems.append(problem) }
                continue
            }
            if fields.contains(where: { !$0.text.isEmpty }) { records.append(fields) }
        }
    }

    /// One line that is read from left to right.
    private struct Line {
        private(set) var problem: Diagnostic?
        private let file: SourceFile
        private let number: Int
        private let separator: UInt8
        private let bytes: [UInt8]
        private var offset = 0

        init(_ file: SourceFile, _ number: Int, _ separator: UInt8) {
            (self.file, self.number, self.separator) = (file, number, separator)
            bytes = Array(file.line(number))
            // Spreadsheets begin a file with the mark of byte order.
            if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        }

        /// Nil where there is a problem.
        mutating func fields() -> [Field]? {
            var fields: [Field] = []
            repeat {
                guard let field = field() else { return nil }
                fields.append(field)
            } while step()
            return fields
        }

        /// Past a separator; false at the end.
        private mutating func step() -> Bool {
            guard offset < bytes.count else { return false }
            offset += 1
            return true
        }

        private mutating func field() -> Field? {
            while offset < bytes.count, Self.isSpace(bytes[offset]) { offset += 1 }
            let start = offset
            var content: [UInt8] = []
            if offset < bytes.count, bytes[offset] == 0x22 {
                guard let quoted = quoted() else {
                    return fail("the quoted text does not end on its line", start..<bytes.count)
                }
                content = quoted
                let end = offset
                while offset < bytes.count, bytes[offset] != separator {
                    guard Self.isSpace(bytes[offset]) else {
                        return fail("text after the closing quote", offset..<bytes.count)
                    }
                    offset += 1
                }
                return field(content, start..<end)
            }
            while offset < bytes.count, bytes[offset] != separator {
                content.append(bytes[offset])
                offset += 1
            }
            while let last = content.last, Self.isSpace(last) { content.removeLast() }
            return field(content, start..<start + content.count)
        }

        /// Past the closing quote; nil where there is none.
        private mutating func quoted() -> [UInt8]? {
            var content: [UInt8] = []
            offset += 1
            while offset < bytes.count {
                if bytes[offset] != 0x22 {
                    content.append(bytes[offset])
                } else if offset + 1 < bytes.count, bytes[offset + 1] == 0x22 {
                    content.append(0x22)
                    offset += 1
                } else {
                    offset += 1
                    return content
                }
                offset += 1
            }
            return nil
        }

        private mutating func field(_ content: [UInt8], _ range: Range<Int>) -> Field? {
            guard let text = String(validating: content, as: UTF8.self) else {
                return fail("the text is not UTF-8", range)
            }
            let control = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
            guard !control else { return fail("the text has a control character", range) }
            return Field(text: text, span: SourceSpan(file: file, line: number, bytes: range))
        }

        private mutating func fail(_ message: String, _ range: Range<Int>) -> Field? {
            problem = Diagnostic(.error, message, at: SourceSpan(file: file, line: number, bytes: range))
            return nil
        }

        private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    }
}
