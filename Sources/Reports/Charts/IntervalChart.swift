// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// Risk by category: a bar from low to high with a mark at the point, and the value in words beside it.
struct IntervalChart {
    struct Row {
        let name: String
        let value: String
        let mark: String
        let isAssessed: Bool
        let nameY: String
        let y: String
        let left: String
        let length: String
        let top: String
        let point: ChartMark
    }

    let label: String
    let height: String
    let bottom: String
    let ticks: [ChartTick]
    let rows: [Row]

    private static let head = 16.0
    private static let pitch = 38.0
    private static let scale = Chart.width / 100

    init(_ label: String, _ entries: [(name: String, assessment: AssessmentView, estimate: RiskEstimate)]) {
        self.label = label
        let end = Self.head + Self.pitch * Double(entries.count)
        height = Chart.number(end + 4)
        bottom = Chart.number(end)
        ticks = Chart.edges.map {
            ChartTick(at: Chart.number($0 * Self.scale), word: Words.number($0))
        }
        rows = entries.enumerated().map { place, entry in
            Row(entry.name, entry.assessment, entry.estimate, at: Self.head + Self.pitch * Double(place))
        }
    }
}

extension IntervalChart.Row {
    fileprivate init(_ name: String, _ assessment: AssessmentView, _ estimate: RiskEstimate, at start: Double)
    {
        let low = Chart.bounded(estimate.low)
        let high = max(low, Chart.bounded(estimate.high))
        let word = assessment.isInsufficient ? say("insufficient") : assessment.band.word.lowercased()
        value =
            assessment.isAssessed
            ? "\(word) \(assessment.number) [\(assessment.interval)]" : word
        self.name = Chart.fitted(name, 30)
        mark = assessment.band.mark
        isAssessed = assessment.isAssessed
        nameY = Chart.number(start + 15)
        y = Chart.number(start + 27)
        left = Chart.number(low * 4)
        length = Chart.number(max(2, (high - low) * 4))
        top = Chart.number(start + 23)
        point = ChartMark(
            .diamond,
            x: max(6, min(Chart.bounded(estimate.point) * 4, Chart.width - 6)),
            y: start + 27,
            size: 6
        )
    }
}
