// SPDX-License-Identifier: Apache-2.0
import Model

/// One figure over the cycles: points on a line, each with its interval.
struct LineChart {
    struct Bar {
        let x: String
        let top: String
        let length: String
        let mark: ChartMark
    }

    let label: String
    /// Of the line; broken where a cycle did not have the figure.
    let path: String
    let bars: [Bar]
    let ticks: [ChartTick]
    /// Where another risk model begins.
    let breaks: [String]
    let first: String
    let last: String

    private static let top = 8.0
    private static let tall = 90.0

    /// - Parameter breaks: places among the points before which the risk model changed.
    init(_ label: String, _ points: [RiskEstimate?], breaks: [Int], first: String, last: String) {
        self.label = label
        (self.first, self.last) = (first, last)
        let xs = Self.places(points.count)
        var path = ""
        var isDrawing = false
        for (x, point) in zip(xs, points) {
            guard let point else {
                isDrawing = false
                continue
            }
            path += "\(isDrawing ? "L" : "M")\(Chart.number(x)) \(Chart.number(Self.y(point.point)))"
            isDrawing = true
        }
        self.path = path
        bars = zip(xs, points).compactMap { x, point in
            point.map { point in
                let (high, low) = (Self.y(max(point.low, point.high)), Self.y(point.low))
                return Bar(
                    x: Chart.number(x),
                    top: Chart.number(high),
                    length: Chart.number(max(0, low - high)),
                    mark: ChartMark(.disc, x: x, y: Self.y(point.point), size: 4)
                )
            }
        }
        ticks = ([0, 100] + Chart.edges.dropFirst().dropLast()).map {
            ChartTick(at: Chart.number(Self.y($0)), word: Words.number($0))
        }
        self.breaks = breaks.filter { $0 > 0 && $0 < xs.count }
            .map { Chart.number((xs[$0] + xs[$0 - 1]) / 2) }
    }

    /// Evenly over the width; a single one in its middle.
    static func places(_ count: Int) -> [Double] {
        let (start, end) = (40.0, Chart.width - 10)
        guard count > 1 else { return count == 1 ? [(start + end) / 2] : [] }
        return (0..<count).map { start + (end - start) * Double($0) / Double(count - 1) }
    }

    private static func y(_ value: Double) -> Double { top + tall * (1 - Chart.bounded(value) / 100) }
}
