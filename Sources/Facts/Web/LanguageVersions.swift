// SPDX-License-Identifier: Apache-2.0

/// What the versions of the page at `/` in other languages say, as far as they lie on hosts of which pages may be fetched.
package struct LanguageVersions: Fact {
    package static let kind = FactKind("web.language-versions", version: 1)

    package struct Version: Codable, Hashable, Sendable {
        /// As the page calls it.
        package let language: String
        /// Without its query.
        package let address: String
        /// Nil where it was not fetched.
        package let status: Int?
        /// Its `html[lang]`; nil where it has none.
        package let declared: String?
        /// Whether it names the page by `hreflang` in turn; nil where that was not seen.
        package let namesBack: Bool?
        /// Letters that its readers see, whole hundreds; nil where that was not seen.
        package let letters: Int?
        /// Why it is not known; nil where it is.
        package let gap: String?

        package init(
            language: String,
            address: String,
            status: Int? = nil,
            declared: String? = nil,
            namesBack: Bool? = nil,
            letters: Int? = nil,
            gap: String? = nil
        ) {
            self.language = language
            self.address = address
            self.status = status
            self.declared = declared
            self.namesBack = namesBack
            self.letters = letters.map { $0 / 100 * 100 }
            self.gap = gap
        }
    }

    /// Sorted by language.
    package let versions: [Version]
    /// Of the page at `/`, whole hundreds.
    package let letters: Int

    package init(versions: [Version], letters: Int) {
        self.versions = versions.sorted { ($0.language, $0.address) < ($1.language, $1.address) }
        self.letters = letters / 100 * 100
    }
}
