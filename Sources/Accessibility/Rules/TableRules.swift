// SPDX-License-Identifier: Apache-2.0

/// Tables, whose cells are read with their headers.
enum TableRules {
    static let all = [
        AccessibilityRule("td-headers-attr", .a, ["1.3.1"], on: ["table"]) { page, node in
            guard ["grid", "table", "treegrid"].contains(page.role(node)) else { return nil }
            return namedHeaders(page, node)
        },
        AccessibilityRule("th-has-data-cells", .a, ["1.3.1"], on: ["table"]) { page, node in
            guard holdsData(page, node) else { return nil }
            return headersHaveCells(page, node) ? .pass : .review
        },
        AccessibilityRule("empty-table-header", .practice, []) { page, node in
            let role = page.attribute(node, "role")
            guard page.tree.name(node) == "th" && role == nil || role == "rowheader" || role == "columnheader"
            else {
                return nil
            }
            return .init(!page.contentName(of: node).isEmpty)
        },
        AccessibilityRule("scope-attr-valid", .practice, [], on: ["td", "th"]) { page, node in
            guard let scope = page.attribute(node, "scope") else { return nil }
            let isKnown = ["row", "col", "rowgroup", "colgroup"].contains(scope.lowercased())
            return .init(isKnown && page.tree.name(node) == "th")
        },
    ]

    private static func namedHeaders(_ page: Page, _ table: Int) -> AccessibilityRule.Outcome {
        let cells = page.grid(of: table).cells
        var named: [String: Int] = [:]
        for cell in cells { if let id = page.attribute(cell, "id"), !id.isEmpty { named[id] = cell } }
        var isEmpty = false
        for cell in cells {
            guard let headers = page.attribute(cell, "headers"), page.isHeard(cell) else { continue }
            if headers.isBlank { isEmpty = true }
            let own = page.attribute(cell, "id")
            for word in headers.words where page.pay() {
                guard word != own, let header = named[word], isHeader(page, header) else { return .violation }
            }
        }
        return isEmpty ? .review : .pass
    }

    private static func isHeader(_ page: Page, _ cell: Int) -> Bool {
        ["columnheader", "rowheader"].contains(page.role(cell))
    }

    /// Whether it has data rather than a layout, as far as markup tells; what has no headers does not matter.
    private static func holdsData(_ page: Page, _ table: Int) -> Bool {
        if let role = page.explicitRole(table) {
            if RoleTable.presentational.contains(role), !page.isFocusable(table) { return false }
            if ["grid", "table", "treegrid"].contains(role) || RoleTable.landmarks.contains(role) {
                return true
            }
        }
        if page.attribute(table, "datatable") == "0" { return false }
        if !(page.attribute(table, "summary") ?? "").isEmpty { return true }
        let parts: Set<String> = ["thead", "tfoot", "caption", "colgroup"]
        if page.tree.children(table).contains(where: { parts.contains(page.tree.name($0)) }) { return true }
        return page.grid(of: table).cells.contains { cell in
            page.tree.name(cell) == "th" || isHeaderRole(page.explicitRole(cell))
                || ["scope", "headers", "abbr"].contains { !(page.attribute(cell, $0) ?? "").isEmpty }
        }
    }

    private static func isHeaderRole(_ role: String?) -> Bool {
        role == "columnheader" || role == "rowheader"
    }

    private static func headersHaveCells(_ page: Page, _ table: Int) -> Bool {
        let grid = page.grid(of: table)
        var named: Set<String> = []
        for cell in grid.cells {
            for name in ["headers", "aria-labelledby"] {
                named.formUnion((page.attribute(cell, name) ?? "").words)
            }
        }
        return grid.cells.allSatisfy { cell in
            guard page.tree.name(cell) == "th" || isHeaderRole(page.explicitRole(cell)), hasText(page, cell)
            else {
                return true
            }
            if let id = page.attribute(cell, "id"), named.contains(id) { return true }
            return hasCells(page, cell, in: grid)
        }
    }

    /// Whether there is any text in it, hidden or not.
    private static func hasText(_ page: Page, _ cell: Int) -> Bool {
        ((cell + 1)..<max(cell + 1, page.tree.end(cell))).contains { node in
            page.pay() && !page.tree.isElement(node) && !page.tree.texts[node].isBlank
        }
    }

    /// Below or to the right of it, before another header of its kind takes over.
    private static func hasCells(_ page: Page, _ header: Int, in grid: TableGrid) -> Bool {
        guard let origin = grid.origins[header] else { return true }
        let scope = page.headerScope(header)
        if scope.isOfColumn,
            leads(
                page,
                header,
                grid,
                (origin.row + 1)..<max(origin.row + 1, grid.places.count),
                { ($0, origin.column) },
                isOther: { page.headerScope($0).isOfColumn },
                reach: .column
            )
        {
            return true
        }
        guard scope.isOfRow else { return false }
        let width = grid.places[origin.row].count
        return leads(
            page,
            header,
            grid,
            (origin.column + 1)..<max(origin.column + 1, width),
            { (origin.row, $0) },
            isOther: { page.headerScope($0).isOfRow },
            reach: .row
        )
    }

    /// Whether along a line a cell that is no header of that kind has this one among its headers.
    private static func leads(
        _ page: Page,
        _ header: Int,
        _ grid: TableGrid,
        _ line: Range<Int>,
        _ place: (Int) -> (Int, Int),
        isOther: (Int) -> Bool,
        reach: HeaderScope
    ) -> Bool {
        for step in line where page.pay() {
            let (row, column) = place(step)
            guard let cell = grid.cell(row, column) else { return false }
            guard cell != header, !isOther(cell) else { continue }
            if page.referred(cell, "headers").isEmpty { return true }
            if page.referred(cell, "headers").contains(header) { return true }
        }
        return false
    }
}
