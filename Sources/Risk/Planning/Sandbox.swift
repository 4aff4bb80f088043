// SPDX-License-Identifier: Apache-2.0
package import Model

/// A posture in which findings can be settled one group after another, without weighing the rest again.
///
/// What it says equals ``RiskModel/posture(findings:estate:at:settling:)`` with the same findings settled.
struct Sandbox {
    var computation: PostureComputation
    private(set) var groups: [WeighedGroup]
    /// Which groups a finding or an answer is in.
    let position: [FindingKey: Int]
    private(set) var categories: [String: SandboxScope] = [:]
    /// Groups of crown jewels, by endpoint.
    private let jewels: [String: [Int]]
    /// Groups of every endpoint.
    let places: [String: [Int]]

    init(_ computation: PostureComputation) {
        self.computation = computation
        self.computation.items = []
        self.computation.groups = []
        groups = computation.groups
        var position: [FindingKey: Int] = [:]
        var jewels: [String: [Int]] = [:]
        var places: [String: [Int]] = [:]
        var members: [String: [Int]] = [:]
        for (number, origin) in computation.origins.enumerated() {
            for key in origin.keys { position[key] = number }
            let group = groups[number]
            members[group.category, default: []].append(number)
            guard let endpoint = group.place.endpoint else { continue }
            places[endpoint.id, default: []].append(number)
            if endpoint.role.isCrownJewel { jewels[endpoint.id, default: []].append(number) }
        }
        self.position = position
        self.jewels = jewels
        self.places = places
        for category in computation.model.categories {
            categories[category.id] = SandboxScope(members[category.id] ?? [], of: groups)
        }
    }

    /// What settling some findings would change.
    mutating func effect(of keys: Set<FindingKey>) -> Effect {
        let touched = weighed(settling: keys)
        var effect = Effect()
        for (id, numbers) in Dictionary(grouping: touched.keys, by: { groups[$0].category }) {
            guard let scope = categories[id] else { continue }
            let replaced = Dictionary(
                uniqueKeysWithValues: numbers.compactMap { n in touched[n].map { (n, $0) } }
            )
            effect.categories[id] = Change(
                before: scope.estimate,
                after: scope.replacing(replaced, of: groups).estimate
            )
        }
        for id in Set(touched.keys.compactMap { groups[$0].place.endpoint?.id }) {
            guard let numbers = jewels[id] else { continue }
            effect.jewels[id] = Change(
                before: Self.estimate(numbers.map { groups[$0] }),
                after: Self.estimate(numbers.map { touched[$0] ?? groups[$0] })
            )
        }
        return effect
    }

    /// Settles findings for what is asked later.
    mutating func settle(_ keys: Set<FindingKey>) {
        let touched = weighed(settling: keys)
        computation.settled.formUnion(keys)
        for (id, numbers) in Dictionary(grouping: touched.keys, by: { groups[$0].category }) {
            let replaced = Dictionary(
                uniqueKeysWithValues: numbers.compactMap { n in touched[n].map { (n, $0) } }
            )
            categories[id]?.replace(replaced, of: groups)
        }
        for (number, group) in touched { groups[number] = group }
    }

    /// The residual risk of every category, by id.
    var estimates: [String: RiskEstimate] { categories.mapValues(\.estimate) }

    private mutating func weighed(settling keys: Set<FindingKey>) -> [Int: WeighedGroup] {
        let before = computation.settled
        computation.settled.formUnion(keys)
        defer {
            computation.settled = before
            forget()
        }
        var touched: [Int: WeighedGroup] = [:]
        for number in Set(keys.compactMap { position[$0] }) {
            touched[number] = computation.weighed(computation.origins[number])
        }
        return touched
    }

    /// What weighing a group again leaves behind.
    mutating func forget() {
        computation.items.removeAll(keepingCapacity: true)
        computation.confronting = [:]
        computation.overdue.removeAll(keepingCapacity: true)
    }

    private static func estimate(_ groups: [WeighedGroup]) -> RiskEstimate {
        var sum = RiskSum()
        for group in groups { sum.add(group.residual) }
        return sum.estimate
    }
}

/// The residual risk of one scope before and after.
package struct Change: Hashable, Codable, Sendable {
    package let before: RiskEstimate
    package let after: RiskEstimate

    /// How many bands the point falls; never negative, as settling worsens nothing.
    package var bandsFallen: Int { before.band.rank - after.band.rank }

    /// How much narrower the interval gets.
    package var narrowed: Double { (before.high - before.low) - (after.high - after.low) }
}

/// What settling some findings changes.
struct Effect: Equatable {
    /// By category id, those that are touched.
    var categories: [String: Change] = [:]
    /// By endpoint id, the crown jewels that are touched.
    var jewels: [String: Change] = [:]

    var categoryBandsFallen: Int { categories.values.reduce(0) { $0 + $1.bandsFallen } }
    var jewelBandsFallen: Int { jewels.values.reduce(0) { $0 + $1.bandsFallen } }
    /// Sums run in the order of ids, so that they do not hang on a dictionary's.
    var pointsFallen: Double { sum { $0.before.point - $0.after.point } }
    var narrowed: Double { sum(\.narrowed) }
    var highBandsFallen: Int {
        categories.values.reduce(0) { $0 + $1.before.highBand.rank - $1.after.highBand.rank }
    }

    private func sum(_ part: (Change) -> Double) -> Double {
        categories.sorted { $0.key < $1.key }.reduce(0) { $0 + part($1.value) }
    }
}

extension GroupOrigin {
    /// The findings, or the answer, that it was weighed from.
    var keys: [FindingKey] {
        switch self {
        case .check(_, let members, _): members.map(\.key)
        case .attestation(let reading, _, _): [FindingKey(check: reading.item.id, subject: reading.subject)]
        }
    }
}
