// SPDX-License-Identifier: Apache-2.0

/// Lists and what stands in them.
enum ListRules {
    static let all = [
        AccessibilityRule("list", .a, ["1.3.1"], on: ["ul", "ol"]) { page, node in
            guard !page.hasRoleAttribute(node) else { return nil }
            return .init(page.tree.children(node).allSatisfy { isItem(page, $0, ["li"], ["listitem"]) })
        },
        AccessibilityRule("listitem", .a, ["1.3.1"], on: ["li"]) { page, node in
            guard !page.hasRoleAttribute(node) else { return nil }
            guard let parent = page.tree.parent(node) else { return .review }
            return .init(["list", "none", "presentation"].contains(page.role(parent)))
        },
        AccessibilityRule("definition-list", .a, ["1.3.1"], on: ["dl"]) { page, node in
            guard !page.hasRoleAttribute(node) else { return nil }
            return .init(isOrdered(page, node) && hasOnlyPairs(page, node))
        },
        AccessibilityRule("dlitem", .a, ["1.3.1"], on: ["dd", "dt"]) { page, node in
            guard !page.hasRoleAttribute(node) else { return nil }
            return .init(isInList(page, node))
        },
    ]

    /// Whether it may stand in a list: nobody hears it, or it is one of its items.
    private static func isItem(_ page: Page, _ node: Int, _ names: Set<String>, _ roles: Set<String>) -> Bool
    {
        guard page.pay() else { return true }
        guard page.tree.isElement(node) else { return page.tree.texts[node].isBlank }
        guard page.isHeard(node) else { return true }
        if let role = page.explicitRole(node) { return roles.contains(role) }
        return names.contains(page.tree.name(node)) || page.role(node).map(roles.contains) ?? false
    }

    private static func hasOnlyPairs(_ page: Page, _ list: Int) -> Bool {
        func isPart(_ node: Int) -> Bool {
            isItem(page, node, ["dt", "dd"], ["definition", "term", "listitem"])
        }
        return page.tree.children(list).allSatisfy { child in
            guard page.tree.name(child) == "div", page.explicitRole(child) == nil else {
                return isPart(child)
            }
            return page.tree.children(child).allSatisfy(isPart)
        }
    }

    /// Where terms and descriptions stand directly in it, a description must follow a term.
    private static func isOrdered(_ page: Page, _ list: Int) -> Bool {
        var hasTerm = false
        var hasDescription = false
        for child in page.tree.children(list) where page.pay() {
            switch page.tree.name(child) {
            case "dt": hasTerm = true
            case "dd":
                if hasTerm { return true }
                hasDescription = true
            default: break
            }
        }
        return !hasTerm && !hasDescription
    }

    private static func isInList(_ page: Page, _ node: Int) -> Bool {
        guard var parent = page.tree.parent(node) else { return false }
        func isPlain(_ role: String?) -> Bool { role.map(RoleTable.presentational.contains) ?? true }
        if page.tree.name(parent) == "div", isPlain(page.explicitRole(parent)),
            let above = page.tree.parent(parent)
        {
            parent = above
        }
        let role = page.explicitRole(parent)
        return page.tree.name(parent) == "dl" && (isPlain(role) || role == "list")
    }
}

extension Page {
    /// Whether a role is written on it, be it one or not.
    func hasRoleAttribute(_ node: Int) -> Bool { !(attribute(node, "role") ?? "").isEmpty }
}
