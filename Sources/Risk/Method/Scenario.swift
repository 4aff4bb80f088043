// SPDX-License-Identifier: Apache-2.0
package import Model

/// One of the two papers that the taxonomy is taken from.
package enum Paper: String, Codable, Sendable, CaseIterable {
    /// Setiawan et al. 2024.
    case a = "A"
    /// Budiana 2023.
    case b = "B"
}

/// One thing that the papers name as a risk: a row of the traceability table.
package struct Scenario: Hashable, Sendable {
    /// `RC1` ….
    package let id: String
    package let category: String
    package let title: String
    package let papers: [Paper]
    /// Where it stands in the papers, in words.
    package let section: String
    /// The authors whom the papers cite for it and list as references.
    package let cited: [String]
    /// Authors named in the text of paper B and missing from its references: they can only be quoted "as cited
    /// in B", never as checked.
    package let asCitedInB: [String]
    package let checks: [String]
    /// Where its checks count; empty where they count on every endpoint.
    package let roles: [Role]
    /// Items `Q1` … `Q46`.
    package let attestations: [String]
    /// What no check of this version measures, and why; nil where nothing is left to measure.
    package let unmeasured: String?
    /// Nothing that could be measured or attested; listed so that the table is complete.
    package let isOutOfScope: Bool

    package init(
        id: String,
        category: String,
        title: String,
        papers: [Paper] = [],
        section: String = "",
        cited: [String] = [],
        asCitedInB: [String] = [],
        checks: [String] = [],
        roles: [Role] = [],
        attestations: [String] = [],
        unmeasured: String? = nil,
        isOutOfScope: Bool = false
    ) {
        self.id = id
        self.category = category
        self.title = title
        self.papers = papers
        self.section = section
        self.cited = cited
        self.asCitedInB = asCitedInB
        self.checks = checks
        self.roles = roles
        self.attestations = attestations
        self.unmeasured = unmeasured
        self.isOutOfScope = isOutOfScope
    }
}
