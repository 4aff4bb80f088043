// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// What an endpoint looked like from a mission, out of the newest bundle of that vantage that has it.
///
/// When that was is what the bundle says, and stays what it is until a newer bundle comes.
package struct VantageLook: Fact {
    package static let kind = FactKind("vantage.look", version: 1)

    /// The id of the vantage.
    package let vantage: String
    package let glimpse: EndpointGlimpse
    /// What an earlier cycle saw at home, where it was nearer in time than the one that keeps this; nil where none was.
    package let home: HomeGlimpse?

    package init(vantage: String, glimpse: EndpointGlimpse, home: HomeGlimpse? = nil) {
        self.vantage = vantage
        self.glimpse = glimpse
        self.home = home
    }

    package var aspect: String { vantage }
}

/// The newest bundle of a vantage: when it was made, by what, and what its maker could do.
package struct MissionVantage: Fact {
    package static let kind = FactKind("vantage.mission", version: 1)

    /// The id of the vantage.
    package let vantage: String
    package let started: Date
    package let finished: Date
    package let tool: String
    /// SHA-256 of the bundle as it was signed, lower-case hex.
    package let bundle: String
    package let means: VantageMeans
    /// How many endpoints it looked at, and how many of them it shook hands with.
    package let endpoints: Int
    package let reached: Int

    package init(
        vantage: String,
        started: Date,
        finished: Date,
        tool: String,
        bundle: String,
        means: VantageMeans,
        endpoints: Int,
        reached: Int
    ) {
        self.vantage = vantage
        self.started = started
        self.finished = finished
        self.tool = tool
        self.bundle = bundle
        self.means = means
        self.endpoints = endpoints
        self.reached = reached
    }

    package var aspect: String { vantage }

    /// Where they are kept, beside what the ministry's own vantage could do.
    package static let subject = Subject.ministry
}
