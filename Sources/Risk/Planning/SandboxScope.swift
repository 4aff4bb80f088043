// SPDX-License-Identifier: Apache-2.0
import Model

/// The sum of one scope, with its groups in order of weight, so that some can be exchanged without adding up the rest.
struct SandboxScope {
    private var sum = RiskSum()
    /// Groups that weigh something, heaviest first: by each of their values.
    private var orders: [Order]

    /// The groups by one of their values.
    private struct Order {
        let value: Contribution.Value
        var numbers: [Int]
    }

    init(_ members: [Int], of groups: [WeighedGroup]) {
        for number in members { sum.add(groups[number].residual) }
        orders = Contribution.Value.allCases.map { value in
            let weight: (Int) -> Double = { groups[$0].residual[value] }
            let numbers = members.filter { weight($0) > 0 }
            return Order(value: value, numbers: numbers.sorted { Self.precedes($0, $1, by: weight) })
        }
    }

    var estimate: RiskEstimate { sum.estimate }

    /// The sum with other groups in the place of some, by number.
    ///
    /// - Parameter groups: as they were when this scope was made or last changed.
    func replacing(_ others: [Int: WeighedGroup], of groups: [WeighedGroup]) -> RiskSum {
        let new = others.values.map(\.residual)
        var worst = Contribution()
        for order in orders {
            let left = order.numbers.first { others[$0] == nil }
            let largest = new.map { $0[order.value] }.max() ?? 0
            worst[order.value] = max(
                left.map { groups[$0].residual[order.value] } ?? 0,
                largest
            )
        }
        return sum.replacing(others.keys.map { groups[$0].residual }, by: new, worst: worst)
    }

    mutating func replace(_ others: [Int: WeighedGroup], of groups: [WeighedGroup]) {
        sum = replacing(others, of: groups)
        for position in orders.indices {
            let value = orders[position].value
            let weight: (Int) -> Double = {
                others[$0]?.residual[value] ?? groups[$0].residual[value]
            }
            orders[position].numbers.removeAll { others[$0] != nil }
            for number in others.keys { Self.insert(number, into: &orders[position].numbers, by: weight) }
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

extension Contribution {
    /// One of its three values.
    fileprivate enum Value: CaseIterable { case low, point, high }

    fileprivate subscript(value: Value) -> Double {
        get {
            switch value {
            case .low: low
            case .point: point
            case .high: high
            }
        }
        set {
            switch value {
            case .low: low = newValue
            case .point: point = newValue
            case .high: high = newValue
            }
        }
    }
}
