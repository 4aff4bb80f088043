// SPDX-License-Identifier: Apache-2.0
import Model

/// The sum of one scope, with its groups in order of weight, so that some can be exchanged without adding up the rest.
struct SandboxScope {
    private var sum = RiskSum()
    /// Groups that weigh something, heaviest first: by their points, and by their upper bounds.
    private var byPoint: [Int]
    private var byHigh: [Int]

    init(_ members: [Int], of groups: [WeighedGroup]) {
        for number in members { sum.add(groups[number].residual) }
        byPoint = members.filter { groups[$0].residual.point > 0 }
            .sorted { Self.precedes($0, $1, by: { groups[$0].residual.point }) }
        byHigh = members.filter { groups[$0].residual.high > 0 }
            .sorted { Self.precedes($0, $1, by: { groups[$0].residual.high }) }
    }

    var estimate: RiskEstimate { sum.estimate }

    /// The sum with other groups in the place of some, by number.
    ///
    /// - Parameter groups: as they were when this scope was made or last changed.
    func replacing(_ others: [Int: WeighedGroup], of groups: [WeighedGroup]) -> RiskSum {
        let new = others.values.map(\.residual)
        let left = byPoint.first { others[$0] == nil }.map { groups[$0].residual.point } ?? 0
        let leftHigh = byHigh.first { others[$0] == nil }.map { groups[$0].residual.high } ?? 0
        return sum.replacing(
            others.keys.map { groups[$0].residual },
            by: new,
            worst: max(left, new.map(\.point).max() ?? 0),
            worstHigh: max(leftHigh, new.map(\.high).max() ?? 0)
        )
    }

    mutating func replace(_ others: [Int: WeighedGroup], of groups: [WeighedGroup]) {
        sum = replacing(others, of: groups)
        let point: (Int) -> Double = { others[$0]?.residual.point ?? groups[$0].residual.point }
        let high: (Int) -> Double = { others[$0]?.residual.high ?? groups[$0].residual.high }
        byPoint.removeAll { others[$0] != nil }
        byHigh.removeAll { others[$0] != nil }
        for number in others.keys {
            Self.insert(number, into: &byPoint, by: point)
            Self.insert(number, into: &byHigh, by: high)
        }
    }

    private static func insert(_ number: Int, into order: inout [Int], by weight: (Int) -> Double) {
        guard weight(number) > 0 else { return }
        var (low, high) = (order.startIndex, order.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if precedes(order[middle], number, by: weight) { low = middle + 1 } else { high = middle }
        }
        order.insert(number, at: low)
    }

    private static func precedes(_ left: Int, _ right: Int, by weight: (Int) -> Double) -> Bool {
        let (one, other) = (weight(left), weight(right))
        return one == other ? left < right : one > other
    }
}
