// SPDX-License-Identifier: Apache-2.0

/// Score and grade of MDN's HTTP Observatory, algorithm 6: a reference figure.
package struct ObservatoryScore: Hashable, Sendable {
    package static let algorithm = 6
    /// Extra points count from here on.
    private static let leastForExtraCredit = 90

    /// Nil for a test whose answer is unknown.
    package let results: [ObservatoryTest: ObservatoryResult]
    /// From 0 up; nil where a test has no result.
    package let score: Int?

    package init(_ results: [ObservatoryTest: ObservatoryResult]) {
        self.results = results
        guard results.count == ObservatoryTest.allCases.count else {
            score = nil
            return
        }
        let modifiers = results.values.map(\.modifier)
        let uncurved = 100 + modifiers.filter { $0 < 0 }.reduce(0, +)
        let whole = 100 + modifiers.reduce(0, +)
        score = max(0, uncurved >= Self.leastForExtraCredit ? whole : uncurved)
    }

    /// `A+` to `F`.
    package var grade: String? {
        guard let score else { return nil }
        let letters = [
            "F", "F", "F", "F", "F", "D-", "D", "D", "D+", "C-", "C", "C", "C+", "B-", "B", "B", "B+", "A-",
            "A", "A", "A+",
        ]
        return letters[min(score, 100) / 5]
    }
}
