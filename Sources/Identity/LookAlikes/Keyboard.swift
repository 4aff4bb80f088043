// SPDX-License-Identifier: Apache-2.0

/// Which keys lie side by side.
enum Keyboard {
    private static let layouts = [
        ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"],
        ["1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm"],
        ["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn"],
    ]

    /// Of QWERTY, QWERTZ and AZERTY, sorted; empty for what has no key of its own.
    static func neighbours(of key: Unicode.Scalar) -> [Unicode.Scalar] {
        var found: Set<Unicode.Scalar> = []
        for layout in layouts {
            let rows = layout.map { Array($0.unicodeScalars) }
            for (row, keys) in rows.enumerated() {
                guard let column = keys.firstIndex(of: key) else { continue }
                // Each row stands half a key to the right of the one above.
                let places = [
                    (row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1),
                    (row + 1, column - 1), (row + 1, column),
                ]
                for (row, column) in places where rows.indices.contains(row) {
                    if rows[row].indices.contains(column) { found.insert(rows[row][column]) }
                }
            }
        }
        return found.sorted()
    }
}
