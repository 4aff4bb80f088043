// SPDX-License-Identifier: Apache-2.0

/// In which language a page is, and parts of it are.
enum LanguageRules {
    static let all = [
        AccessibilityRule("html-has-lang", .a, ["3.1.1"], on: ["html"]) { page, node in
            .init(page.says(node, "lang"))
        },
        AccessibilityRule("html-lang-valid", .a, ["3.1.1"], on: ["html"]) { page, node in
            guard declares(page, node) else { return nil }
            return .init(isValid(page, node))
        },
        AccessibilityRule("html-xml-lang-mismatch", .a, ["3.1.1"], on: ["html"]) { page, node in
            guard let first = page.attribute(node, "lang"), let second = page.attribute(node, "xml:lang"),
                LanguageTable.has(primary(first)), LanguageTable.has(primary(second))
            else { return nil }
            return .init(primary(first) == primary(second))
        },
        AccessibilityRule("valid-lang", .aa, ["3.1.2"]) { page, node in
            guard page.tree.name(node) != "html",
                page.tree.has(node, "lang") || page.tree.has(node, "xml:lang")
            else { return nil }
            return .init(isValid(page, node) || !speaks(page, node))
        },
    ]

    private static func declares(_ page: Page, _ node: Int) -> Bool {
        ["lang", "xml:lang"].contains { !(page.attribute(node, $0) ?? "").isEmpty }
    }

    private static func primary(_ tag: String) -> String {
        tag.trimmed.lowercased().split(separator: "-", omittingEmptySubsequences: false).first.map(
            String.init
        ) ?? ""
    }

    private static func isValid(_ page: Page, _ node: Int) -> Bool {
        ["lang", "xml:lang"].allSatisfy { name in
            guard let tag = page.attribute(node, name) else { return true }
            let subtag = primary(tag)
            return subtag.isEmpty ? tag.isEmpty || !tag.isBlank : LanguageTable.has(subtag)
        }
    }

    /// Whether there is anything in it to be spoken, where no other language is declared.
    private static func speaks(_ page: Page, _ node: Int) -> Bool {
        var next = node
        while next < page.tree.end(node), page.pay() {
            guard page.tree.isElement(next) else {
                next += 1
                continue
            }
            if next > node, !(page.attribute(next, "lang") ?? "").isEmpty || page.isHidden(next) {
                next = page.tree.end(next)
                continue
            }
            if page.hasOwnText(next) { return true }
            guard page.isPicture(next) else {
                next += 1
                continue
            }
            if !page.name(of: next).isEmpty { return true }
            next = page.tree.end(next)
        }
        return false
    }
}

extension Page {
    private static let mute: Set<String> = [
        "head", "title", "template", "script", "style", "iframe", "object", "video", "audio", "noscript",
    ]
    private static let pictures: Set<String> = [
        "img", "iframe", "object", "video", "audio", "canvas", "svg", "math", "button", "select", "textarea",
        "keygen", "progress", "meter",
    ]
    private static let pictureRoles: Set<String> = [
        "checkbox", "img", "meter", "progressbar", "scrollbar", "radio", "slider", "spinbutton", "textbox",
    ]

    /// Whether a text stands directly in it.
    func hasOwnText(_ node: Int) -> Bool {
        !Self.mute.contains(tree.name(node))
            && tree.children(node).contains { pay() && !tree.isElement($0) && !tree.texts[$0].isBlank }
    }

    /// Whether it is content by itself, without a text.
    func isPicture(_ node: Int) -> Bool {
        if let role = explicitRole(node) { return Self.pictureRoles.contains(role) }
        let name = tree.name(node)
        return Self.pictures.contains(name) || name == "input" && inputType(node) != "hidden"
    }

    /// Whether text or a picture is anywhere in it, hidden or not.
    func hasContent(_ node: Int, countsLabel: Bool = true) -> Bool {
        func shows(_ node: Int) -> Bool { hasOwnText(node) || isPicture(node) }
        func isLabelled(_ node: Int) -> Bool { says(node, "aria-label") || isLabelledByOthers(node) }
        if shows(node) || countsLabel && isLabelled(node) { return true }
        return contains(node) { shows($0) || isLabelled($0) }
    }
}
