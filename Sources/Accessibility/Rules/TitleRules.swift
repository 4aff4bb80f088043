// SPDX-License-Identifier: Apache-2.0

/// What pages and frames are called.
enum TitleRules {
    private static let frames: Set<String> = ["frame", "iframe"]

    static let all = [
        AccessibilityRule("document-title", .a, ["2.4.2"], on: ["html"]) { page, _ in
            .init(!(page.title ?? "").isBlank)
        },
        AccessibilityRule("frame-title", .a, ["4.1.2"], on: frames) { page, node in
            guard (page.tabIndex(node) ?? 0) >= 0 else { return nil }
            return .init(page.isNamedByAttributes(node) || page.isPresentational(node))
        },
        AccessibilityRule("frame-title-unique", .a, ["4.1.2"], on: frames) { page, node in
            guard page.says(node, "title"), let title = page.attribute(node, "title") else { return nil }
            let same = (page.index.titles[title.trimmed.lowercased()] ?? []).filter {
                page.pay() && page.isHeard($0)
            }
            return same.count > 1 ? .review : .pass
        },
    ]
}

extension Page {
    /// By `aria-label`, `aria-labelledby` or `title`.
    func isNamedByAttributes(_ node: Int) -> Bool {
        says(node, "aria-label") || says(node, "title") || isLabelledByOthers(node)
    }

    /// Whether it is taken out by its role; a frame with a title is not.
    func isPresentational(_ node: Int) -> Bool {
        let isFrame = tree.name(node) == "iframe" || tree.name(node) == "frame"
        if isFrame, tree.has(node, "title"),
            explicitRole(node).map(RoleTable.presentational.contains) == true
        {
            return false
        }
        return role(node).map(RoleTable.presentational.contains) ?? false
    }

    /// Whether rules for the element leave it to those for the role that it has been given.
    func hasRoleOfItsOwn(_ node: Int) -> Bool {
        guard let role = explicitRole(node), !RoleTable.presentational.contains(role) else { return false }
        return RoleTable.role(role)?.needsName != true && !isFocusable(node)
    }

    /// By a label for it that is read, or one that is not on the screen; or by one around it.
    func isNamedByLabel(_ node: Int) -> Bool {
        if let around = closest(node, { tree.name($0) == "label" }), !name(of: around, for: node).isEmpty {
            return true
        }
        let labels = (attribute(node, "id").flatMap { index.labels[$0] } ?? []).prefix(64)
        return labels.contains { !pay() || !isSeen($0) || !name(of: $0, for: node).isEmpty }
    }

    /// Whether the label for it is hidden, and nothing else names it.
    func hasOnlyHiddenLabel(_ node: Int) -> Bool {
        guard let label = attribute(node, "id").flatMap({ index.labels[$0]?.first }), !isHeard(label) else {
            return false
        }
        return name(of: node).isEmpty
    }
}
