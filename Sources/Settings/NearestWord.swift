// SPDX-License-Identifier: Apache-2.0

/// Finds what somebody probably meant to type.
package enum NearestWord {
    /// Longer words are never compared: nobody mistypes them by a letter or two.
    private static let maximumLength = 80

    /// The nearest candidate, the first of equally near ones; nil where none is near enough.
    ///
    /// Near enough is one edit for every three letters typed. Upper and lower case count as equal.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let typed = Array(word.lowercased().utf8)
        guard !typed.isEmpty, typed.count <= maximumLength else { return nil }
        var best: (distance: Int, candidate: String)?
        for candidate in candidates where candidate != word {
            let letters = Array(candidate.lowercased().utf8)
            guard !letters.isEmpty, letters.count <= maximumLength else { continue }
            let limit = best.map { $0.distance - 1 } ?? typed.count / 3
            guard abs(typed.count - letters.count) <= limit else { continue }
            let distance = distance(typed, letters)
            if distance <= limit { best = (distance, candidate) }
            if distance == 0 { break }
        }
        return best?.candidate
    }

    /// The Damerau-Levenshtein distance in its restricted form (optimal string alignment): insertions,
    /// deletions, substitutions and swaps of neighbours, no stretch edited twice.
    package static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let substituted = last[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(substituted, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
