// SPDX-License-Identifier: Apache-2.0

/// Names of what has its role by an attribute.
enum RoleNameRules {
    static let all = [
        rule("aria-command-name", .a, ["4.1.2"], roles: ["link", "button", "menuitem"], byContent: true),
        rule(
            "aria-input-field-name",
            .a,
            ["4.1.2"],
            roles: ["combobox", "listbox", "searchbox", "slider", "spinbutton", "textbox"],
            minds: true
        ),
        rule(
            "aria-toggle-field-name",
            .a,
            ["4.1.2"],
            roles: ["checkbox", "menuitemcheckbox", "menuitemradio", "radio", "switch", "option"],
            byContent: true,
            minds: true
        ),
        rule("aria-tab-name", .a, ["4.1.2"], roles: ["tab"], byContent: true),
        rule("aria-tooltip-name", .a, ["4.1.2"], roles: ["tooltip"], byContent: true),
        rule("aria-meter-name", .a, ["1.1.1"], roles: ["meter"]),
        rule("aria-progressbar-name", .a, ["1.1.1"], roles: ["progressbar"]),
        rule("aria-treeitem-name", .practice, [], roles: ["treeitem"], byContent: true),
        rule("aria-dialog-name", .practice, [], roles: ["dialog", "alertdialog"]),
    ]

    /// - Parameters:
    ///   - byContent: whether the content names it.
    ///   - minds: whether somebody must look where a label says what the name does not.
    private static func rule(
        _ id: String,
        _ level: AccessibilityRule.Level,
        _ criteria: [String],
        roles: Set<String>,
        byContent: Bool = false,
        minds: Bool = false
    ) -> AccessibilityRule {
        AccessibilityRule(id, level, criteria) { page, node in
            guard let role = page.attribute(node, "role"), roles.contains(role), !isLeftToOthers(page, node)
            else {
                return nil
            }
            guard page.isNamedByAttributes(node) || byContent && !page.contentName(of: node).isEmpty else {
                return .violation
            }
            return minds && contradictsLabel(page, node) ? .review : .pass
        }
    }

    /// To rules for elements, or to those for the field that it belongs to.
    private static func isLeftToOthers(_ page: Page, _ node: Int) -> Bool {
        if NativeNames.has(node, on: page) { return true }
        if page.explicitRole(node) == "combobox" {
            return page.contains(node) { page.tree.name($0) == "input" && page.inputType($0) != "hidden" }
        }
        guard page.role(node) == "listbox" else { return false }
        let around = page.tree.parent(node).flatMap { parent in
            page.closest(parent) { page.role($0, .meaningful) != nil }
        }
        if let around, page.role(around) == "combobox" { return true }
        return page.attribute(node, "id").map { page.index.popups.contains($0) } ?? false
    }

    private static func contradictsLabel(_ page: Page, _ node: Int) -> Bool {
        var context = NameContext(start: node)
        let label = page.labelText(node, &context).trimmed.lowercased()
        let name = page.name(of: node).trimmed.lowercased()
        return !label.isEmpty && !name.contains(label)
    }
}
