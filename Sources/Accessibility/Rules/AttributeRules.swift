// SPDX-License-Identifier: Apache-2.0

/// Attributes of WAI-ARIA: which there are, their values, and where they may stand (WAI-ARIA 1.2 §6).
enum AttributeRules {
    static let all = [
        AccessibilityRule("aria-valid-attr", .a, ["4.1.2"]) { page, node in
            let names = names(page, node)
            guard !names.isEmpty else { return nil }
            return .init(names.allSatisfy { AttributeTable.kind(String($0.dropFirst(5))) != nil })
        },
        AccessibilityRule("aria-valid-attr-value", .a, ["4.1.2"]) { page, node in
            let names = names(page, node)
            guard !names.isEmpty else { return nil }
            return values(page, node, names)
        },
        AccessibilityRule("aria-allowed-attr", .a, ["4.1.2"]) { page, node in
            let names = names(page, node)
            guard !names.isEmpty else { return nil }
            return allowed(page, node, names)
        },
        AccessibilityRule("aria-prohibited-attr", .a, ["4.1.2"]) { page, node in
            guard !names(page, node).isEmpty else { return nil }
            guard isNamedInVain(page, node) else { return .pass }
            return page.contentName(of: node, asContent: true).isEmpty ? .violation : .review
        },
    ]

    private static func names(_ page: Page, _ node: Int) -> [String] {
        page.tree.attributes(node).keys.filter { $0.hasPrefix("aria-") }
    }

    /// Elements that take no attribute but one.
    private static let breaks: Set<String> = ["br", "wbr"]

    private static func allowed(_ page: Page, _ node: Int, _ names: [String]) -> AccessibilityRule.Outcome {
        let role = page.role(node)
        let supported = role.flatMap(RoleTable.role)?.supported ?? []
        let foreign = names.filter { name in
            let bare = String(name.dropFirst(5))
            guard let kind = AttributeTable.kind(bare), !kind.isGlobal, !supported.contains(bare) else {
                return false
            }
            return !isHarmless(page, node, name)
        }
        let isBreak = breaks.contains(page.tree.name(node)) && page.explicitRole(node) == nil
        if isBreak, names.contains(where: { AttributeTable.globalNames.contains($0) && $0 != "aria-hidden" })
        {
            return .violation
        }
        guard !foreign.isEmpty else { return .pass }
        let isKnown = role != nil || ElementTable.has(page.tree.name(node)) || page.isFocusable(node)
        return isKnown ? .violation : .review
    }

    /// Says what is so anyway.
    private static func isHarmless(_ page: Page, _ node: Int, _ name: String) -> Bool {
        let value = page.attribute(node, name)
        return name == "aria-required" && value == "false"
            || name == "aria-multiline" && value == "false" && page.tree.has(node, "contenteditable")
    }

    /// Whether it has a name where its role has none, or none that would be read.
    private static func isNamedInVain(_ page: Page, _ node: Int) -> Bool {
        guard page.says(node, "aria-label") || page.says(node, "aria-labelledby") else { return false }
        let role = page.role(node, [.chromium, .fallback])
        if let role, let definition = RoleTable.role(role) { return definition.forbidsNames }
        guard role == nil, !["applet", "input"].contains(page.tree.name(node)) else { return false }
        let around = page.closest(node) { page.role($0, [.meaningful, .chromium]) != nil }
        let type = around.flatMap { page.role($0, [.meaningful, .chromium]) }.flatMap(RoleTable.role)?.type
        return type != "widget"
    }

    private static func values(_ page: Page, _ node: Int, _ names: [String]) -> AccessibilityRule.Outcome {
        let message = errorMessage(page, node)
        var needsReview = message == .review || level(page, node) > 6
        if message == .violation { return .violation }
        for name in names where name != "aria-errormessage" {
            guard let kind = AttributeTable.kind(String(name.dropFirst(5))),
                let value = page.attribute(node, name),
                !AttributeValue.isValid(value, kind, page)
            else { continue }
            switch leniency(page, node, name) {
            case .pass: continue
            case .review: needsReview = true
            case .violation:
                // An empty one says nothing, and so does no harm that is known.
                guard value.isEmpty, kind.value != .string else { return .violation }
                needsReview = true
            }
        }
        return needsReview ? .review : .pass
    }

    /// What comes of a value that is not as it should be: some references are made when something opens.
    private static func leniency(_ page: Page, _ node: Int, _ name: String) -> AccessibilityRule.Outcome {
        switch name {
        case "aria-controls":
            let popup = page.attribute(node, "aria-haspopup")
            let isClosed =
                page.attribute(node, "aria-expanded") == "false"
                || page.attribute(node, "aria-selected") == "false"
            if isClosed { return .pass }
            return popup == nil || popup == "false" ? .violation : .review
        case "aria-owns": return page.attribute(node, "aria-expanded") == "false" ? .pass : .violation
        case "aria-current", "aria-describedby", "aria-labelledby": return .review
        default: return .violation
        }
    }

    private static func level(_ page: Page, _ node: Int) -> Int {
        let digits = (page.attribute(node, "aria-level") ?? "").trimmed.prefix { $0.isASCII && $0.isNumber }
        return digits.isEmpty ? 0 : Int(digits) ?? Int.max
    }

    /// What says what is wrong must be there, be read, and be announced or named (WAI-ARIA 1.2 §6.6).
    private static func errorMessage(_ page: Page, _ node: Int) -> AccessibilityRule.Outcome {
        guard let text = page.attribute(node, "aria-errormessage"),
            let invalid = page.attribute(node, "aria-invalid"),
            invalid != "false", !text.isBlank
        else { return .pass }
        let words = text.words
        guard words.count == 1 else { return .violation }
        guard let other = page.index.ids[words[0]] else { return .review }
        guard page.isHeard(other) else { return .violation }
        let isAnnounced =
            page.explicitRole(other) == "alert"
            || ["assertive", "polite"].contains(page.attribute(other, "aria-live"))
            || (page.attribute(node, "aria-describedby") ?? "").words.contains(words[0])
        return .init(isAnnounced)
    }
}

/// Values of attributes (WAI-ARIA 1.2 §6.2).
enum AttributeValue {
    static func isValid(_ text: String, _ kind: AttributeKind, _ page: Page) -> Bool {
        if kind.mayBeEmpty, text.isBlank { return true }
        switch kind.value {
        case .boolean: return ["true", "false"].contains(text.lowercased())
        case .token(let words): return words.contains(text.lowercased())
        case .tokens(let words): return !text.words.isEmpty && text.words.allSatisfy(words.contains)
        case .reference: return page.index.ids[text] != nil
        case .references: return text.words.contains { page.index.ids[$0] != nil }
        case .string: return !text.isBlank
        case .decimal: return isDecimal(text)
        case .integer(let least):
            let digits = unsigned(text)
            guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return false }
            return text.hasPrefix("-") ? (Int(text) ?? Int.min) >= least : (Int(digits) ?? Int.max) >= least
        }
    }

    private static func isDigit(_ letter: Character) -> Bool { letter.isASCII && letter.isNumber }

    private static func unsigned(_ text: String) -> Substring {
        text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
    }

    private static func isDecimal(_ text: String) -> Bool {
        let parts = unsigned(text).split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { $0.allSatisfy(isDigit) }
            && parts.contains { !$0.isEmpty }
    }
}
