// SPDX-License-Identifier: Apache-2.0
package import Model

/// One way to fail, with the likelihood of adverse impact once the event is initiated (table G-4).
package struct RuledLevel: Hashable, Sendable {
    package let name: String
    package let adverseImpact: Band

    package init(_ name: String, _ adverseImpact: Band) {
        self.name = name
        self.adverseImpact = adverseImpact
    }
}

/// How much work a remedy usually is.
package enum Effort: String, Codable, Sendable, CaseIterable {
    /// One line of one configuration.
    case small = "S"
    /// A change that is planned and tested.
    case medium = "M"
    /// A project.
    case large = "L"
}

/// What the risk model says of one check.
package struct CheckRule: Hashable, Sendable {
    /// The check's id.
    package let id: String
    /// The primary category's id.
    package let category: String
    /// The objectives that suffer; the impact is the worst of their criticalities.
    package let affects: [Objective]
    /// How likely it is that the event is initiated or occurs: the check's own, or that of its category.
    package let initiation: Band
    /// Mildest first; empty for a check that never fails.
    package let levels: [RuledLevel]
    /// 0 hard to exploit or to meet … 1 within everybody's reach.
    package let easeOfReach: Double
    /// Whether waiting makes a failure worse; false for one that is itself about waiting, which would count twice.
    package let ages: Bool
    /// Whether it judges what was decided and attested beside the findings of the others, and measures nothing itself.
    package let followsFromDecisions: Bool
    package let effort: Effort
    package let rootCause: RootCause
    /// Why these bands, in one line.
    package let rationale: String
    package let controls: Controls
    /// Thresholds by key, as written, for the check itself.
    package let thresholds: [String: String]
    /// Ids of the scenarios that list the check, in the order of the model file.
    package let scenarios: [String]

    package init(
        id: String,
        category: String,
        affects: [Objective],
        initiation: Band,
        levels: [RuledLevel],
        easeOfReach: Double,
        ages: Bool = true,
        followsFromDecisions: Bool = false,
        effort: Effort = .medium,
        rootCause: RootCause = .host,
        rationale: String = "",
        controls: Controls = Controls(),
        thresholds: [String: String] = [:],
        scenarios: [String] = []
    ) {
        self.id = id
        self.category = category
        self.affects = affects
        self.initiation = initiation
        self.levels = levels
        self.easeOfReach = easeOfReach
        self.ages = ages
        self.followsFromDecisions = followsFromDecisions
        self.effort = effort
        self.rootCause = rootCause
        self.rationale = rationale
        self.controls = controls
        self.thresholds = thresholds
        self.scenarios = scenarios
    }

    /// The likelihood of a level; that of the gravest level for a name that the model does not know, so that a
    /// verdict of an older version never looks better than it was; nil where there are no levels.
    package func adverseImpact(of level: String) -> Band? {
        levels.first { $0.name == level }?.adverseImpact ?? gravest
    }

    /// The gravest level's likelihood; nil for a check that never fails.
    package var gravest: Band? { levels.map(\.adverseImpact).max() }
}
