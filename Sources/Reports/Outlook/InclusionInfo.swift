// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Model

/// Whom endpoints reach, and what changes of settings would do to that.
package struct InclusionInfo: Sendable {
    /// One endpoint as it is.
    package struct Reached: Sendable {
        package let endpoint: String
        /// By TLS; throws why it is not known.
        package let reach: Result<Reach, Unestablished>
        /// With the time of its page, and from where it is reached.
        package let regional: RegionalReach

        package init(endpoint: String, reach: Result<Reach, Unestablished>, regional: RegionalReach) {
            self.endpoint = endpoint
            self.reach = reach
            self.regional = regional
        }
    }

    /// How an endpoint stands, or would.
    package struct State: Sendable {
        /// Residual, without the categories that weigh reach.
        package let risk: RiskEstimate
        package let reach: Reach

        package init(risk: RiskEstimate, reach: Reach) {
            self.risk = risk
            self.reach = reach
        }
    }

    package enum Zone: String, Sendable, CaseIterable {
        case free, paid, lost
    }

    /// One change of settings, or several together.
    package struct Candidate: Sendable {
        package let titles: [String]
        /// What it takes besides the change of settings.
        package let needs: [String]
        package let zone: Zone
        /// Nothing betters it.
        package let isOnFrontier: Bool
        package let state: State
        package let change: ReachChange

        package init(
            titles: [String],
            needs: [String],
            zone: Zone,
            isOnFrontier: Bool,
            state: State,
            change: ReachChange
        ) {
            self.titles = titles
            self.needs = needs
            self.zone = zone
            self.isOnFrontier = isOnFrontier
            self.state = state
            self.change = change
        }
    }

    /// What there is to choose at one endpoint.
    package struct Frontier: Sendable {
        package let endpoint: String
        package let now: State
        package let isNowOnFrontier: Bool
        package let candidates: [Candidate]
        /// Another channel for whoever is cut off, in words.
        package let channel: String

        package init(
            endpoint: String,
            now: State,
            isNowOnFrontier: Bool,
            candidates: [Candidate],
            channel: String
        ) {
            self.endpoint = endpoint
            self.now = now
            self.isNowOnFrontier = isNowOnFrontier
            self.candidates = candidates
            self.channel = channel
        }
    }

    /// Where the shares of clients come from; nil where all simulated clients weigh the same.
    package let source: String?
    package let endpoints: [Reached]
    /// Those where most is to be had for nothing first.
    package let frontiers: [Frontier]
    /// Further endpoints whose changes were not tried, so that a report stays short.
    package let untried: Int

    package init(source: String?, endpoints: [Reached], frontiers: [Frontier], untried: Int) {
        self.source = source
        self.endpoints = endpoints
        self.frontiers = frontiers
        self.untried = untried
    }
}
