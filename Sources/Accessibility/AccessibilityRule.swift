// SPDX-License-Identifier: Apache-2.0

/// A barrier that can be told from the source of a page, under the name that axe has for it.
package struct AccessibilityRule: Sendable {
    /// Of the success criteria that it belongs to (WCAG 2.2); the best practice belongs to none.
    package enum Level: String, Codable, Hashable, Sendable, CaseIterable { case a, aa, practice }

    /// What a rule says of an element to which it applies.
    package enum Outcome: String, Hashable, Sendable { case violation, review, pass }

    /// As in axe 4.12.
    package let id: String
    package let level: Level
    /// Numbers of success criteria of WCAG 2.2.
    package let criteria: [String]
    /// Names of the elements that it may apply to; nil for any.
    let names: Set<String>?
    /// Whether it looks at elements, too, that assistive technology does not have.
    let seesHidden: Bool
    /// Nil where it does not apply.
    let judge: @Sendable (Page, Int) -> Outcome?

    init(
        _ id: String,
        _ level: Level,
        _ criteria: [String],
        on names: Set<String>? = nil,
        seesHidden: Bool = false,
        judge: @escaping @Sendable (Page, Int) -> Outcome?
    ) {
        self.id = id
        self.level = level
        self.criteria = criteria
        self.names = names
        self.seesHidden = seesHidden
        self.judge = judge
    }

    package static let all: [AccessibilityRule] =
        LanguageRules.all + TitleRules.all + ImageRules.all + ControlRules.all + RoleNameRules.all
        + MovementRules.all + ListRules.all + TableRules.all + RoleRules.all + AttributeRules.all
        + FormRules.all + StructureRules.all + OrderRules.all

    private static let byId: [String: AccessibilityRule] = Dictionary(all.map { ($0.id, $0) }) { first, _ in
        first
    }

    package static func rule(_ id: String) -> AccessibilityRule? { byId[id] }
}

extension AccessibilityRule.Outcome {
    /// Of what either is or is not as it should be.
    init(_ isSound: Bool) { self = isSound ? .pass : .violation }
}
