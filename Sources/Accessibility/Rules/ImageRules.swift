// SPDX-License-Identifier: Apache-2.0

/// What images say to those who do not see them.
enum ImageRules {
    static let all = [
        AccessibilityRule("image-alt", .a, ["1.1.1"], on: ["img"]) { page, node in
            guard !page.hasRoleOfItsOwn(node) else { return nil }
            let alternative = page.attribute(node, "alt")
            if let alternative, !alternative.isEmpty, alternative.isBlank { return .violation }
            return .init(alternative != nil || page.isNamedByAttributes(node) || page.isPresentational(node))
        },
        AccessibilityRule("input-image-alt", .a, ["1.1.1", "4.1.2"], on: ["input"]) { page, node in
            guard page.attribute(node, "type") == "image", !page.hasRoleOfItsOwn(node) else { return nil }
            return .init(
                page.says(node, "alt") || page.isNamedByAttributes(node) || page.isNamedByLabel(node)
            )
        },
        AccessibilityRule("area-alt", .a, ["2.4.4", "4.1.2"], on: ["area"], seesHidden: true) { page, node in
            guard page.tree.has(node, "href"), page.closest(node, { page.tree.name($0) == "map" }) != nil
            else {
                return nil
            }
            return .init(page.says(node, "alt") || page.isNamedByAttributes(node))
        },
        AccessibilityRule("object-alt", .a, ["1.1.1"], on: ["object"]) { page, node in
            guard page.tree.has(node, "data"), !page.hasRoleOfItsOwn(node) else { return nil }
            return .init(page.isNamedByAttributes(node) || page.isPresentational(node))
        },
        AccessibilityRule("role-img-alt", .a, ["1.1.1"]) { page, node in
            guard page.attribute(node, "role") == "img", !native.contains(page.tree.name(node)),
                !isDrawing(page, node)
            else { return nil }
            return .init(page.isNamedByAttributes(node))
        },
        AccessibilityRule("svg-img-alt", .a, ["1.1.1"]) { page, node in
            guard let role = page.attribute(node, "role"), drawn.contains(role), isDrawing(page, node),
                role != "graphics-document" || page.tree.name(node) == "svg"
            else { return nil }
            return .init(hasTitle(page, node) || page.isNamedByAttributes(node))
        },
        AccessibilityRule("server-side-image-map", .a, ["2.1.1"], on: ["img"]) { page, node in
            page.tree.has(node, "ismap") ? .review : nil
        },
    ]

    private static let native: Set<String> = ["img", "area", "input", "object"]
    private static let drawn: Set<String> = ["img", "graphics-symbol", "graphics-document"]

    private static func isDrawing(_ page: Page, _ node: Int) -> Bool {
        page.closest(node) { page.tree.name($0) == "svg" } != nil
    }

    private static func hasTitle(_ page: Page, _ node: Int) -> Bool {
        guard let title = page.tree.children(node).first(where: { page.tree.name($0) == "title" }) else {
            return false
        }
        return !page.contentName(of: title, includesHidden: true).isEmpty
    }
}
