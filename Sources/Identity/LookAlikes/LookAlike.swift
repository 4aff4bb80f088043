// SPDX-License-Identifier: Apache-2.0

/// A name that may be taken for another.
package struct LookAlike: Hashable, Sendable {
    /// By which change one name becomes the other.
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// A letter or digit behind it.
        case addition
        /// One bit of one byte turned, as memory errors do.
        case bitsquatting
        /// Letters of the Cyrillic script that look the same.
        case cyrillic
        /// With a word of the trade before or behind it.
        case dictionary
        /// Letters that look alike, one or two of them.
        case homoglyph
        case hyphenation
        /// A neighbour on the keyboard too much.
        case insertion
        case omission
        case plural
        case repetition
        /// A neighbour on the keyboard instead.
        case replacement
        /// A dot within it, so that its end is the domain.
        case subdomain
        /// Under another top-level domain.
        case tldSwap = "tld-swap"
        case transposition
        /// Glued together with `www`, its top-level domain or `com`.
        case various
        case vowelSwap = "vowel-swap"
    }

    /// As DNS has it, in lower case, without the dot at its end.
    package let name: String
    /// In Unicode, as a reader sees it.
    package let shown: String
    package let kind: Kind
}
