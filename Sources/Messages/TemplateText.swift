// SPDX-License-Identifier: Apache-2.0

/// The frame texts in a template: what stands between its tags, and the attributes that are read out.
///
/// A text goes from one tag, or Mustache section, to the next; values such as `{{name}}` belong to it. So templates are
/// written in plain English, and no text of theirs needs to be marked. Values that stay English whatever the language, such
/// as what was measured, stand in an element with `lang="en"`; on English pages it says nothing, and goes.
package struct TemplateText {
    /// The template in the language.
    package let translated: String
    /// The English texts in it.
    package let messages: [String]

    private static let spoken = ["alt", "aria-label", "data-label", "title"]

    package init(_ template: String, in language: Messages) {
        var reader = Reader(language)
        reader.read(template)
        translated = reader.output
        messages = reader.messages
    }

    /// The values that stand in a text, `{{name}}`.
    package static func values(in text: String) -> Set<String> {
        Set(text.matches(of: /\{\{[^{}]*\}\}/).map { String($0.output) })
    }

    private struct Reader {
        let language: Messages
        var output = ""
        var messages: [String] = []
        private var text = ""
        /// Inside of `<style>` or `<svg>`, which hold no words of ours.
        private var silent: String?
        /// Inside of a `<span>` that was for the language alone, and went.
        private var isInSpan = false
        private let isEnglish: Bool
        private static let mark = " lang=\"en\""

        init(_ language: Messages) {
            self.language = language
            isEnglish = language.language.lowercased().split(separator: "-").first == "en"
        }

        mutating func read(_ template: String) {
            var rest = template[...]
            while let next = rest.firstIndex(where: { $0 == "<" || $0 == "{" }) {
                text += rest[..<next]
                rest = rest[next...]
                if rest.hasPrefix("{{"), let end = rest.firstRange(of: "}}") {
                    take(mustache: rest[..<end.upperBound])
                    rest = rest[end.upperBound...]
                } else if rest.hasPrefix("<"), let end = Self.endOfTag(rest) {
                    take(tag: rest[...end])
                    rest = rest[rest.index(after: end)...]
                } else {
                    text.append(rest.removeFirst())
                }
            }
            text += rest
            endText()
        }

        /// A value belongs to the text around it, all else ends it.
        private mutating func take(mustache: Substring) {
            let isValue = mustache.dropFirst(2).first.map { !"#^/><$!=&{".contains($0) } ?? false
            if isValue {
                text += mustache
            } else {
                endText()
                output += mustache
            }
        }

        private mutating func take(tag: Substring) {
            endText()
            let name = tag.dropFirst().prefix { $0.isLetter || $0 == "/" }
            if let silent {
                if name == "/\(silent)" { self.silent = nil }
            } else if name == "style" || name == "svg" {
                silent = String(name)
            }
            if isEnglish, tag == "<span\(Self.mark)>" {
                isInSpan = true
            } else if isInSpan, name == "/span" {
                isInSpan = false
            } else {
                output += translatingAttributes(
                    isEnglish ? String(tag).replacing(Self.mark, with: "") : String(tag)
                )
            }
        }

        private mutating func translatingAttributes(_ tag: String) -> String {
            var result = tag
            for attribute in TemplateText.spoken {
                guard let start = tag.firstRange(of: " \(attribute)=\""),
                    let end = tag[start.upperBound...].firstIndex(of: "\"")
                else { continue }
                let value = String(tag[start.upperBound..<end])
                guard Self.hasWords(value) else { continue }
                messages.append(value)
                let translated = language.text(value)
                guard translated != value else { continue }
                result = result.replacing(
                    " \(attribute)=\"\(value)\"",
                    with: " \(attribute)=\"\(Self.escaped(translated))\""
                )
            }
            return result
        }

        private mutating func endText() {
            defer { text = "" }
            guard silent == nil, Self.hasWords(text) else {
                output += text
                return
            }
            let leading = text.prefix(while: \.isWhitespace)
            let body = text[leading.endIndex...]
            let trailing = body.reversed().prefix(while: \.isWhitespace).count
            let message = String(body.dropLast(trailing))
            messages.append(message)
            let translated = language.text(message)
            output +=
                leading + (translated == message ? message : Self.escaped(translated)) + body.suffix(trailing)
        }

        /// The end of a tag, past quoted values and Mustache inside of it; nil where it has none.
        private static func endOfTag(_ text: Substring) -> Substring.Index? {
            guard text.dropFirst().first.map({ $0.isLetter || $0 == "/" || $0 == "!" }) == true else {
                return nil
            }
            var isQuoted = false
            for index in text.indices {
                switch text[index] {
                case "\"": isQuoted.toggle()
                case ">" where !isQuoted: return index
                default: break
                }
            }
            return nil
        }

        /// Two letters one after another, outside of values.
        private static func hasWords(_ text: String) -> Bool {
            text.replacing(/\{\{[^{}]*\}\}/, with: " ").contains(/\p{L}{2}/)
        }

        /// Translations are plain text: what would be markup is not.
        private static func escaped(_ text: String) -> String {
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&quot;")
        }
    }
}
