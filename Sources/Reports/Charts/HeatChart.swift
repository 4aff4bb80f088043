// SPDX-License-Identifier: Apache-2.0
import Model

/// Missions in rows and categories in numbered columns; each cell has the shape of its worst band.
struct HeatChart {
    struct Cell {
        let x: String
        let y: String
        /// `b0` … `b4`; `bx` where something is not known and nothing fails.
        let mark: String
    }

    struct Line {
        let text: String
        let y: String
    }

    struct Row {
        /// The name in one or two lines.
        let name: [Line]
        let line: String
        let cells: [Cell]
    }

    struct Column {
        let number: String
        let x: String
        let name: String
    }

    let label: String
    let height: String
    let columns: [Column]
    let rows: [Row]

    private static let names = 128.0
    private static let head = 22.0
    private static let pitch = 26.0
    /// Of a row whose name takes two lines.
    private static let tallPitch = 36.0
    /// Characters of a name in one line.
    private static let letters = 17

    /// - Parameter rows: a mark for each column; nil where nothing was seen to fail and nothing is unknown.
    init(_ label: String, columns titles: [String], rows entries: [(name: String, marks: [String?])]) {
        self.label = label
        let wide = (Chart.width - Self.names) / Double(max(1, titles.count))
        columns = titles.enumerated().map { place, title in
            let x = Self.names + wide * (Double(place) + 0.5)
            return Column(number: String(place + 1), x: Chart.number(x), name: title)
        }
        let names = entries.map { Self.lines(of: $0.name) }
        let tops = names.reduce(into: [Self.head]) { tops, lines in
            tops.append((tops.last ?? 0) + (lines.count > 1 ? Self.tallPitch : Self.pitch))
        }
        rows = zip(entries, zip(names, tops)).map { entry, place in
            Self.row(place.0, at: place.1, marks: entry.marks, wide: wide)
        }
        height = Chart.number((tops.last ?? Self.head) + 2)
    }

    private static func row(_ name: [String], at top: Double, marks: [String?], wide: Double) -> Row {
        let middle = top + (name.count > 1 ? tallPitch : pitch) / 2
        let first = name.count > 1 ? middle - 3 : middle + 4
        return Row(
            name: name.enumerated().map { Line(text: $1, y: Chart.number(first + 14 * Double($0))) },
            line: Chart.number(top),
            cells: marks.enumerated().compactMap { column, mark in
                mark.map {
                    Cell(
                        x: Chart.number(names + wide * (Double(column) + 0.5) - 10),
                        y: Chart.number(middle - 6),
                        mark: $0
                    )
                }
            }
        )
    }

    /// A name in one line where it fits, else broken between words into two, the second cut off where it must be.
    static func lines(of name: String) -> [String] {
        guard name.count > letters, let last = name.prefix(letters + 1).lastIndex(of: " "),
            last > name.startIndex
        else { return [Chart.fitted(name, letters)] }
        return [String(name[..<last]), Chart.fitted(String(name[name.index(after: last)...]), letters)]
    }
}
