// SPDX-License-Identifier: Apache-2.0

/// The frame texts of a report in one language: headings, labels and short words, not what was measured or written by
/// staff.
///
/// A message is known by its English text. Values stand in it as `{{name}}`.
package struct Messages: Sendable, Equatable {
    /// A language tag (RFC 5646), for the pages' `lang`.
    package let language: String
    /// By English text.
    private let table: [String: String]

    package static let english = Messages(language: "en", table: [:])

    /// What pages are being made in; English where nobody said.
    ///
    /// Views are made deep inside of each other, and none of them decides the language.
    @TaskLocal package static var current = Messages.english

    package init(language: String, table: [String: String]) {
        self.language = language
        self.table = table
    }

    /// The message in this language, or its English text where nobody translated it.
    package func text(_ english: String) -> String { table[english] ?? english }

    /// Whether the script of the language runs from right to left, by the tag's language or script.
    package var isRightToLeft: Bool {
        let parts = language.lowercased().split(separator: "-")
        if parts.dropFirst().contains("latn") { return false }
        return parts.first.map {
            ["ar", "arc", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains($0)
        }
            ?? false
    }
}

extension Messages {
    /// Whether a count takes the singular: one alone, in French nought too (CLDR's category `one` of whole numbers).
    package func isSingular(_ count: Int) -> Bool {
        let family = language.lowercased().split(separator: "-").first
        return count == 1 || (count == 0 && (family == "fr" || language.lowercased() == "pt-br"))
    }
}

/// A frame text in the language that pages are being made in, for a count of things.
///
/// - Parameters:
///   - one: for the singular; `{{count}}` stands for the count in both.
///   - values: what stands for each other `{{name}}`.
package func say(
    count: Int,
    one: String,
    many: String,
    _ values: KeyValuePairs<String, String> = [:]
) -> String {
    let text = say(Messages.current.isSingular(count) ? one : many, values)
    return text.replacing("{{count}}", with: String(count))
}

/// A frame text in the language that pages are being made in.
///
/// - Parameter values: what stands for each `{{name}}`.
package func say(_ english: String, _ values: KeyValuePairs<String, String> = [:]) -> String {
    var text = Messages.current.text(english)
    for (name, value) in values { text = text.replacing("{{\(name)}}", with: value) }
    return text
}
