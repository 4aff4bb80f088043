// SPDX-License-Identifier: Apache-2.0

/// Whether a header stands for a column, a row or, as far as markup tells, either.
enum HeaderScope: Hashable {
    case column, row, either, none

    var isOfColumn: Bool { self == .column || self == .either }
    var isOfRow: Bool { self == .row || self == .either }
}

/// The cells of a table by row and column (HTML §4.9.12).
struct TableGrid {
    /// The cell of each place; nil for none.
    private(set) var places: [[Int?]] = []
    /// In their order.
    private(set) var cells: [Int] = []
    private(set) var origins: [Int: (row: Int, column: Int)] = [:]
    /// Rows and columns of headers alone.
    private(set) var headerRows: Set<Int> = []
    private(set) var headerColumns: Set<Int> = []
    /// Whether it has more places than are looked at.
    private(set) var isCut = false

    private static let most = 20_000
    private static let widest = 1000

    init(_ table: Int, on page: Page) {
        let rows = Self.rows(of: table, page.tree)
        places = Array(repeating: [], count: rows.count)
        var filled = 0
        for (row, node) in rows.enumerated() {
            var column = 0
            for cell in page.tree.children(node) where ["td", "th"].contains(page.tree.name(cell)) {
                cells.append(cell)
                while column < places[row].count, places[row][column] != nil { column += 1 }
                let width = Self.span(page.attribute(cell, "colspan"), most: Self.widest) ?? 1
                var height = Self.span(page.attribute(cell, "rowspan"), most: 65_534) ?? 1
                if height == 0 { height = rows.count }
                height = min(height, rows.count - row)
                filled += max(1, width) * height
                guard filled <= Self.most, page.pay(max(1, width) * height) else {
                    isCut = true
                    return
                }
                origins[cell] = (row, column)
                for line in row..<(row + height) { fill(line, column..<(column + max(1, width)), with: cell) }
                column += max(1, width)
            }
        }
        findHeaders(page.tree)
    }

    private mutating func findHeaders(_ tree: PageTree) {
        func isHeader(_ cell: Int?) -> Bool { cell.map { tree.name($0) == "th" } ?? false }
        headerRows = Set(places.indices.filter { places[$0].allSatisfy(isHeader) })
        let width = places.map(\.count).max() ?? 0
        headerColumns = Set(
            (0..<width).filter { column in places.indices.allSatisfy { isHeader(cell($0, column)) } }
        )
    }

    private mutating func fill(_ row: Int, _ columns: Range<Int>, with cell: Int) {
        while places[row].count < columns.upperBound { places[row].append(nil) }
        for column in columns where places[row][column] == nil { places[row][column] = cell }
    }

    /// Those of the head first, those of the foot last (HTML §4.9.1).
    private static func rows(of table: Int, _ tree: PageTree) -> [Int] {
        var parts: [[Int]] = [[], [], []]
        for child in tree.children(table) {
            switch tree.name(child) {
            case "tr": parts[1].append(child)
            case "thead": parts[0] += tree.children(child).filter { tree.name($0) == "tr" }
            case "tbody": parts[1] += tree.children(child).filter { tree.name($0) == "tr" }
            case "tfoot": parts[2] += tree.children(child).filter { tree.name($0) == "tr" }
            default: break
            }
        }
        return parts.flatMap(\.self)
    }

    private static func span(_ text: String?, most: Int) -> Int? {
        guard let digits = text?.trimmed.prefix(while: { $0.isASCII && $0.isNumber }), !digits.isEmpty else {
            return nil
        }
        return min(Int(digits) ?? most, most)
    }

    func cell(_ row: Int, _ column: Int) -> Int? {
        guard places.indices.contains(row), places[row].indices.contains(column) else { return nil }
        return places[row][column]
    }
}

extension Page {
    func grid(of table: Int) -> TableGrid {
        if let kept = grids[table] { return kept }
        let grid = TableGrid(table, on: self)
        grids[table] = grid
        return grid
    }

    func headerScope(_ cell: Int) -> HeaderScope {
        let name = tree.name(cell)
        guard name == "td" || name == "th" else { return .none }
        switch (explicitRole(cell), attribute(cell, "scope")) {
        case ("columnheader", _): return .column
        case ("rowheader", _): return .row
        case (_, "col"): return .column
        case (_, "row"): return .row
        default: break
        }
        guard name == "th", let table = closest(cell, { tree.name($0) == "table" }) else { return .none }
        let grid = grid(of: table)
        guard let origin = grid.origins[cell] else { return .either }
        if grid.headerRows.contains(origin.row) { return .column }
        return grid.headerColumns.contains(origin.column) ? .row : .either
    }
}
