// SPDX-License-Identifier: Apache-2.0

/// What on the page at `/` points to corrections of earlier statements, by a list of words.
package struct CorrectionMarks: Fact {
    package static let kind = FactKind("web.corrections", version: 1)

    /// Links and feeds whose path has such a word, without queries; sorted, at most 8.
    package let addresses: [String]
    /// Words of the page's text and labels; sorted.
    package let words: [String]
    /// Why there may be more; nil where all of the page was read.
    package let gap: String?

    package init(addresses: [String] = [], words: [String] = [], gap: String? = nil) {
        self.addresses = Array(Set(addresses).sorted().prefix(8))
        self.words = words.sorted()
        self.gap = gap
    }
}
