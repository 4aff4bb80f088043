// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Model

/// What to mend first, and what to find out first.
package struct PlanInfo: Sendable {
    /// Where one change mends all of a step.
    package enum Cause: String, Sendable, CaseIterable {
        case zone, certificate, tls, site, page, host, process
    }

    /// What one category comes to with a step and all before it done.
    package struct Fall: Sendable {
        package let category: String
        package let before: RiskEstimate
        package let after: RiskEstimate

        package init(category: String, before: RiskEstimate, after: RiskEstimate) {
            self.category = category
            self.before = before
            self.after = after
        }
    }

    /// Lines of configuration for one program.
    package struct Lines: Sendable {
        package let program: String
        package let lines: [String]

        package init(program: String, lines: [String]) {
            self.program = program
            self.lines = lines
        }
    }

    /// What a step does to whom one endpoint reaches by TLS.
    package struct Reached: Sendable {
        package let endpoint: String
        /// Nil where it is not established.
        package let change: ReachChange?
        /// Why some of it is not known; nil where all is.
        package let reason: String?

        package init(endpoint: String, change: ReachChange?, reason: String?) {
            self.endpoint = endpoint
            self.change = change
            self.reason = reason
        }
    }

    package struct Step: Sendable {
        package let cause: Cause
        /// A domain, addresses, a host, or what is to be decided of whom.
        package let place: String
        /// `S`, `M` or `L`.
        package let effort: String
        /// Sorted.
        package let findings: [FindingKey]
        /// In the order of the risk model; those that it does not change are left out.
        package let falls: [Fall]
        /// Crown jewels whose band falls.
        package let jewels: [String]
        /// The worst category after it.
        package let ministry: RiskEstimate
        package let lines: [Lines]
        package let reach: [Reached]

        package init(
            cause: Cause,
            place: String,
            effort: String,
            findings: [FindingKey],
            falls: [Fall],
            jewels: [String],
            ministry: RiskEstimate,
            lines: [Lines],
            reach: [Reached]
        ) {
            self.cause = cause
            self.place = place
            self.effort = effort
            self.findings = findings
            self.falls = falls
            self.jewels = jewels
            self.ministry = ministry
            self.lines = lines
            self.reach = reach
        }
    }

    /// What was not established in places.
    package struct Question: Sendable {
        /// The check's or the item's id.
        package let id: String
        package let places: Int
        /// Width that the intervals of the categories lose together if it turns out well.
        package let narrows: Double

        package init(id: String, places: Int, narrows: Double) {
            self.id = id
            self.places = places
            self.narrows = narrows
        }
    }

    /// A staircase: each is judged with all before it done.
    package let steps: [Step]
    /// How many bundles of failures there are in all.
    package let bundles: Int
    package let questions: [Question]

    package init(steps: [Step], bundles: Int, questions: [Question]) {
        self.steps = steps
        self.bundles = bundles
        self.questions = questions
    }
}
