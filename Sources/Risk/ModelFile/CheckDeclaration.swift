// SPDX-License-Identifier: Apache-2.0
package import Model

/// What a check says of itself that its section in the model file must fit.
package struct CheckDeclaration: Hashable, Sendable {
    package let id: String
    /// Mildest first; each needs a band.
    package let levels: [String]
    /// The keys of its thresholds, all of which must be given.
    package let settings: [String]
    package let scope: Scope
    /// Whether it judges what was decided and attested beside the findings of the others.
    package let followsFromDecisions: Bool

    package init(
        id: String,
        levels: [String],
        settings: [String] = [],
        scope: Scope,
        followsFromDecisions: Bool = false
    ) {
        self.id = id
        self.levels = levels
        self.settings = settings
        self.scope = scope
        self.followsFromDecisions = followsFromDecisions
    }
}
