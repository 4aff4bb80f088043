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

    struct Row {
        let name: String
        let y: String
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

    /// - Parameter rows: a mark for each column; nil where nothing was seen to fail and nothing is unknown.
    init(_ label: String, columns titles: [String], rows entries: [(name: String, marks: [String?])]) {
        self.label = label
        let wide = (Chart.width - Self.names) / Double(max(1, titles.count))
        columns = titles.enumerated().map { place, title in
            let x = Self.names + wide * (Double(place) + 0.5)
            return Column(number: String(place + 1), x: Chart.number(x), name: title)
        }
        rows = entries.enumerated().map { place, entry in
            let top = Self.head + Self.pitch * Double(place)
            return Row(
                name: Chart.fitted(entry.name, 16),
                y: Chart.number(top + 17),
                line: Chart.number(top),
                cells: entry.marks.enumerated().compactMap { column, mark in
                    mark.map {
                        Cell(
                            x: Chart.number(Self.names + wide * (Double(column) + 0.5) - 10),
                            y: Chart.number(top + 7),
                            mark: $0
                        )
                    }
                }
            )
        }
        height = Chart.number(Self.head + Self.pitch * Double(entries.count) + 2)
    }
}
