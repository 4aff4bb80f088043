// SPDX-License-Identifier: Apache-2.0

/// Names of buttons, links and fields.
enum ControlRules {
    static let all = [
        AccessibilityRule("button-name", .a, ["4.1.2"], on: ["button"]) { page, node in
            guard !page.hasRoleOfItsOwn(node) else { return nil }
            return .init(
                !page.contentName(of: node).isEmpty || page.isNamedByAttributes(node)
                    || page.isNamedByLabel(node)
                    || page.isPresentational(node)
            )
        },
        AccessibilityRule("input-button-name", .a, ["4.1.2"], on: ["input"]) { page, node in
            guard let type = page.attribute(node, "type"), pressed.contains(type), !page.hasRoleOfItsOwn(node)
            else { return nil }
            // Browsers have words of their own for the others.
            let hasDefault = type != "button" && !page.tree.has(node, "value")
            return .init(
                hasDefault || page.says(node, "value") || page.isNamedByAttributes(node)
                    || page.isNamedByLabel(node) || page.isPresentational(node)
            )
        },
        AccessibilityRule("link-name", .a, ["2.4.4", "4.1.2"], on: ["a"]) { page, node in
            guard page.tree.has(node, "href") else { return nil }
            let isNamed = !page.contentName(of: node).isEmpty || page.isNamedByAttributes(node)
            return .init(isNamed && !(page.isTabStop(node) && page.name(of: node).isEmpty))
        },
        AccessibilityRule("label", .a, ["4.1.2"], on: ["input", "textarea"]) { page, node in
            guard isField(page, node) else { return nil }
            return .init(
                !page.hasOnlyHiddenLabel(node)
                    && (page.isNamedByLabel(node) || page.isNamedByAttributes(node)
                        || page.says(node, "placeholder") || page.isPresentational(node))
            )
        },
        AccessibilityRule("select-name", .a, ["4.1.2"], on: ["select"]) { page, node in
            .init(
                !page.hasOnlyHiddenLabel(node)
                    && (page.isNamedByLabel(node) || page.isNamedByAttributes(node)
                        || page.isPresentational(node))
            )
        },
        AccessibilityRule("form-field-multiple-labels", .a, ["3.3.2"], on: fields) { page, node in
            guard isField(page, node) else { return nil }
            return hasSeveralLabels(page, node) ? .review : .pass
        },
        AccessibilityRule("summary-name", .a, ["4.1.2"], on: ["summary"]) { page, node in
            guard let parent = page.tree.parent(node), page.tree.name(parent) == "details",
                page.tree.children(parent).first(where: { page.tree.name($0) == "summary" }) == node
            else { return nil }
            return .init(!page.contentName(of: node).isEmpty || page.isNamedByAttributes(node))
        },
    ]

    private static let fields: Set<String> = ["input", "select", "textarea"]
    private static let pressed: Set<String> = ["button", "submit", "reset"]
    private static let unlabelled: Set<String> = ["hidden", "image", "button", "submit", "reset"]

    private static func isField(_ page: Page, _ node: Int) -> Bool {
        page.tree.name(node) != "input" || !unlabelled.contains(page.inputType(node))
    }

    /// More than one that is read, or one beside the only one that `aria-labelledby` does not name.
    private static func hasSeveralLabels(_ page: Page, _ node: Int) -> Bool {
        let explicit = page.attribute(node, "id").flatMap { page.index.labels[$0] } ?? []
        var labels = explicit.prefix(32).filter { page.pay() && !page.isHidden($0) }
        var next = page.tree.parent(node)
        while let current = next, page.pay() {
            if page.tree.name(current) == "label", !labels.contains(current) { labels.append(current) }
            next = page.tree.parent(current)
        }
        guard labels.count > 1 else { return false }
        let heard = labels.filter { page.isHeard($0) }
        guard heard.count <= 1 else { return true }
        return !heard.contains { page.referred(node, "aria-labelledby").contains($0) }
    }
}
