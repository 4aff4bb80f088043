// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
internal import Model

/// What one vantage saw at one time, as the document that is signed: `chancery.observation/1`.
///
/// Its bytes are canonical JSON: keys sorted, no white space, instants as ISO 8601 seconds in UTC. So there is one document
/// for one content, and its signature lies in a file of its own.
package struct ObservationBundle: Codable, Hashable, Sendable {
    package static let format = "chancery.observation/"
    package static let version = 1

    package struct Tool: Codable, Hashable, Sendable {
        package let name: String
        package let version: String

        package init(name: String = "chancery", version: String) {
            self.name = name
            self.version = version
        }
    }

    package let schema: String
    package let tool: Tool
    /// The name that the ministry's configuration has a key for.
    package let vantage: String
    package let started: Date
    package let finished: Date
    package let means: VantageMeans
    /// Sorted by endpoint, each once.
    package let subjects: [EndpointGlimpse]

    package init(
        tool: Tool,
        vantage: String,
        started: Date,
        finished: Date,
        means: VantageMeans,
        subjects: [EndpointGlimpse]
    ) {
        schema = "\(Self.format)\(Self.version)"
        self.tool = tool
        self.vantage = vantage
        self.started = started
        self.finished = finished
        self.means = means
        self.subjects = subjects.sorted { $0.endpoint < $1.endpoint }
    }

    /// What is signed, kept and sent.
    package var bytes: Data {
        get throws { try CanonicalJSON.encode(self) }
    }

    /// How many of its endpoints shook hands.
    package var reached: Int { subjects.count(where: \.isReached) }
}
