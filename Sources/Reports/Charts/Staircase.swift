// SPDX-License-Identifier: Apache-2.0
import Model

/// The bands of all categories after each step, the worst on top: a column a step, a shape a category.
struct Staircase {
    struct Cell {
        let x: String
        let y: String
        let mark: String
    }

    struct Column {
        let name: String
        let x: String
        let cells: [Cell]
    }

    let label: String
    let height: String
    let columns: [Column]
    let foot: String

    private static let pitch = 20.0

    /// - Parameter columns: what is first, then one a step, each with the bands of the categories in any order; nil is
    ///   not assessed.
    init(_ label: String, _ entries: [(name: String, bands: [Band?])]) {
        self.label = label
        let tall = Self.pitch * Double(entries.map(\.bands.count).max() ?? 0)
        let wide = Chart.width / Double(max(1, entries.count))
        columns = entries.enumerated().map { place, entry in
            let middle = wide * (Double(place) + 0.5)
            let ranks = entry.bands.map { $0?.rank ?? -1 }.sorted(by: >)
            return Column(
                name: entry.name,
                x: Chart.number(middle),
                cells: ranks.enumerated().map { row, rank in
                    Cell(
                        x: Chart.number(middle - 15),
                        y: Chart.number(Self.pitch * Double(row) + 1),
                        mark: rank < 0 ? "bx" : "b\(rank)"
                    )
                }
            )
        }
        foot = Chart.number(tall + 16)
        height = Chart.number(tall + 22)
    }
}
