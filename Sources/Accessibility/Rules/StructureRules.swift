// SPDX-License-Identifier: Apache-2.0

/// Ways into a page: landmarks, headings, links that skip.
enum StructureRules {
    static let all = [
        AccessibilityRule("bypass", .a, ["2.4.1"], on: ["html"]) { page, _ in
            guard page.index.hasLink else { return nil }
            return leadsIn(page) ? .pass : .review
        },
        AccessibilityRule("skip-link", .practice, [], on: ["a"]) { page, node in
            guard let href = page.attribute(node, "href"), href.hasPrefix("#") || href.hasPrefix("/#"),
                href.count > 1, page.index.firstPageLink.map({ node < $0 }) ?? true,
                PageSight.isOffScreen(InlineStyle(page.attribute(node, "style")))
            else { return nil }
            let target = href.drop { $0 != "#" }.dropFirst()
            guard let found = page.index.ids[String(target)] ?? page.index.anchors[String(target)] else {
                return .violation
            }
            return page.isHeard(found) ? .pass : .review
        },
        AccessibilityRule("page-has-heading-one", .practice, [], on: ["html"]) { page, _ in
            .init(isModal(page) || page.index.headings.contains { page.isHeard($0) && isFirst(page, $0) })
        },
        AccessibilityRule("landmark-one-main", .practice, [], on: ["html"]) { page, _ in
            .init(isModal(page) || page.contains(-1) { isMain(page, $0) && page.isHeard($0) })
        },
    ]

    /// By a link to a part of the page, a heading or a landmark.
    private static func leadsIn(_ page: Page) -> Bool {
        let isHeaded = page.index.headings.contains { node in
            page.isHeard(node) && (!page.tree.has(node, "role") || page.attribute(node, "role") == "heading")
        }
        return isHeaded
            || page.contains(-1) { node in
                (page.tree.name(node) == "main" || page.attribute(node, "role") == "main")
                    && page.isHeard(node)
                    || page.tree.name(node) == "a" && isInner(page.attribute(node, "href"))
            }
    }

    private static func isInner(_ href: String?) -> Bool {
        guard let href, href.hasPrefix("#"), let second = href.dropFirst().first else { return false }
        return second != "/" && second != "!"
    }

    private static func isMain(_ page: Page, _ node: Int) -> Bool {
        page.attribute(node, "role").map { $0 == "main" } ?? (page.tree.name(node) == "main")
    }

    private static func isFirst(_ page: Page, _ node: Int) -> Bool {
        let level = page.attribute(node, "aria-level")
        if page.tree.has(node, "role") { return page.attribute(node, "role") == "heading" && level == "1" }
        return page.tree.name(node) == "h1" && level == nil || level == "1"
    }

    /// Whether a dialog lies over the page.
    private static func isModal(_ page: Page) -> Bool {
        page.contains(-1) { node in
            let isDialog =
                page.tree.name(node) == "dialog" || page.attribute(node, "role") == "dialog"
                || page.attribute(node, "aria-modal") == "true"
            return isDialog && page.isSeen(node)
        }
    }
}

/// The order of headings and of the keyboard.
enum OrderRules {
    private static let headings = PageIndex.headingNames

    static let all = [
        AccessibilityRule("heading-order", .practice, []) { page, node in
            guard isHeading(page, node) else { return nil }
            let levels = page.headingLevels
            guard let place = levels.places[node], place > 0 else { return .pass }
            let step = levels.levels[place] - levels.levels[place - 1]
            return .init(step <= 1)
        },
        AccessibilityRule("empty-heading", .practice, []) { page, node in
            guard isHeading(page, node) else { return nil }
            return .init(!page.contentName(of: node).isEmpty || page.isNamedByAttributes(node))
        },
        AccessibilityRule("accesskeys", .practice, [], seesHidden: true) { page, node in
            guard let key = page.attribute(node, "accesskey")?.uppercased(), !key.isEmpty,
                !page.isHidden(node)
            else {
                return nil
            }
            let same = (page.index.accessKeys[key] ?? []).filter { page.pay() && !page.isHidden($0) }
            guard same.first == node else { return nil }
            return same.count > 1 ? .violation : .pass
        },
        AccessibilityRule("tabindex", .practice, []) { page, node in
            guard page.tree.has(node, "tabindex") else { return nil }
            return .init((page.tabIndex(node) ?? 0) <= 0)
        },
    ]

    private static func isHeading(_ page: Page, _ node: Int) -> Bool {
        (headings.contains(page.tree.name(node)) || page.attribute(node, "role") == "heading")
            && page.role(node) == "heading"
    }
}

extension Page {
    /// Of the headings that are read, in their order.
    var headingLevels: (levels: [Int], places: [Int: Int]) {
        if let kept = keptLevels { return kept }
        var levels: [Int] = []
        var places: [Int: Int] = [:]
        for node in index.headings where isHeard(node) {
            let own = tree.name(node).dropFirst().first.flatMap(\.wholeNumberValue)
            let named = PageIndex.headingNames.contains(tree.name(node)) ? own : nil
            let said = (attribute(node, "aria-level")?.trimmed).flatMap(Int.init).flatMap {
                $0 < 1 ? nil : $0
            }
            guard role(node) == "heading" else { continue }
            places[node] = levels.count
            levels.append(attribute(node, "aria-level") == nil ? named ?? 2 : said ?? named ?? 2)
        }
        keptLevels = (levels, places)
        return (levels, places)
    }
}
