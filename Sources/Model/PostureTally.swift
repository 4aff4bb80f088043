// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// What is open at the end of a cycle, counted scope by scope; so small that it is kept for every cycle, when the items are
/// not.
///
/// Counted are the open items of a posture: failures, those of which it is not confirmed that they were mended, and answers that say *no* or *partly*, unless an acceptance or a decided
/// dispute bears them.
package struct PostureTally: Hashable, Codable, Sendable {
    package let ministry: OpenCount
    package let categories: [String: OpenCount]
    package let missions: [String: OpenCount]
    package let endpoints: [String: OpenCount]
    /// By mission, then by category; only where something is open or unknown.
    package let missionCategories: [String: [String: OpenCount]]

    /// - Parameter posture: with its items.
    package init(_ posture: Posture, of estate: Estate) {
        let byEndpoint = Dictionary(estate.endpoints.map { ($0.id, $0.mission) }) { first, _ in first }
        let byDomain = Dictionary(estate.domains.map { ($0.name, $0.mission) }) { first, _ in first }
        let today = CalendarDay(posture.asOf)
        var ministry = OpenCount()
        var categories: [String: OpenCount] = [:]
        var missions: [String: OpenCount] = [:]
        var endpoints: [String: OpenCount] = [:]
        var missionCategories: [String: [String: OpenCount]] = [:]
        for item in posture.items where item.verdict.state == .unknown || !item.isBorne {
            let subject = item.key.subject
            let mission =
                switch subject.scope {
                case .address, .endpoint: byEndpoint[subject.endpointID ?? ""] ?? nil
                case .domain: byDomain[subject.name] ?? nil
                case .mission: String?.some(subject.name)
                case .ministry: String?.none
                }
            ministry.add(item, on: today)
            categories[item.category, default: OpenCount()].add(item, on: today)
            if let endpoint = subject.endpointID {
                endpoints[endpoint, default: OpenCount()].add(item, on: today)
            }
            guard let mission else { continue }
            missions[mission, default: OpenCount()].add(item, on: today)
            missionCategories[mission, default: [:]][item.category, default: OpenCount()].add(item, on: today)
        }
        self.ministry = ministry
        self.categories = categories
        self.missions = missions
        self.endpoints = endpoints
        self.missionCategories = missionCategories
    }
}

/// What is open in one scope.
package struct OpenCount: Hashable, Sendable {
    /// Failures by band, very low first.
    package private(set) var byBand = Array(repeating: 0, count: Band.allCases.count)
    /// Those past their deadline.
    package private(set) var overdue = 0
    /// The largest value of a failure, which sets the band; 0 without any.
    package private(set) var worst = 0.0
    /// The same if every unknown verdict were at its worst.
    package private(set) var worstIfUnknown = 0.0
    /// Failures whose first day is known, and the sum of these days since 1970: the mean that it gives stays as it is while
    /// nothing changes.
    private var aged = 0
    private var firstDays = 0

    package init() {}

    package var open: Int { byBand.reduce(0, +) }

    /// How long failures have been open on average, in days; nil without any.
    package func meanAge(at instant: Date) -> Double? {
        aged == 0 ? nil : max(0, Double(Self.day(instant)) - Double(firstDays) / Double(aged))
    }

    fileprivate mutating func add(_ item: RiskItem, on today: CalendarDay) {
        worstIfUnknown = max(worstIfUnknown, item.estimate.high)
        guard item.isOpen else { return }
        worst = max(worst, item.estimate.point)
        if let place = Band.allCases.firstIndex(of: item.band) { byBand[place] += 1 }
        if item.isOverdue(on: today) { overdue += 1 }
        if let first = item.firstFailed {
            aged += 1
            firstDays += Self.day(first)
        }
    }

    private static func day(_ instant: Date) -> Int {
        Int(exactly: (instant.timeIntervalSince1970 / 86_400).rounded(.down)) ?? 0
    }

    /// What is open in both; the worst of both.
    package static func + (left: OpenCount, right: OpenCount) -> OpenCount {
        var sum = left
        sum.byBand = zip(left.byBand, right.byBand).map { $0 + $1 }
        sum.overdue += right.overdue
        sum.worst = max(left.worst, right.worst)
        sum.worstIfUnknown = max(left.worstIfUnknown, right.worstIfUnknown)
        sum.aged += right.aged
        sum.firstDays += right.firstDays
        return sum
    }
}

extension OpenCount: Codable {
    /// `[[very low … very high],overdue,aged,first days,worst,worst if unknown]`.
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        byBand = try list.decode([Int].self)
        overdue = try list.decode(Int.self)
        aged = try list.decode(Int.self)
        firstDays = try list.decode(Int.self)
        worst = try list.decode(Double.self)
        worstIfUnknown = try list.decode(Double.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        try list.encode(byBand)
        try list.encode(overdue)
        try list.encode(aged)
        try list.encode(firstDays)
        try list.encode(worst)
        try list.encode(worstIfUnknown)
    }
}
