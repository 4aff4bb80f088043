// SPDX-License-Identifier: Apache-2.0

/// Fields that a browser fills in, and spacing that readers may change.
enum FormRules {
    static let all = [
        AccessibilityRule("autocomplete-valid", .aa, ["1.3.5"], on: ["input", "select", "textarea"]) {
            page,
            node in
            guard let text = page.attribute(node, "autocomplete"), !text.isBlank, isFilledIn(page, node)
            else {
                return nil
            }
            return purpose(text)
        },
        AccessibilityRule("avoid-inline-spacing", .aa, ["1.4.12"]) { page, node in
            guard page.tree.has(node, "style"), page.isSeen(node) else { return nil }
            return spacing(page, node)
        },
    ]

    private static func isFilledIn(_ page: Page, _ node: Int) -> Bool {
        func isSet(_ name: String) -> Bool {
            page.tree.has(node, name) || page.attribute(node, "aria-" + name)?.lowercased() == "true"
        }
        guard !isSet("readonly"), !isSet("disabled") else { return false }
        if page.tree.name(node) == "input",
            ["submit", "reset", "button", "hidden"].contains(page.inputType(node))
        {
            return false
        }
        guard (page.tabIndex(node) ?? 0) < 0 else { return true }
        if page.tree.has(node, "role"), page.explicitRole(node).flatMap(RoleTable.role)?.type != "widget" {
            return false
        }
        return page.isSeen(node) || page.isHeard(node)
    }

    private static let alone: Set<String> = [
        "name", "honorific-prefix", "given-name", "additional-name", "family-name", "honorific-suffix",
        "nickname",
        "username", "new-password", "current-password", "organization-title", "organization",
        "street-address",
        "address-line1", "address-line2", "address-line3", "address-level4", "address-level3",
        "address-level2",
        "address-level1", "country", "country-name", "postal-code", "cc-name", "cc-given-name",
        "cc-additional-name", "cc-family-name", "cc-number", "cc-exp", "cc-exp-month", "cc-exp-year",
        "cc-csc",
        "cc-type", "transaction-currency", "transaction-amount", "language", "bday", "bday-day", "bday-month",
        "bday-year", "sex", "url", "photo", "one-time-code",
    ]
    private static let qualified: Set<String> = [
        "tel", "tel-country-code", "tel-national", "tel-area-code", "tel-local", "tel-local-prefix",
        "tel-local-suffix", "tel-extension", "email", "impp",
    ]
    private static let kinds: Set<String> = ["home", "work", "mobile", "fax", "pager"]
    /// What is written instead of `off`, and does no harm.
    private static let switches: Set<String> = [
        "on", "off", "none", "false", "true", "disabled", "enabled", "undefined", "null", "xoff", "xon",
    ]
    /// What some browsers know, and the standard does not.
    private static let others: Set<String> = ["text", "pronouns", "gender", "message", "content"]

    /// The detail tokens of a field, in their order (HTML §4.10.18.7.1).
    private static func purpose(_ text: String) -> AccessibilityRule.Outcome {
        let whole = text.trimmed.lowercased()
        if switches.contains(whole) { return .pass }
        var words = whole.words
        if words.last == "webauthn" {
            words.removeLast()
            guard !words.isEmpty else { return .violation }
        }
        if let first = words.first, first.utf8.count > 8, first.hasPrefix("section-") { words.removeFirst() }
        if let first = words.first, ["billing", "shipping"].contains(first) { words.removeFirst() }
        var isQualified = false
        if let first = words.first, kinds.contains(first) {
            words.removeFirst()
            isQualified = true
        }
        guard words.count == 1, let last = words.last else { return .violation }
        if others.contains(last) { return .review }
        return .init(qualified.contains(last) || !isQualified && alone.contains(last))
    }

    private static let inherited: Set<String> = ["inherit", "unset", "revert", "revert-layer"]

    /// Whether readers' own style sheets could not give it more room, since what it has is marked as important.
    private static func spacing(_ page: Page, _ node: Int) -> AccessibilityRule.Outcome {
        let style = InlineStyle(page.attribute(node, "style"))
        var worst = AccessibilityRule.Outcome.pass
        for (property, least) in [("letter-spacing", 0.12), ("word-spacing", 0.16), ("line-height", 1.5)] {
            guard let declaration = style[property], declaration.isImportant,
                !inherited.contains(declaration.value)
            else { continue }
            let isLine = property == "line-height"
            guard let ratio = ratio(declaration.value, isLine: isLine, page, node) else {
                if worst == .pass { worst = .review }
                continue
            }
            // Lines so tight that their letters touch are one to axe.
            guard ratio < least, !isLine || ratio > 1 else { continue }
            switch isLine ? lines(page, node) : .violation {
            case .violation: return .violation
            case .review: worst = .review
            case .pass: break
            }
        }
        return worst
    }

    /// Parts of the size of the letters; nil where the source does not tell.
    private static func ratio(_ value: String, isLine: Bool, _ page: Page, _ node: Int) -> Double? {
        if value == "normal" || value == "initial" { return isLine ? 1 : 0 }
        if value.hasSuffix("rem") {
            return size(page, node).flatMap { size in Double(value.dropLast(3)).map { $0 * 16 / size } }
        }
        if value.hasSuffix("em") { return Double(value.dropLast(2)) }
        if value.hasSuffix("%") { return Double(value.dropLast(1)).map { $0 / 100 } }
        if value.hasSuffix("px") {
            return size(page, node).flatMap { size in Double(value.dropLast(2)).map { $0 / size } }
        }
        guard let number = Double(value) else { return nil }
        return isLine || number == 0 ? number : nil
    }

    private static let sizedByBrowsers: Set<String> = [
        "h1", "h2", "h3", "h4", "h5", "h6", "small", "big", "sub", "sup", "code", "kbd", "samp", "pre", "tt",
        "input", "button", "select", "textarea", "font", "rt", "th", "table",
    ]

    /// Pixels of its letters, where the nearest style that gives any gives them so, and no element between has its own.
    private static func size(_ page: Page, _ node: Int) -> Double? {
        var next: Int? = node
        while let current = next, page.pay() {
            let style = InlineStyle(page.attribute(current, "style"))
            if style["font"] != nil { return nil }
            if style["font-size"] != nil { return style.pixels("font-size").flatMap { $0 > 0 ? $0 : nil } }
            if sizedByBrowsers.contains(page.tree.name(current)) { return nil }
            next = page.tree.parent(current)
        }
        return 16
    }

    /// A single line needs no height: a violation is what is surely more than one, a pass what surely is not.
    private static func lines(_ page: Page, _ node: Int) -> AccessibilityRule.Outcome {
        if page.contains(node, { page.tree.name($0) == "br" }) { return .violation }
        let count = page.text(in: node).count
        return count < 20 ? .pass : count >= 250 ? .violation : .review
    }
}
