// SPDX-License-Identifier: Apache-2.0

/// How a role is read.
struct RoleReading: OptionSet, Hashable {
    let rawValue: Int
    /// The first word that is a role counts, else the attribute must be one word.
    static let fallback = RoleReading(rawValue: 1)
    /// Roles of DPUB-ARIA count, too.
    static let publishing = RoleReading(rawValue: 2)
    /// `none` counts as no role.
    static let meaningful = RoleReading(rawValue: 4)
    /// Elements without a role have what Chromium makes of them.
    static let chromium = RoleReading(rawValue: 8)
}

extension Page {
    /// What its attribute says; nil where that is no role.
    func explicitRole(_ node: Int, _ reading: RoleReading = []) -> String? {
        guard let text = attribute(node, "role") else { return nil }
        let words = reading.contains(.fallback) ? text.lowercased().words : [text.trimmed.lowercased()]
        return words.first { word in
            guard let role = RoleTable.role(word), role.type != "abstract" else { return false }
            return reading.contains(.publishing) || !word.hasPrefix("doc-")
        }
    }

    /// What it is to assistive technology: by its attribute, else by its name.
    func role(_ node: Int, _ reading: RoleReading = []) -> String? {
        guard tree.isElement(node) else { return nil }
        let found: String?
        if let explicit = explicitRole(node, reading),
            !RoleTable.presentational.contains(explicit) || !isBoundToItsRole(node)
        {
            found = explicit
        } else {
            found = implicitRole(node, chromium: reading.contains(.chromium))
        }
        guard let found, reading.contains(.meaningful) else { return found }
        return RoleTable.presentational.contains(found) ? nil : found
    }

    /// Whether `none` does not count, since something else says that it matters (WAI-ARIA §7.3).
    private func isBoundToItsRole(_ node: Int) -> Bool { hasGlobalAttribute(node) || isFocusable(node) }

    func hasGlobalAttribute(_ node: Int) -> Bool {
        tree.attributes(node).keys.contains(where: AttributeTable.globalNames.contains)
    }

    /// With what it takes over from a table or list that is only there for its looks.
    private func implicitRole(_ node: Int, chromium: Bool) -> String? {
        let name = tree.name(node)
        var found: String?
        if let kept = roles[node] {
            found = kept
        } else if !rolesUnderWay.contains(node) {
            rolesUnderWay.insert(node)
            found = nested(or: nil) { NativeRoles.role(of: node, name, on: self) }
            rolesUnderWay.remove(node)
            roles[node] = found
        }
        if found == nil, chromium { found = NativeRoles.chromium(of: node, name, on: self) }
        guard found != nil else { return nil }
        return inheritedPresentation(node) ?? found
    }

    private static let owners: [String: Set<String>] = [
        "td": ["tr"], "th": ["tr"], "tr": ["thead", "tbody", "tfoot", "table"], "thead": ["table"],
        "tbody": ["table"], "tfoot": ["table"], "li": ["ol", "ul"], "dt": ["dl", "div"], "dd": ["dl", "div"],
        "div": ["dl"],
    ]

    private func inheritedPresentation(_ node: Int) -> String? {
        var current = node
        while let wanted = Self.owners[tree.name(current)], let parent = tree.parent(current),
            wanted.contains(tree.name(parent)), pay()
        {
            if let role = explicitRole(parent) {
                return RoleTable.presentational.contains(role) && !isBoundToItsRole(parent) ? role : nil
            }
            current = parent
        }
        return nil
    }

    /// The kind of its role.
    func roleType(_ node: Int) -> String? { role(node).flatMap(RoleTable.role)?.type }
}

/// The roles that elements have by themselves (HTML-AAM).
enum NativeRoles {
    private static let fixed: [String: String] = [
        "article": "article", "body": "document", "button": "button", "datalist": "listbox",
        "dd": "definition",
        "dfn": "term", "details": "group", "dialog": "dialog", "dt": "term", "fieldset": "group",
        "figure": "figure", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
        "h5": "heading",
        "h6": "heading", "hr": "separator", "li": "listitem", "main": "main", "math": "math", "menu": "list",
        "meter": "meter", "nav": "navigation", "ol": "list", "optgroup": "group", "option": "option",
        "output": "status", "progress": "progressbar", "search": "search", "summary": "button",
        "table": "table",
        "tbody": "rowgroup", "textarea": "textbox", "tfoot": "rowgroup", "thead": "rowgroup", "tr": "row",
        "ul": "list",
    ]

    private static let engines: [String: String] = [
        "audio": "Audio", "canvas": "Canvas", "dl": "DescriptionList", "embed": "EmbeddedObject",
        "iframe": "Iframe", "label": "Label", "object": "PluginObject", "svg": "SVGRoot", "video": "video",
    ]

    private static let sections: Set<String> = ["article", "aside", "nav", "section"]
    private static let sectionRoles: Set<String> = ["article", "complementary", "navigation", "region"]

    static func role(of node: Int, _ name: String, on page: Page) -> String? {
        if let role = fixed[name] { return role }
        switch name {
        case "a", "area": return page.tree.has(node, "href") ? "link" : nil
        case "aside":
            return isInSection(node, on: page) && !isNamed(node, on: page, withTitle: true)
                ? nil : "complementary"
        case "footer": return isInSection(node, orMain: true, on: page) ? nil : "contentinfo"
        case "header": return isInSection(node, orMain: true, on: page) ? nil : "banner"
        case "form": return isNamed(node, on: page) ? "form" : nil
        case "section": return isNamed(node, on: page) ? "region" : nil
        case "img": return image(node, on: page)
        case "input": return input(node, on: page)
        case "select":
            let rows =
                Int((page.attribute(node, "size") ?? "").trimmed.prefix { $0.isASCII && $0.isNumber }) ?? 0
            return page.tree.has(node, "multiple") || rows > 1 ? "listbox" : "combobox"
        case "td":
            let table = page.closest(node) { page.tree.name($0) == "table" }
            return ["grid", "treegrid"].contains(table.flatMap { page.explicitRole($0) })
                ? "gridcell" : "cell"
        case "th":
            let scope = page.headerScope(node)
            return scope.isOfColumn ? "columnheader" : scope.isOfRow ? "rowheader" : nil
        default: return nil
        }
    }

    static func chromium(of node: Int, _ name: String, on page: Page) -> String? { engines[name] }

    private static func isInSection(_ node: Int, orMain: Bool = false, on page: Page) -> Bool {
        page.tree.parent(node).flatMap { parent in
            page.closest(parent) { node in
                guard let role = page.attribute(node, "role") else {
                    let name = page.tree.name(node)
                    return sections.contains(name) || orMain && name == "main"
                }
                return sectionRoles.contains(role) || orMain && role == "main"
            }
        } != nil
    }

    /// By `aria-labelledby` or `aria-label`.
    private static func isNamed(_ node: Int, on page: Page, withTitle: Bool = false) -> Bool {
        page.isLabelledByOthers(node) || page.says(node, "aria-label")
            || withTitle && page.says(node, "title")
    }

    private static func image(_ node: Int, on page: Page) -> String {
        guard page.attribute(node, "alt")?.isEmpty == true else { return "img" }
        return page.hasGlobalAttribute(node) || page.isFocusable(node) ? "img" : "presentation"
    }

    private static func input(_ node: Int, on page: Page) -> String {
        let list = page.referred(node, "list").first
        let hasList = list.map { page.tree.name($0) == "datalist" } ?? false
        switch page.inputType(node) {
        case "checkbox": return "checkbox"
        case "number": return "spinbutton"
        case "radio": return "radio"
        case "range": return "slider"
        case "search": return hasList ? "combobox" : "searchbox"
        case "button", "image", "reset", "submit": return "button"
        case "text", "tel", "url", "email": return hasList ? "combobox" : "textbox"
        default: return "textbox"
        }
    }
}
