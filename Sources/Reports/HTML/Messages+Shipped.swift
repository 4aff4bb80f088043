// SPDX-License-Identifier: Apache-2.0

package import Messages

extension Messages {
    /// English, and what is translated with it.
    package static var shipped: [Messages] {
        [english] + [french].compactMap { try? MessageFile($0).messages }
    }

    static var french: [UInt8] { PackageResources.fr_po }

    /// A message file without translations, for translators: every frame text once, in the order of the pages.
    package static func template(language: String) -> String {
        var seen: Set<String> = []
        let known = (try? MessageFile(french))?.known ?? []
        let ordered =
            PageRenderer.messages.filter { seen.insert($0).inserted }
            + known.subtracting(PageRenderer.messages).sorted()
        let entries = ordered.map { "msgid \(quoted($0))\nmsgstr \"\"\n" }
        return "msgid \"\"\nmsgstr \"Language: \(language)\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\n"
            + entries.joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n",
            with: "\\n"
        )
        return "\"\(escaped)\""
    }
}

extension PageRenderer {
    /// The frame texts of all templates, in their order.
    static var messages: [String] {
        sources.filter { $0.key != "style" }.sorted { $0.key < $1.key }.flatMap {
            TemplateText($0.value, in: .english).messages
        }
    }
}
