// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import Foundation
package import Model
package import Probes

/// Measures the vantage: its own means at the beginning, and at the end what the visits say of the way out.
package struct VantageSurvey: Sendable {
    /// What was established before anything was visited.
    package struct Means: Sendable {
        let started: Date
        let answers: [Answer]
    }

    private let instruments: Instruments

    package init(instruments: Instruments) { self.instruments = instruments }

    /// Asks the kernel for routes, and the resolver for names whose right answer is known, where names of the
    /// endpoints or domains will be resolved.
    package func begin(_ endpoints: [Endpoint], _ domains: [ListedDomain] = []) async -> Means {
        let started = Date()
        let hosts = endpoints.filter { $0.addresses.isEmpty && IPAddress($0.host) == nil }.map(\.host)
        let names = (domains.map(\.name) + hosts).filter { $0 != "localhost" && !$0.hasSuffix(".localhost") }
        return Means(started: started, answers: await instruments.means.answers(names: names))
    }

    /// The visit to the vantage itself, whose subject is the ministry.
    ///
    /// - Parameter others: what was found of the evidence of attestations and of missions, which is kept with it.
    package func end(_ means: Means, _ conclusion: VantageConclusion, _ others: [Answer] = []) -> Visit {
        Visit(
            subject: .ministry,
            vantage: instruments.vantage,
            started: means.started,
            finished: Date(),
            cost: Cost(),
            transcriptSHA256: nil,
            answers: means.answers + conclusion.answers + others
        )
    }
}
