// SPDX-License-Identifier: Apache-2.0

/// What the rules of accessibility say of the page at `/`, from its source alone.
package struct AccessibilityMarks: Fact {
    package static let kind = FactKind("web.accessibility", version: 1)

    package struct Place: Codable, Hashable, Sendable {
        /// On which the start tag ends, the first being 1.
        package let line: Int
        /// The beginning of the start tag, in the page's own words.
        package let excerpt: String

        package init(line: Int, excerpt: String) {
            self.line = line
            self.excerpt = excerpt
        }
    }

    /// A rule that some element violates, or for which somebody must look.
    package struct Rule: Codable, Hashable, Sendable {
        /// As axe calls it.
        package let id: String
        /// `a`, `aa` or, where it is good practice alone, `practice` (WCAG 2.2 §5.2.1).
        package let level: String
        /// Numbers of success criteria of WCAG 2.2.
        package let criteria: [String]
        /// Elements that violate it.
        package let violations: Int
        /// Elements to look at.
        package let reviews: Int
        /// The first that violate it, else the first to look at.
        package let places: [Place]

        package init(
            id: String,
            level: String,
            criteria: [String] = [],
            violations: Int = 0,
            reviews: Int = 0,
            places: [Place] = []
        ) {
            self.id = id
            self.level = level
            self.criteria = criteria
            self.violations = violations
            self.reviews = reviews
            self.places = places
        }
    }

    /// Sorted by their ids.
    package let rules: [Rule]
    /// How many rules apply to the page.
    package let applied: Int
    /// Whether scripts make what readers see, so that the source says little of it.
    package let isShell: Bool
    /// Why there may be more; nil where all of the page was read.
    package let gap: String?

    /// Of all rules together.
    package static let mostPlaces = 60

    package init(rules: [Rule] = [], applied: Int = 0, isShell: Bool = false, gap: String? = nil) {
        var room = Self.mostPlaces
        self.rules = rules.sorted { $0.id < $1.id }.map { rule in
            let places = Array(rule.places.prefix(room))
            room -= places.count
            return Rule(
                id: rule.id,
                level: rule.level,
                criteria: rule.criteria,
                violations: rule.violations,
                reviews: rule.reviews,
                places: places
            )
        }
        self.applied = applied
        self.isShell = isShell
        self.gap = gap
    }
}
