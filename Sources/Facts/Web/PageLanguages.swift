// SPDX-License-Identifier: Apache-2.0

/// In which languages the page at `/` says that it is, and where it says that others are.
package struct PageLanguages: Fact {
    package static let kind = FactKind("web.languages", version: 1)

    /// A version of the page in another language, or in its own, by `hreflang`.
    package struct Alternate: Codable, Hashable, Sendable {
        /// As written: `fr`, `x-default`.
        package let language: String
        /// By BCP 47; true of `x-default`.
        package let isValid: Bool
        /// Without its query.
        package let address: String

        package init(language: String, isValid: Bool = true, address: String) {
            self.language = language
            self.isValid = isValid
            self.address = address
        }
    }

    /// `html[lang]`; nil where it is absent or empty.
    package let language: String?
    /// `Content-Language`, in lower case.
    package let contentLanguages: [String]
    /// `html[dir]` or `body[dir]`, in lower case.
    package let direction: String?
    /// Of the field, or else of the markup, in lower case; nil where neither says.
    package let charset: String?
    package let isUTF8: Bool
    /// Whether most letters are of a script that runs from right to left.
    package let isRightToLeft: Bool
    /// Sorted; `most` at most.
    package let alternates: [Alternate]
    /// Primary subtags of languages to which links lead by what they say: `hreflang`, `lang`, a part of the address, or their
    /// own name; sorted.
    package let linked: [String]
    /// Why there may be more; nil where all of the page was read.
    package let gap: String?

    package static let most = 64

    package init(
        language: String? = nil,
        contentLanguages: [String] = [],
        direction: String? = nil,
        charset: String? = nil,
        isUTF8: Bool = true,
        isRightToLeft: Bool = false,
        alternates: [Alternate] = [],
        linked: [String] = [],
        gap: String? = nil
    ) {
        self.language = language
        self.contentLanguages = contentLanguages
        self.direction = direction
        self.charset = charset
        self.isUTF8 = isUTF8
        self.isRightToLeft = isRightToLeft
        let sorted = Set(alternates).sorted { ($0.language, $0.address) < ($1.language, $1.address) }
        self.alternates = Array(sorted.prefix(Self.most))
        self.linked = Set(linked).sorted()
        self.gap = gap
    }

    /// `pt` of `pt-BR`.
    package static func primary(_ tag: String) -> String {
        tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    }
}
