// SPDX-License-Identifier: Apache-2.0

/// The declarations of a `style` attribute (CSS Style Attributes §3), as far as rules ask.
struct InlineStyle {
    struct Declaration: Hashable {
        /// In lower case, without white space around it.
        let value: String
        let isImportant: Bool
    }

    private var declarations: [String: Declaration] = [:]

    private static let longest = 4096

    init(_ text: String?) {
        guard let text, !text.isEmpty else { return }
        for part in text.prefix(Self.longest).split(separator: ";") {
            guard let colon = part.firstIndex(of: ":") else { continue }
            let name = part[..<colon].trimmed.lowercased()
            var value = part[part.index(after: colon)...].trimmed.lowercased()
            var isImportant = false
            if let mark = value.lastIndex(of: "!"), value[value.index(after: mark)...].trimmed == "important"
            {
                isImportant = true
                value = value[..<mark].trimmed
            }
            // Of several, the last counts, unless one before it is important.
            guard !value.isEmpty, isImportant || declarations[name]?.isImportant != true else { continue }
            declarations[name] = Declaration(value: value, isImportant: isImportant)
        }
    }

    subscript(_ property: String) -> Declaration? { declarations[property] }

    func value(_ property: String) -> String? { declarations[property]?.value }

    /// A number of pixels; nil for other units.
    func pixels(_ property: String) -> Double? {
        guard let value = value(property) else { return nil }
        if value == "0" { return 0 }
        return value.hasSuffix("px") ? Double(value.dropLast(2)) : nil
    }
}
