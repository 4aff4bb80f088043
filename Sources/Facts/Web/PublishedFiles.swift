// SPDX-License-Identifier: Apache-2.0

/// What the page at `/` publishes that may carry a mark of where it is from, by its markup alone.
package struct PublishedFiles: Fact {
    package static let kind = FactKind("web.published", version: 1)

    /// Pictures on the page's own origin that may be read, absolute, at most 4: those that are likeliest photographs
    /// first, then in the page's order.
    package let pictures: [String]
    /// How many different pictures lie on other hosts.
    package let foreignPictures: Int
    /// How many different documents it links to.
    package let documents: Int
    /// How many signatures in files of their own it links to.
    package let signatures: Int
    /// Phrases of the page that say that a picture was generated; sorted.
    package let disclosures: [String]
    /// Why there may be more; nil where all of the page was read.
    package let gap: String?

    package init(
        pictures: [String] = [],
        foreignPictures: Int = 0,
        documents: Int = 0,
        signatures: Int = 0,
        disclosures: [String] = [],
        gap: String? = nil
    ) {
        self.pictures = Array(pictures.prefix(4))
        self.foreignPictures = foreignPictures
        self.documents = documents
        self.signatures = signatures
        self.disclosures = disclosures.sorted()
        self.gap = gap
    }
}
