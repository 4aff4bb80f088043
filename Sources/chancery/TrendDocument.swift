// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Pipeline

/// What `trend --format json` prints.
struct TrendDocument: Encodable {
    struct Moment: Encodable {
        let cycle: Cycle.ID
        let asOf: Date
        let model: ModelStamp
        let toolVersion: String
        let isOtherModel: Bool
        let isOtherTool: Bool
        let spread: [Spread]
    }

    struct Series: Encodable {
        let scope: Trend.Scope
        let id: String
        let change: Change?
        /// Only of the cycles that have it.
        let points: [Point]
    }

    struct Point: Encodable {
        let cycle: Cycle.ID
        let figure: FigureDocument
        let open: Open?
    }

    struct Open: Encodable {
        /// Very low first.
        let byBand: [Int]
        let overdue: Int
        let meanAgeDays: Double?
    }

    struct Change: Encodable {
        let direction: RiskChange.Direction
        let bands: Int
        let number: Double?
    }

    struct Spread: Encodable {
        let category: String?
        let missions: Int
        let least: Double
        let lowerQuartile: Double
        let median: Double
        let upperQuartile: Double
        let most: Double
        let best: [String]
        let worst: [String]
        let open: Int
    }

    struct LikeForLike: Encodable {
        let from: Cycle.ID
        let to: Cycle.ID
        let added: [String]
        let removed: [String]
        let common: Int
        let plain: Pair?
        let alike: Pair?
    }

    struct Pair: Encodable {
        let before: Point
        let after: Point
        let change: Change
    }

    let schema = "chancery.trend/1"
    /// Oldest first.
    let cycles: [Moment]
    let series: [Series]
    let likeForLike: [LikeForLike]
    /// Nil where the model did not change within `ModelOverlap=`.
    let modelComparison: ModelComparison?

    init(_ trend: Trend, _ comparison: ModelComparison? = nil) {
        modelComparison = comparison
        let moments = trend.moments
        cycles = zip(moments, trend.spreads).map { moment, spreads in
            Moment(
                cycle: moment.cycle.id,
                asOf: moment.asOf,
                model: moment.model,
                toolVersion: moment.cycle.toolVersion,
                isOtherModel: moment.isOtherModel,
                isOtherTool: moment.isOtherTool,
                spread: spreads.map(Spread.init)
            )
        }
        series = trend.lines.map { line in
            Series(
                scope: line.scope,
                id: line.id,
                change: line.change.map(Change.init),
                points: zip(moments, line.points).compactMap { moment, point in
                    point.map { Point($0, moment.cycle.id, moment.asOf) }
                }
            )
        }
        let dates = Dictionary(moments.map { ($0.cycle.id, $0.asOf) }) { first, _ in first }
        likeForLike = trend.likeForLike.map { LikeForLike($0, dates) }
    }
}

extension TrendDocument.LikeForLike {
    /// - Parameter dates: of cycles.
    fileprivate init(_ one: Trend.LikeForLike, _ dates: [Cycle.ID: Date]) {
        func pair(_ pair: Trend.Pair?) -> TrendDocument.Pair? {
            pair.map {
                TrendDocument.Pair(
                    before: TrendDocument.Point($0.before, one.from, dates[one.from] ?? .distantPast),
                    after: TrendDocument.Point($0.after, one.to, dates[one.to] ?? .distantPast),
                    change: TrendDocument.Change($0.change)
                )
            }
        }
        self.init(
            from: one.from,
            to: one.to,
            added: one.added,
            removed: one.removed,
            common: one.common,
            plain: pair(one.plain),
            alike: pair(one.alike)
        )
    }
}

extension TrendDocument.Point {
    fileprivate init(_ point: TrendPoint, _ cycle: Cycle.ID, _ asOf: Date) {
        self.init(
            cycle: cycle,
            figure: FigureDocument(point),
            open: point.open.map {
                TrendDocument.Open(
                    byBand: $0.byBand,
                    overdue: $0.overdue,
                    meanAgeDays: $0.meanAge(at: asOf)
                )
            }
        )
    }
}

extension TrendDocument.Change {
    fileprivate init(_ change: RiskChange) {
        self.init(direction: change.direction, bands: change.bands, number: change.number)
    }
}

extension TrendDocument.Spread {
    fileprivate init(_ spread: MissionSpread) {
        self.init(
            category: spread.category,
            missions: spread.missions,
            least: spread.least,
            lowerQuartile: spread.lowerQuartile,
            median: spread.median,
            upperQuartile: spread.upperQuartile,
            most: spread.most,
            best: spread.best,
            worst: spread.worst,
            open: spread.open
        )
    }
}
