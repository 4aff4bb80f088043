// SPDX-License-Identifier: Apache-2.0

/// What a change does to security and to inclusion, which are never added up.
package enum TradeZone: String, Hashable, Sendable, CaseIterable {
    /// One of them better, the other no worse.
    case free
    /// One for the other, or one audience for another.
    case paid
    /// One of them worse for nothing.
    case lost

    /// Nil where neither is another.
    ///
    /// - Parameters:
    ///   - risk: how much the risk value rises.
    ///   - bringsFailure: whether a check fails that did not, or fails worse; that is never free, whatever else is mended
    ///     by the way.
    package init?(reach: ReachChange.Direction, risk: Double, bringsFailure: Bool = false) {
        let risen = TradePoint.compare(risk, 0)
        if bringsFailure {
            self = reach == .up || reach == .both || risen < 0 ? .paid : .lost
            return
        }
        switch (reach, risen) {
        case (.same, 0): return nil
        case (.up, ...0), (.same, -1): self = .free
        case (.up, _), (.down, -1), (.both, _): self = .paid
        default: self = .lost
        }
    }
}

/// One state of an endpoint on the chart of both.
package struct TradePoint: Hashable, Sendable {
    /// 0…100, higher is worse.
    package let risk: Double
    /// 0…1, higher is better.
    package let reach: Double

    package init(risk: Double, reach: Double) {
        self.risk = risk
        self.reach = reach
    }

    /// Which points no other one betters: with less risk and no less reach, or more reach and no more risk.
    package static func frontier(_ points: [TradePoint]) -> [Bool] {
        points.map { point in !points.contains { $0.betters(point) } }
    }

    /// Whether it is better in one and no worse in the other.
    package func betters(_ other: TradePoint) -> Bool {
        let (risks, reaches) = (Self.compare(risk, other.risk), Self.compare(reach, other.reach))
        return risks <= 0 && reaches >= 0 && (risks < 0 || reaches > 0)
    }

    /// -1, 0 or 1; sums differ in their last digits.
    static func compare(_ left: Double, _ right: Double) -> Int {
        abs(left - right) < 1e-6 ? 0 : left < right ? -1 : 1
    }
}
