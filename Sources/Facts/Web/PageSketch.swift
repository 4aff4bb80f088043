// SPDX-License-Identifier: Apache-2.0

/// What a page says, in so few bytes that two addresses can be compared.
package struct PageSketch: Fact {
    package static let kind = FactKind("web.sketch", version: 1)

    package let status: Int
    /// In lower case, without parameters; nil where the answer names none.
    package let mediaType: String?
    /// At most 200 letters; nil without one.
    package let title: String?
    /// One byte for each of 64 hash functions, the least over the text's runs of three words, in hex; nil without text.
    ///
    /// The share of bytes that two pages have in common is about the share of runs that they have in common.
    package let text: String?

    package init(status: Int, mediaType: String?, title: String?, text: String?) {
        self.status = status
        self.mediaType = mediaType
        self.title = title.map { String($0.prefix(200)) }
        self.text = text
    }

    /// 0…1, an estimate within about 0.1; nil where one of them has no text.
    package func likeness(to other: PageSketch) -> Double? {
        guard let mine = text, let theirs = other.text, mine.utf8.count == theirs.utf8.count, !mine.isEmpty
        else { return nil }
        let (left, right) = (Array(mine.utf8), Array(theirs.utf8))
        let pairs = stride(from: 0, to: left.count - 1, by: 2)
        let equal = pairs.count { left[$0] == right[$0] && left[$0 + 1] == right[$0 + 1] }
        return Double(equal) / Double(left.count / 2)
    }
}
