// SPDX-License-Identifier: Apache-2.0
import Model

/// Reach against risk: what is, and what each change would come to, with the line that nothing betters.
struct ScatterChart {
    struct Entry {
        /// What it is called in the table beside; nil for what is.
        let number: Int?
        let shape: ChartMark.Shape
        /// 0…100.
        let risk: Double
        /// 0…1.
        let reach: Double
        let isOnFrontier: Bool
    }

    struct Point {
        let mark: ChartMark
        let word: String
        let x: String
        let y: String
        let anchor: String
    }

    let label: String
    let points: [Point]
    /// Empty where the line has a single point.
    let frontier: String
    let hasFrontier: Bool
    /// Under the axis.
    let riskWord: String
    let risks: [ChartTick]
    let reaches: [ChartTick]

    private static let (left, right) = (46.0, 384.0)
    private static let (top, bottom) = (12.0, 212.0)

    init(_ label: String, _ entries: [Entry], now: String, risk riskWord: String) {
        self.label = label
        self.riskWord = riskWord
        struct Place: Hashable {
            let x: Int
            let y: Int
        }
        var order: [Place] = []
        var groups: [Place: [Entry]] = [:]
        for entry in entries {
            let place = Place(x: Int(Self.x(entry.risk) / 4), y: Int(Self.y(entry.reach) / 4))
            if groups[place] == nil { order.append(place) }
            groups[place, default: []].append(entry)
        }
        var named: [(isRight: Bool, x: Double, y: Double)] = []
        points = order.compactMap { place in
            guard let group = groups[place], let first = group.first else { return nil }
            let word = group.map { $0.number.map(String.init) ?? now }.joined(separator: ", ")
            let x = Self.x(first.risk)
            let isRight = x > Chart.width * 0.6
            var y = Self.y(first.reach)
            // A name that would lie on another stands below it.
            while let above = named.first(where: {
                $0.isRight == isRight && abs($0.x - x) < 70 && abs($0.y - y) < 13
            }) {
                y = above.y + 13
            }
            named.append((isRight, x, y))
            return Point(first, word: word, nameY: y, isRight: isRight)
        }
        let best = entries.filter(\.isOnFrontier).sorted { ($0.risk, $0.reach) < ($1.risk, $1.reach) }
        let corners = best.map { "\(Chart.number(Self.x($0.risk))) \(Chart.number(Self.y($0.reach)))" }
        frontier = Set(corners).count > 1 ? "M" + corners.joined(separator: "L") : ""
        hasFrontier = !frontier.isEmpty
        risks = ([0, 100] + Chart.edges.dropFirst().dropLast()).map {
            ChartTick(at: Chart.number(Self.x($0)), word: Words.number($0))
        }
        reaches = [0.0, 0.5, 1].map {
            ChartTick(at: Chart.number(Self.y($0)), word: "\(Words.number($0 * 100)) %")
        }
    }

    static func x(_ risk: Double) -> Double { left + (right - left) * Chart.bounded(risk) / 100 }

    static func y(_ reach: Double) -> Double { bottom - (bottom - top) * Chart.bounded(reach * 100) / 100 }
}

extension ScatterChart.Point {
    fileprivate init(_ entry: ScatterChart.Entry, word: String, nameY: Double, isRight: Bool) {
        let x = ScatterChart.x(entry.risk)
        mark = ChartMark(entry.shape, x: x, y: ScatterChart.y(entry.reach))
        self.word = word
        self.x = Chart.number(isRight ? x - 9 : x + 9)
        y = Chart.number(nameY + 4.5)
        anchor = isRight ? "end" : "start"
    }
}
