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
        /// Over which it is served; nil where nothing says so.
        package let link: LinkProfile?

        package init(
            name: String,
            weight: Double,
            shares: [String: Double],
            others: Double = 0,
            link: LinkProfile? = nil
        ) {
            self.name = name
            self.weight = weight
            self.shares = shares
            self.others = others
            self.link = link
        }
    }

    /// Where the numbers come from; empty where there are none.
    package let source: String
    package let date: CalendarDay?
    /// Sorted by name; one at least.
    package let regions: [Region]
    /// Seconds that a page may take.
    package let budget: Double

    package init(source: String, date: CalendarDay?, regions: [Region], budget: Double = 10) {
        self.source = source
        self.date = date
        self.regions = regions
        self.budget = budget
    }

    /// One region in which all clients weigh the same: client types, not people.
    package static let equal = equal(over: nil)

    /// The same over one link.
    package static func equal(over link: LinkProfile?, budget: Double = 10) -> Audience {
        let region = Region(name: "everywhere", weight: 1, shares: [:], link: link)
        return Audience(source: "", date: nil, regions: [region], budget: budget)
    }

    package var isWeighted: Bool { regions.contains { !$0.shares.isEmpty } }
}
