// SPDX-License-Identifier: Apache-2.0

/// Which part of an audience can connect to an endpoint, by its simulated clients.
///
/// What is undecided, and whoever is not simulated, makes an interval: out at its low end, in at its high end.
package struct Reach: Hashable, Sendable {
    package struct Region: Hashable, Sendable {
        package let name: String
        package let weight: Double
        /// 0…1.
        package let low: Double
        package let high: Double
        /// Clients that cannot connect, the largest share first.
        package let excluded: [Excluded]
    }

    package struct Excluded: Hashable, Sendable {
        package let client: String
        /// Of the region's audience of this service, 0…1.
        package let share: Double
        package let reason: String?
    }

    /// In the order of the audience; regions of which no client visits the service are left out.
    package let regions: [Region]

    /// - Parameter outcomes: of every client that visits the service.
    package init(_ outcomes: [ClientsExcluded.Outcome], audience: Audience) {
        regions = audience.regions.compactMap { region in
            let shares = Self.shares(of: region, among: outcomes)
            let others = region.shares.isEmpty ? 0 : region.others
            let whole = shares.reduce(others, +)
            guard whole > 0, shares.contains(where: { $0 > 0 }) else { return nil }
            var (low, high) = (0.0, others / whole)
            var excluded: [Excluded] = []
            for (outcome, share) in zip(outcomes, shares) where share > 0 {
                let part = share / whole
                if outcome.connects == true { low += part }
                if outcome.connects != false { high += part }
                guard outcome.connects == false else { continue }
                excluded.append(Excluded(client: outcome.client, share: part, reason: outcome.reason))
            }
            return Region(
                name: region.name,
                weight: region.weight,
                low: min(1, low),
                high: min(1, max(low, high)),
                excluded: excluded.sorted { ($1.share, $0.client) < ($0.share, $1.client) }
            )
        }
    }

    private static func shares(of region: Audience.Region, among outcomes: [ClientsExcluded.Outcome])
        -> [Double]
    {
        outcomes.map { region.shares.isEmpty ? 1 : region.shares[$0.client] ?? 0 }
    }

    /// Over all regions by their weights; nil where there is none.
    package var low: Double? { mean(\.low) }
    package var high: Double? { mean(\.high) }

    /// The region that is served worst, by its low end, the first by name of several; nil where there is none.
    package var worst: Region? { regions.min { ($0.low, $0.name) < ($1.low, $1.name) } }

    private func mean(_ part: (Region) -> Double) -> Double? {
        let whole = regions.reduce(0) { $0 + $1.weight }
        guard whole > 0 else { return nil }
        return regions.reduce(0) { $0 + $1.weight * part($1) } / whole
    }
}
