// SPDX-License-Identifier: Apache-2.0

/// How elements are named by what HTML has for it (HTML-AAM §4).
enum NativeNames {
    /// Whose content is no text.
    static let embedded: Set<String> = [
        "audio", "canvas", "embed", "iframe", "img", "math", "object", "svg", "video",
    ]

    private static let phrases: Set<String> = [
        "#text", "a", "abbr", "area", "audio", "b", "bdi", "bdo", "br", "button", "canvas", "cite", "code",
        "data",
        "datalist", "del", "dfn", "em", "embed", "i", "iframe", "input", "ins", "kbd", "label", "link", "map",
        "mark", "math", "meter", "noscript", "object", "output", "picture", "progress", "q", "ruby", "s",
        "samp",
        "script", "select", "slot", "small", "span", "strong", "sub", "sup", "svg", "template", "textarea",
        "time",
        "u", "var", "video", "wbr",
    ]

    /// Whether its text runs on in that around it.
    static func isPhrase(_ name: String) -> Bool { phrases.contains(name) }

    private static let others: Set<String> = [
        "area", "br", "button", "fieldset", "figure", "hr", "img", "input", "output", "select", "summary",
        "svg",
        "table", "textarea",
    ]

    /// Whether it has a way of its own, so that rules for roles leave it to those for elements.
    static func has(_ node: Int, on page: Page) -> Bool {
        let name = page.tree.name(node)
        return others.contains(name) || name == "a" && page.tree.has(node, "href")
    }
}

extension Page {
    func nativeName(_ node: Int, _ context: inout NameContext) -> String {
        if let role = role(node), RoleTable.presentational.contains(role) { return "" }
        switch tree.name(node) {
        case "button", "summary", "output": return nameByContent(node, &context)
        case "a": return tree.has(node, "href") ? nameByContent(node, &context) : ""
        case "img", "area": return attribute(node, "alt") ?? ""
        case "br", "hr": return attribute(node, "title") ?? " "
        case "fieldset": return name(ofChild: "legend", of: node, &context)
        case "figure":
            return first([name(ofChild: "figcaption", of: node, &context), attribute(node, "title")])
        case "svg": return name(ofChild: "title", of: node, &context)
        case "table":
            return first([name(ofChild: "caption", of: node, &context), attribute(node, "summary")])
        case "select": return labelText(node, &context)
        case "textarea": return first([labelText(node, &context), attribute(node, "placeholder")])
        case "input": return inputName(node, &context)
        default: return ""
        }
    }

    private func inputName(_ node: Int, _ context: inout NameContext) -> String {
        let title = attribute(node, "title")
        switch inputType(node) {
        case "button": return first([attribute(node, "value"), title])
        case "submit": return first([attribute(node, "value"), title, "Submit"])
        case "reset": return first([attribute(node, "value"), title, "Reset"])
        case "image":
            let label = labelText(node, &context)
            return first([attribute(node, "alt"), attribute(node, "value"), label, title, "Submit"])
        default: return first([labelText(node, &context), attribute(node, "placeholder")])
        }
    }

    private func first(_ texts: [String?]) -> String { texts.compactMap(\.self).first { !$0.isEmpty } ?? "" }

    private func name(ofChild wanted: String, of node: Int, _ context: inout NameContext) -> String {
        guard let child = tree.children(node).first(where: { tree.name($0) == wanted }) else { return "" }
        var within = context
        return nested(or: "…") { nameOf(child, &within) }
    }
}
