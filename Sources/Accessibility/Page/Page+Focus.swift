// SPDX-License-Identifier: Apache-2.0

/// What the keyboard reaches (HTML §6.6.2).
extension Page {
    private static let disableable: Set<String> = [
        "button", "command", "fieldset", "keygen", "optgroup", "option", "select", "textarea", "input",
    ]

    /// The whole number at the beginning of `tabindex`.
    func tabIndex(_ node: Int) -> Int? {
        guard let text = attribute(node, "tabindex")?.trimmed else { return nil }
        let sign = text.prefix { $0 == "-" || $0 == "+" }
        let digits = text.dropFirst(sign.count).prefix { $0.isASCII && $0.isNumber }
        guard sign.count <= 1, !digits.isEmpty else { return nil }
        let size = Int(digits) ?? Int(Int32.max)
        return sign == "-" ? -size : size
    }

    func isFocusable(_ node: Int) -> Bool {
        guard tree.isElement(node), !isDisabled(node) else { return false }
        return tabIndex(node) != nil || isNativelyFocusable(node)
    }

    /// Whether the tab key gets there.
    func isTabStop(_ node: Int) -> Bool { (tabIndex(node) ?? 0) >= 0 && isFocusable(node) }

    private func isNativelyFocusable(_ node: Int) -> Bool {
        switch tree.name(node) {
        case "a", "area": tree.has(node, "href")
        case "input": inputType(node) != "hidden"
        case "textarea", "select", "summary", "button": true
        case "details": !contains(node) { tree.name($0) == "summary" }
        default: false
        }
    }

    private func isDisabled(_ node: Int) -> Bool {
        let name = tree.name(node)
        if Self.disableable.contains(name), tree.has(node, "disabled") { return true }
        return sight.idle[node] || name != "area" && isHidden(node)
    }

    private static let inputTypes: Set<String> = [
        "hidden", "text", "search", "tel", "url", "email", "password", "date", "month", "week", "time",
        "datetime-local", "number", "range", "color", "checkbox", "radio", "file", "submit", "image", "reset",
        "button",
    ]

    /// As the browser takes it: `text` where it is absent or unknown (HTML §4.10.5).
    func inputType(_ node: Int) -> String {
        let type = (attribute(node, "type") ?? "").lowercased()
        return Self.inputTypes.contains(type) ? type : "text"
    }
}
