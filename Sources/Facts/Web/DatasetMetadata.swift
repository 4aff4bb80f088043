// SPDX-License-Identifier: Apache-2.0

/// What the page at `/` says of data sets in a form that machines read.
package struct DatasetMetadata: Fact {
    package static let kind = FactKind("web.datasets", version: 1)

    /// `json-ld`, `rdfa`, `microdata`, or `link` where a description lies elsewhere and is not read; sorted.
    package let formats: [String]
    /// Data sets and catalogues that the page itself describes.
    package let datasets: Int
    /// Whether a licence is named.
    package let isLicensed: Bool
    /// The latest day on which one of them changed, by itself or by `Last-Modified` of the page; `2026-11-26`, and nil
    /// where neither says so, or the page is made anew for every visitor.
    package let changed: String?
    /// Why there may be more; nil where all of the page was read.
    package let gap: String?

    package init(
        formats: [String] = [],
        datasets: Int = 0,
        isLicensed: Bool = false,
        changed: String? = nil,
        gap: String? = nil
    ) {
        self.formats = Set(formats).sorted()
        self.datasets = datasets
        self.isLicensed = isLicensed
        self.changed = changed
        self.gap = gap
    }
}
