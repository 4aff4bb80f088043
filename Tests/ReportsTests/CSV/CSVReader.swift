// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A strict reader of RFC 4180: CR LF behind every record, quotes around what needs them.
enum CSVReader {
    /// Nil for what is no CSV.
    static func records(_ data: Data) -> [[String]]? {
        guard let text = String(bytes: data, encoding: .utf8) else { return nil }
        var (records, record, cell) = ([[String]](), [String](), [Unicode.Scalar]())
        var scalars = text.unicodeScalars.makeIterator()
        var (isQuoted, wasQuoted) = (false, false)
        func end() -> String { String(String.UnicodeScalarView(cell)) }
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            switch scalar {
            case "\"" where isQuoted && next == "\"":
                cell.append(scalar)
                next = scalars.next()
            case "\"" where isQuoted: (isQuoted, wasQuoted) = (false, true)
            case _ where isQuoted: cell.append(scalar)
            case "\"" where cell.isEmpty && !wasQuoted: isQuoted = true
            case ",":
                record.append(end())
                (cell, wasQuoted) = ([], false)
            case "\r" where next == "\n":
                next = scalars.next()
                records.append(record + [end()])
                (record, cell, wasQuoted) = ([], [], false)
            case "\"", "\r", "\n": return nil
            case _ where wasQuoted: return nil
            default: cell.append(scalar)
            }
        }
        return isQuoted || !cell.isEmpty || !record.isEmpty ? nil : records
    }
}
