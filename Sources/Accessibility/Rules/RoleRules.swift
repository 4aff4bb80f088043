// SPDX-License-Identifier: Apache-2.0

/// Roles: which there are, and what must be around them and in them (WAI-ARIA 1.2 §5).
enum RoleRules {
    static let all = [
        AccessibilityRule("aria-roles", .a, ["4.1.2"]) { page, node in
            guard page.says(node, "role"), let words = page.attribute(node, "role")?.words else { return nil }
            let roles = words.map { RoleTable.role($0.lowercased()) }
            let isAbstract = words.contains { RoleTable.role($0)?.type == "abstract" }
            return .init(roles.contains { $0 != nil } && !isAbstract)
        },
        AccessibilityRule("aria-deprecated-role", .a, ["4.1.2"]) { page, node in
            guard page.says(node, "role") else { return nil }
            let role = page.role(node, [.publishing, .fallback]).flatMap(RoleTable.role)
            return .init(role?.isDeprecated != true)
        },
        AccessibilityRule("aria-required-attr", .a, ["4.1.2"]) { page, node in
            guard page.tree.has(node, "role") else { return nil }
            return .init(hasRequiredAttributes(page, node))
        },
        AccessibilityRule("aria-required-children", .a, ["1.3.1"]) { page, node in
            guard page.tree.has(node, "role"), let role = page.explicitRole(node, .publishing),
                let definition = RoleTable.role(role), !definition.owned.isEmpty
            else { return nil }
            return RequiredChildren.judge(page, node, role, Set(definition.owned))
        },
        AccessibilityRule("aria-required-parent", .a, ["1.3.1"]) { page, node in
            guard page.tree.has(node, "role"), let role = page.explicitRole(node),
                let context = RoleTable.role(role)?.context, !context.isEmpty
            else { return nil }
            return .init(isAround(page, node, role, Set(context)))
        },
        AccessibilityRule("aria-hidden-body", .a, ["1.3.1", "4.1.2"], on: ["body"], seesHidden: true) {
            page,
            node in
            .init(page.attribute(node, "aria-hidden") != "true")
        },
        AccessibilityRule("nested-interactive", .a, ["4.1.2"]) { page, node in
            guard let role = page.role(node).flatMap(RoleTable.role), role.hasPlainChildren else {
                return nil
            }
            return .init(!page.contains(node) { page.roleType($0) == "widget" && page.isFocusable($0) })
        },
        AccessibilityRule("duplicate-id-aria", .a, ["4.1.2"], seesHidden: true) { page, node in
            guard let id = page.attribute(node, "id")?.trimmed, page.index.referredIds.contains(id),
                page.index.ids[id] == node
            else { return nil }
            return (page.index.idCounts[id] ?? 0) > 1 ? .review : .pass
        },
    ]

    private static func hasRequiredAttributes(_ page: Page, _ node: Int) -> Bool {
        guard let role = page.explicitRole(node), let required = RoleTable.role(role)?.required else {
            return true
        }
        switch role {
        // Only one that can be moved has a value.
        case "separator" where !page.isFocusable(node): return true
        case "combobox" where page.attribute(node, "aria-expanded") == "false": return true
        case "slider" where page.says(node, "aria-valuetext"): return true
        default: break
        }
        let given = native(page, node)
        return required.allSatisfy { name in
            !(page.attribute(node, "aria-" + name) ?? "").isEmpty || given.contains(name)
        }
    }

    /// What the element states by itself.
    private static func native(_ page: Page, _ node: Int) -> Set<String> {
        switch page.tree.name(node) {
        case "h1", "h2", "h3", "h4", "h5", "h6": ["level"]
        case "input":
            ["checkbox", "radio"].contains(page.inputType(node)) ? ["checked", "valuenow"] : ["valuenow"]
        case "select", "progress", "textarea": ["valuenow"]
        case "option": ["selected"]
        default: []
        }
    }

    /// Whether what has the role stands in what it needs, by the tree or because that owns it.
    private static func isAround(_ page: Page, _ node: Int, _ role: String, _ context: Set<String>) -> Bool {
        guard var missing = missing(page, page.tree.parent(node), role, context) else { return true }
        var next: Int? = node
        while let current = next, page.pay() {
            if let id = page.attribute(current, "id")?.trimmed, let owner = page.index.owners[id] {
                guard let still = self.missing(page, owner, role, missing) else { return true }
                missing = still
            }
            next = page.tree.parent(current)
        }
        return false
    }

    /// Nil where one of them is the nearest role; groups of the kind are passed through.
    private static func missing(_ page: Page, _ start: Int?, _ role: String, _ wanted: Set<String>) -> Set<
        String
    >? {
        var wanted = wanted
        let maysGroup = wanted.contains("group")
        var next = start
        while let current = next, page.pay() {
            next = page.tree.parent(current)
            guard let found = page.role(current, .meaningful) else { continue }
            guard found == "group", maysGroup else { return wanted.contains(found) ? nil : wanted }
            if role == "listitem" || role == "treeitem" { wanted.insert(role) }
            wanted.remove("group")
        }
        return wanted
    }
}

/// What must stand in a role.
enum RequiredChildren {
    private static let mayBeEmpty: Set<String> = [
        "doc-bibliography", "doc-endnotes", "grid", "list", "listbox", "menu", "menubar", "table", "tablist",
        "tree", "treegrid", "rowgroup",
    ]

    private struct Part {
        let node: Int
        let role: String?
    }

    static func judge(_ page: Page, _ node: Int, _ role: String, _ wanted: Set<String>)
        -> AccessibilityRule.Outcome
    {
        let parts = parts(page, node, wanted)
        let isForeign = parts.contains { part in
            page.tree.isElement(part.node) && !(part.role.map(wanted.contains) ?? false)
        }
        if isForeign { return .violation }
        if parts.contains(where: { $0.role != nil }) { return .pass }
        if page.attribute(node, "aria-busy") == "true" { return .pass }
        let hasContent = parts.contains { part in
            page.tree.isElement(part.node)
                ? page.hasContent(part.node, countsLabel: false) : !page.tree.texts[part.node].isBlank
        }
        return mayBeEmpty.contains(role) && !hasContent ? .review : .violation
    }

    /// What counts as standing in it: through elements without a role, and groups where they are wanted.
    private static func parts(_ page: Page, _ node: Int, _ wanted: Set<String>) -> [Part] {
        var found: [Part] = []
        var visited: Set<Int> = []
        var queue = Array(page.content(of: node).reversed())
        while let next = queue.popLast(), page.pay() {
            guard page.tree.isElement(next) else {
                found.append(Part(node: next, role: nil))
                continue
            }
            guard page.isHeard(next), visited.insert(next).inserted else { continue }
            let role = page.role(next, .meaningful)
            let matters = page.hasGlobalAttribute(next) || page.isFocusable(next)
            let isGroup = role == "group" || role == "rowgroup"
            if role == nil && !matters || isGroup && role.map(wanted.contains) == true {
                queue += page.tree.children(next).reversed()
            } else {
                found.append(Part(node: next, role: role))
            }
        }
        return found
    }
}
