// SPDX-License-Identifier: Apache-2.0

/// A message file in the plain part of GNU gettext's PO format: comments, `msgid` and `msgstr`, each with lines that go on.
///
/// The first entry, of an empty `msgid`, states the language: `"Language: fr\n"`. Contexts and plurals are not known.
package struct MessageFile: Sendable {
    /// What is wrong, and in which line (from 1).
    package struct Fault: Error, Hashable, CustomStringConvertible {
        package let line: Int
        package let message: String

        package var description: String { "line \(line): \(message)" }
    }

    /// In bytes; longer files are refused.
    package static let longest = 4 << 20

    package let messages: Messages
    /// English texts that stand in it, translated or not.
    package let known: Set<String>

    /// Every text that is translated must carry the values of its English one, so that no page loses a number.
    package init(_ bytes: [UInt8]) throws(Fault) {
        guard bytes.count <= Self.longest else {
            throw Fault(line: 1, message: "longer than \(Self.longest) bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault(line: 1, message: "not in UTF-8")
        }
        var reader = EntryReader()
        // A carriage return and a line feed are one character.
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            try reader.read(line, number: number + 1)
        }
        try reader.endEntry()
        guard let language = reader.table[""].flatMap(Self.language) else {
            throw Fault(line: 1, message: "the header (msgid \"\") states no Language: such as fr or pt-BR")
        }
        var table = reader.table.filter { !$0.value.isEmpty }
        table[""] = nil
        known = Set(reader.table.keys).subtracting([""])
        messages = Messages(language: language, table: table)
    }

    /// RFC 5646 tags of letters, digits and hyphens; gettext's underscore is taken for a hyphen.
    private static func language(of header: String) -> String? {
        for line in header.split(separator: "\n") where line.hasPrefix("Language:") {
            let tag = line.dropFirst(9).filter { $0 != " " }.replacing("_", with: "-")
            let isTag =
                (2...35).contains(tag.utf8.count)
                && tag.wholeMatch(of: /[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*/) != nil
            return isTag ? tag : nil
        }
        return nil
    }
}

/// Reads entries line by line.
private struct EntryReader {
    private enum Part { case none, english, translation }

    private(set) var table: [String: String] = [:]
    private var part = Part.none
    private var english = ""
    private var translation = ""
    private var start = 0

    mutating func read(_ line: Substring, number: Int) throws(MessageFile.Fault) {
        let text = line.trimmingWhitespace
        if text.isEmpty || text.hasPrefix("#") { return }
        if text.hasPrefix("msgid ") {
            try endEntry()
            (part, english, translation, start) = (.english, "", "", number)
            english = try Self.unquoted(text.dropFirst(6), number)
        } else if text.hasPrefix("msgstr ") {
            guard part == .english else {
                throw MessageFile.Fault(line: number, message: "msgstr without a msgid")
            }
            part = .translation
            translation = try Self.unquoted(text.dropFirst(7), number)
        } else if text.hasPrefix("\"") {
            let more = try Self.unquoted(text, number)
            switch part {
            case .none: throw MessageFile.Fault(line: number, message: "text before the first msgid")
            case .english: english += more
            case .translation: translation += more
            }
        } else {
            let word = text.prefix { !$0.isWhitespace }
            throw MessageFile.Fault(
                line: number,
                message: "'\(word)' is not known here; use msgid, msgstr, quoted text and # for comments"
            )
        }
    }

    mutating func endEntry() throws(MessageFile.Fault) {
        defer { part = .none }
        guard part != .none else { return }
        guard part == .translation else {
            throw MessageFile.Fault(line: start, message: "msgid without a msgstr")
        }
        guard table[english] == nil else {
            throw MessageFile.Fault(line: start, message: "the msgid \"\(english)\" stands in the file twice")
        }
        let (wanted, given) = (TemplateText.values(in: english), TemplateText.values(in: translation))
        guard english.isEmpty || translation.isEmpty || wanted == given else {
            let words = wanted.isEmpty ? "none" : wanted.sorted().joined(separator: ", ")
            throw MessageFile.Fault(
                line: start,
                message: "the translation must carry the same values: \(words)"
            )
        }
        table[english] = translation
    }

    /// What stands between the quotation marks, with `\n`, `\t`, `\"` and `\\` resolved.
    private static func unquoted(_ quoted: Substring, _ number: Int) throws(MessageFile.Fault) -> String {
        let text = quoted.trimmingWhitespace
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else {
            throw MessageFile.Fault(line: number, message: "the text must stand between quotation marks")
        }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if isEscaped {
                guard let plain = ["n": "\n", "t": "\t", "\"": "\"", "\\": "\\"][character] as Character?
                else {
                    throw MessageFile.Fault(line: number, message: "'\\\(character)' is no escape")
                }
                result.append(plain)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                throw MessageFile.Fault(line: number, message: "a quotation mark inside the text; write \\\"")
            } else {
                result.append(character)
            }
        }
        guard !isEscaped else {
            throw MessageFile.Fault(line: number, message: "the text must end in a quotation mark")
        }
        return result
    }
}

extension Substring {
    fileprivate var trimmingWhitespace: Substring {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start }
        return start[...last]
    }
}
