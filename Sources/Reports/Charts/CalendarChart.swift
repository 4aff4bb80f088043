// SPDX-License-Identifier: Apache-2.0
import Model

/// Twelve months side by side, each with a mark for everything that falls into it.
struct CalendarChart {
    struct Month {
        let name: String
        /// Under the first month and under each January; nil elsewhere.
        let year: String?
        let x: String
        let marks: [ChartMark]
        /// How many there are, above the marks; nil for none.
        let count: String?
        let countY: String
    }

    let label: String
    let months: [Month]
    let legend: [Legend]

    struct Legend {
        let mark: ChartMark
        let word: String
        let x: String
        let y: String
    }

    static let mostMarks = 12
    static let base = 176.0
    static let pitch = 12.5

    static func shape(_ kind: CalendarInfo.Kind) -> ChartMark.Shape {
        switch kind {
        case .certificate: .square
        case .fails: .triangle
        case .overdue: .diamond
        case .lapses: .ring
        }
    }

    /// - Parameter words: for each kind.
    init(_ label: String, _ calendar: CalendarInfo, words: (CalendarInfo.Kind) -> String) {
        self.label = label
        let start = calendar.from.year * 12 + calendar.from.month - 1
        let end = calendar.through.year * 12 + calendar.through.month - 1
        let count = max(1, min(end - start + 1, 13))
        let byMonth = Dictionary(grouping: calendar.entries) { $0.day.year * 12 + $0.day.month - 1 }
        let wide = Chart.width / Double(count)
        months = (0..<count).map { place in
            let month = start + place
            return Month(
                month,
                byMonth[month] ?? [],
                x: wide * (Double(place) + 0.5),
                hasYear: place == 0 || month % 12 == 0
            )
        }
        legend = CalendarInfo.Kind.allCases.enumerated().map { place, kind in
            let (x, y) = (Double(place % 2) * 200 + 8, 226 + Double(place / 2) * 20)
            return Legend(
                mark: ChartMark(Self.shape(kind), x: x, y: y, size: 5),
                word: words(kind),
                x: Chart.number(x + 12),
                y: Chart.number(y + 4.5)
            )
        }
    }
}

extension CalendarChart.Month {
    fileprivate init(_ month: Int, _ entries: [CalendarInfo.Entry], x: Double, hasYear: Bool) {
        name = String(Clock.monthName(month % 12 + 1).prefix(3))
        year = hasYear ? String(month / 12) : nil
        self.x = Chart.number(x)
        let kinds = entries.map(\.kind).sorted {
            (CalendarInfo.Kind.allCases.firstIndex(of: $0) ?? 0)
                < (CalendarInfo.Kind.allCases.firstIndex(of: $1) ?? 0)
        }
        let shown = kinds.prefix(CalendarChart.mostMarks)
        marks = shown.enumerated().map { place, kind in
            ChartMark(
                CalendarChart.shape(kind),
                x: x,
                y: CalendarChart.base - CalendarChart.pitch * (Double(place) + 0.5)
            )
        }
        count = kinds.isEmpty ? nil : String(kinds.count)
        countY = Chart.number(CalendarChart.base - CalendarChart.pitch * Double(shown.count) - 5)
    }
}
