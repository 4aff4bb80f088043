// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
internal import Foundation
package import Model
package import Observations
internal import Probes

/// Looks lightly at endpoints from here, and makes a bundle of what it saw.
package struct VantageObserver: Sendable {
    private let instruments: Instruments
    private let vantage: String
    private let toolVersion: String

    package init(instruments: Instruments, vantage: String, toolVersion: String) {
        self.instruments = instruments
        self.vantage = vantage
        self.toolVersion = toolVersion
    }

    /// Looks at each endpoint once, several side by side.
    ///
    /// - Parameter finished: called as each endpoint is through.
    package func observe(
        _ endpoints: [Endpoint],
        finished: @Sendable @escaping (Endpoint) async -> Void = { _ in }
    ) async -> ObservationBundle {
        let survey = VantageSurvey(instruments: instruments)
        let started = Date().wholeSecond
        let means = await survey.begin(endpoints)
        let looks = await looks(at: endpoints, finished)
        var conclusion = VantageConclusion(endpoints)
        for look in looks { for visit in look.visits { conclusion.add(visit) } }
        let visit = survey.end(means, conclusion)
        return ObservationBundle(
            tool: ObservationBundle.Tool(version: toolVersion),
            vantage: vantage,
            started: started,
            finished: Date().wholeSecond,
            means: VantageMeans(visit.answers, clock: Self.median(looks.compactMap(\.clock))),
            subjects: looks.map(\.glimpse)
        )
    }

    private func looks(at endpoints: [Endpoint], _ finished: @Sendable @escaping (Endpoint) async -> Void)
        async
        -> [GlimpseProbe.Look]
    {
        await withTaskGroup(of: (GlimpseProbe.Look).self) { group in
            var waiting = endpoints.makeIterator()
            var running = 0
            func start(_ endpoint: Endpoint) {
                group.addTask(executorPreference: instruments.nextExecutor()) {
                    let look = await instruments.glimpses.look(at: endpoint)
                    await finished(endpoint)
                    return look
                }
            }
            while running < max(1, instruments.parallelEndpoints), let endpoint = waiting.next() {
                start(endpoint)
                running += 1
            }
            var looks: [GlimpseProbe.Look] = []
            while let look = await group.next() {
                looks.append(look)
                if let endpoint = waiting.next() { start(endpoint) }
            }
            return looks
        }
    }

    /// One server's clock may be wrong; that of most is not.
    private static func median(_ offsets: [Int]) -> Int? {
        offsets.isEmpty ? nil : offsets.sorted()[offsets.count / 2]
    }
}
