// SPDX-License-Identifier: Apache-2.0

/// One settings file as it was read; spans refer to it, so it is shared and never changes.
package final class SourceFile: Sendable {
    /// The path as diagnostics print it.
    package let name: String
    /// The place in the order of reading, from 0; diagnostics are sorted by it.
    package let index: Int
    package let bytes: [UInt8]
    /// The bytes of each line without its line feed.
    package let lines: [Range<Int>]

    package init(name: String, index: Int = 0, bytes: [UInt8] = []) {
        self.name = name
        self.index = index
        self.bytes = bytes
        let parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(\.indices)
        // What follows the last line feed is a line only where something stands there.
        lines = parts.last?.isEmpty == true ? parts.dropLast() : parts
    }

    /// The bytes of a line, counted from 1; empty for a line that the file does not have.
    package func line(_ number: Int) -> ArraySlice<UInt8> {
        guard number >= 1, number <= lines.count else { return [] }
        let line = bytes[lines[number - 1]]
        return line.last == 0x0D ? line.dropLast() : line
    }

    /// The file as a whole, for what has no line.
    package var whole: SourceSpan { SourceSpan(file: self, line: 0, bytes: 0..<0) }
}

/// A stretch of one line of a file, or the whole file.
package struct SourceSpan: Sendable {
    package let file: SourceFile
    /// From 1; 0 speaks of the whole file.
    package let line: Int
    /// Offsets inside the line.
    package let bytes: Range<Int>

    package init(file: SourceFile, line: Int, bytes: Range<Int>) {
        self.file = file
        self.line = line
        self.bytes = bytes
    }

    /// The first character, counted from 1 in Unicode scalars; a byte that is not UTF-8 may count as one.
    package var column: Int {
        1 + file.line(line).prefix(bytes.lowerBound).count { $0 & 0xC0 != 0x80 }
    }
}

extension SourceSpan: CustomStringConvertible {
    /// `file:line`, or only the file where it speaks of the whole of it.
    package var description: String { line > 0 ? "\(file.name):\(line)" : file.name }
}

/// Where the value in force comes from.
package enum Origin: Sendable, CustomStringConvertible {
    case file(SourceSpan)
    /// No file sets it.
    case standard

    package var description: String {
        switch self {
        case .file(let span): span.description
        case .standard: "default"
        }
    }
}
