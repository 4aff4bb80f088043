// SPDX-License-Identifier: Apache-2.0
package import Model

/// Who the audience is: which clients it uses, region by region.
package struct Audience: Hashable, Sendable {
    package struct Region: Hashable, Sendable {
        package let name: String
        /// Its part of the whole audience, 0…1; those of all regions add up to 1.
        package let weight: Double
        /// By the name of a simulated client, 0…1; empty where all weigh the same.
        package let shares: [String: Double]
        /// The share of whoever is not among the simulated clients, 0…1.
        package let others: Double

        package init(name: String, weight: Double, shares: [String: Double], others: Double = 0) {
            self.name = name
            self.weight = weight
            self.shares = shares
            self.others = others
        }
    }

    /// Where the numbers come from; empty where there are none.
    package let source: String
    package let date: CalendarDay?
    /// Sorted by name; one at least.
    package let regions: [Region]

    package init(source: String, date: CalendarDay?, regions: [Region]) {
        self.source = source
        self.date = date
        self.regions = regions
    }

    /// One region in which all clients weigh the same: client types, not people.
    package static let equal = Audience(
        source: "",
        date: nil,
        regions: [Region(name: "everywhere", weight: 1, shares: [:])]
    )

    package var isWeighted: Bool { regions.contains { !$0.shares.isEmpty } }
}
