// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
package import Store

/// Puts a trend together from the postures that the store keeps.
package struct TrendAssembly: Sendable {
    private let store: any Store

    package init(store: any Store) { self.store = store }

    /// Nil where no cycle of that time was closed.
    package func trend(_ filter: TrendFilter = TrendFilter()) async throws(StoreError) -> Trend? {
        var kept: [KeptFigures] = []
        for cycle in try await store.cycles(limit: .max).reversed() {
            // A cycle is judged when it is over.
            if let since = filter.since, let end = cycle.finished, CalendarDay(end) < since { continue }
            if let until = filter.until, until < CalendarDay(cycle.started) { break }
            guard let posture = try await store.posture(of: cycle.id, withItems: false) else { continue }
            let day = CalendarDay(posture.asOf)
            if filter.since.map({ day < $0 }) ?? false || filter.until.map({ $0 < day }) ?? false { continue }
            kept.append(
                KeptFigures(
                    cycle: cycle,
                    posture: posture.figures,
                    tally: try await store.tally(of: cycle.id)
                )
            )
        }
        guard !kept.isEmpty else { return nil }
        return Trend(kept, filter)
    }
}

/// A posture with what was open.
struct KeptFigures: Sendable {
    let cycle: Cycle
    let posture: Posture
    let tally: PostureTally?

    /// - Parameter key: of the counts.
    private func point(_ assessment: Assessment?, _ key: (PostureTally) -> OpenCount?) -> TrendPoint? {
        assessment.map { TrendPoint($0, open: tally.map { key($0) ?? OpenCount() }) }
    }

    func point(_ scope: Trend.Scope, _ id: String) -> TrendPoint? {
        switch scope {
        case .ministry: point(posture.ministry) { $0.ministry }
        case .category:
            point(posture.categories.first { $0.id == id }?.assessment) { $0.categories[id] }
        case .mission: point(posture.missions[id]) { $0.missions[id] }
        case .endpoint: point(posture.endpoints[id]) { $0.endpoints[id] }
        }
    }

    /// The worst of some endpoints at each bound, as a ministry is as bad as its worst; nil where there is none.
    func point(ofEndpoints ids: Set<String>) -> TrendPoint? {
        let all = ids.sorted().compactMap { id in point(.endpoint, id) }
        guard !all.isEmpty else { return nil }
        var coverage = Coverage()
        for one in all {
            coverage.established += one.coverage.established
            coverage.applicable += one.coverage.applicable
        }
        return TrendPoint(
            residual: Self.worst(all.map(\.residual)),
            inherent: Self.worst(all.map(\.inherent)),
            coverage: coverage,
            evidenceIsInsufficient: all.contains(where: \.evidenceIsInsufficient),
            open: tally == nil ? nil : all.compactMap(\.open).reduce(OpenCount(), +)
        )
    }

    private static func worst(_ estimates: [RiskEstimate]) -> RiskEstimate {
        RiskEstimate(
            low: estimates.map(\.low).max() ?? 0,
            point: estimates.map(\.point).max() ?? 0,
            high: estimates.map(\.high).max() ?? 0
        )
    }

    /// Of all missions, then by category, where the counts were kept.
    var spreads: [MissionSpread] {
        let whole = posture.missions.mapValues { (value: $0.residual.point, most: $0.residual.high) }
        let byCategory = posture.categories.compactMap { category -> MissionSpread? in
            guard let tally else { return nil }
            let figures = posture.missions.keys.map { id in
                let count = tally.missionCategories[id]?[category.id] ?? OpenCount()
                return (id, (value: count.worst, most: count.worstIfUnknown))
            }
            return MissionSpread(
                category: category.id,
                Dictionary(figures) { first, _ in first }
            )
        }
        return [MissionSpread(category: nil, whole)].compactMap(\.self) + byCategory
    }
}

extension Trend {
    /// - Parameter kept: oldest first.
    init(_ kept: [KeptFigures], _ filter: TrendFilter) {
        moments = kept.enumerated().map { place, one in
            let before = place > 0 ? kept[place - 1] : nil
            return Moment(
                cycle: one.cycle,
                asOf: one.posture.asOf,
                model: one.posture.model,
                isOtherModel: before.map { $0.posture.model != one.posture.model } ?? false,
                isOtherTool: before.map { $0.cycle.toolVersion != one.cycle.toolVersion } ?? false
            )
        }
        lines = Self.names(kept, filter).map { scope, id in
            let points = kept.map { $0.point(scope, id) }
            let ends = [points.firstIndex { $0 != nil }, points.lastIndex { $0 != nil }].compactMap(\.self)
            var change: RiskChange?
            if ends.count == 2, ends[0] < ends[1], let first = points[ends[0]], let last = points[ends[1]] {
                let isSame = Self.haveOneModel(kept[ends[0]...ends[1]])
                change = RiskChange(from: first.residual, to: last.residual, isSameModel: isSame)
            }
            return Line(scope: scope, id: id, points: points, change: change)
        }
        spreads = kept.map(\.spreads)
        var pairs = zip(kept, kept.dropFirst()).compactMap { LikeForLike($0, $1) }
        if kept.count > 2, let first = kept.first, let last = kept.last, let whole = LikeForLike(first, last)
        {
            pairs.append(whole)
        }
        likeForLike = pairs
    }

    private static func haveOneModel(_ kept: ArraySlice<KeptFigures>) -> Bool {
        kept.first?.posture.model == kept.last?.posture.model
    }

    /// Categories in the order of the newest posture, then those of older ones; missions and endpoints sorted.
    private static func names(_ kept: [KeptFigures], _ filter: TrendFilter) -> [(Scope, String)] {
        var categories: [String] = []
        for id in kept.reversed().flatMap({ $0.posture.categories.map(\.id) }) where !categories.contains(id)
        {
            categories.append(id)
        }
        let missions = Set(kept.flatMap(\.posture.missions.keys)).sorted()
        let endpoints = filter.endpoints.sorted()
        let all: [(Scope, String)] =
            [(.ministry, "")] + categories.map { (.category, $0) } + missions.map { (.mission, $0) }
            + endpoints.map { (.endpoint, $0) }
        return all.filter { filter.shows($0.0, $0.1) }
    }
}

extension Trend.LikeForLike {
    /// Nil where both list the same endpoints.
    init?(_ before: KeptFigures, _ after: KeptFigures) {
        let (old, new) = (Set(before.posture.endpoints.keys), Set(after.posture.endpoints.keys))
        guard old != new else { return nil }
        func pair(_ first: TrendPoint?, _ second: TrendPoint?) -> Trend.Pair? {
            guard let first, let second else { return nil }
            let isSame = before.posture.model == after.posture.model
            let change = RiskChange(from: first.residual, to: second.residual, isSameModel: isSame)
            return Trend.Pair(before: first, after: second, change: change)
        }
        let both = old.intersection(new)
        from = before.cycle.id
        to = after.cycle.id
        added = new.subtracting(old).sorted()
        removed = old.subtracting(new).sorted()
        common = both.count
        plain = pair(before.point(ofEndpoints: old), after.point(ofEndpoints: new))
        alike = pair(before.point(ofEndpoints: both), after.point(ofEndpoints: both))
    }
}
