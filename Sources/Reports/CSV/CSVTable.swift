// SPDX-License-Identifier: Apache-2.0

/// One cell before it is written.
enum CSVCell {
    case text(String?)
    case integer(Int?)
    /// With one decimal at most.
    case number(Double?)
}

/// Rows as RFC 4180 has them, in UTF-8, of text that no spreadsheet takes for a formula.
enum CSVTable {
    static func write(_ cells: some Sequence<CSVCell>, onto bytes: inout [UInt8]) {
        var isFirst = true
        for cell in cells {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            switch cell {
            case .text(let text): write(text ?? "", onto: &bytes)
            case .integer(let number): if let number { bytes += String(number).utf8 }
            case .number(let number): bytes += (number.flatMap(ExportText.number) ?? "").utf8
            }
        }
        bytes += "\r\n".utf8
    }

    /// Made visible, made inert, and quoted where it has to be.
    private static func write(_ text: String, onto bytes: inout [UInt8]) {
        let cell = inert(ExportText.line(text))
        guard needsQuotes(cell.utf8.span) else {
            bytes += cell.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for unit in cell.utf8 {
            if unit == UInt8(ascii: "\"") { bytes.append(unit) }
            bytes.append(unit)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// With an apostrophe before what a spreadsheet would compute: at the start, and behind a semicolon, where programs
    /// set to other countries begin a new cell.
    static func inert(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isFormulaStart) else { return text }
        var result = String.UnicodeScalarView()
        var mayBegin = true
        for scalar in text.unicodeScalars {
            if mayBegin, isFormulaStart(scalar) { result.append("'") }
            result.append(scalar)
            mayBegin = scalar == ";" || (mayBegin && (scalar == "\"" || scalar.properties.isWhitespace))
        }
        return String(result)
    }

    /// What OWASP names under CSV injection, in full width too; tab and carriage return are written out before.
    private static func isFormulaStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    private static func needsQuotes(_ units: borrowing Span<UInt8>) -> Bool {
        guard !units.isEmpty else { return false }
        if units[0] == 0x20 || units[units.count - 1] == 0x20 { return true }
        for position in units.indices {
            switch units[position] {
            case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), 0x0A, 0x0D: return true
            default: continue
            }
        }
        return false
    }
}
