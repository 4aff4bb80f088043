// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model

/// Which part of some endpoints can be reached from a region, by the vantages of the missions in it.
///
/// Each look of a vantage at an endpoint counts once; what is unknown is out at the low end and in at the high end.
package struct VantageReach: Hashable, Sendable {
    package let region: String
    package let reached: Int
    package let missed: Int
    package let unknown: Int

    /// 0…1.
    package var low: Double { Double(reached) / Double(reached + missed + unknown) }
    package var high: Double { Double(reached + unknown) / Double(reached + missed + unknown) }

    /// Nil where no vantage stands in the region, or none looked, or should have looked, at any of the endpoints.
    ///
    /// - Parameter check: says what counts as reached; what is reached at some addresses alone does.
    package init?(
        of region: String,
        endpoints: some Sequence<Endpoint>,
        in evidence: any Evidence,
        by check: VantageUnreachable
    ) {
        let vantages = Set(evidence.estate.vantages(in: region).map(\.id))
        var (reached, missed, unknown) = (0, 0, 0)
        for endpoint in endpoints {
            guard let view = try? VantageView(evidence, about: .endpoint(endpoint.id)) else { continue }
            unknown += view.gaps.count { vantages.contains($0.vantage.id) }
            for sight in view.sights where vantages.contains(sight.vantage.id) {
                switch check.result(of: sight, in: view) {
                case .pass, .fail("partly", _): reached += 1
                case .fail: missed += 1
                case .unknown: unknown += 1
                }
            }
        }
        guard reached + missed + unknown > 0 else { return nil }
        (self.region, self.reached, self.missed, self.unknown) = (region, reached, missed, unknown)
    }
}
