// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Reports

/// Numbers become the coordinates that they should, and nothing of a name becomes markup.
struct ChartTests {
    private func drawn(_ template: String, _ view: Any) throws -> String {
        String(decoding: try PageRenderer().render(view, template: template), as: UTF8.self)
    }

    private func assessment(_ low: Double, _ point: Double, _ high: Double) -> Assessment {
        let estimate = RiskEstimate(low: low, point: point, high: high)
        return Assessment(
            inherent: estimate,
            residual: estimate,
            coverage: Coverage(established: 1, applicable: 1),
            evidenceIsInsufficient: false,
            drivers: []
        )
    }

    @Test("Coordinates have a tenth, and no number is drawn where there is none")
    func numbers() {
        let given = [0.0, 12, 12.34, -0.5, .nan, .infinity, 1e300]
        #expect(given.map(Chart.number) == ["0", "12", "12.3", "-0.5", "0", "0", "10000"])
        #expect([-3.0, 50, 400, .nan].map(Chart.bounded) == [0, 50, 100, 0])
        #expect(Chart.fitted("abcdef", 4) == "abc…" && Chart.fitted("abcd", 4) == "abcd")
    }

    @Test("A bar of the interval chart goes from low to high, four units a point")
    func interval() throws {
        let one = assessment(10, 25, 60)
        let chart = IntervalChart("l", [("A <b>", AssessmentView(one), one.residual)])
        let row = try #require(chart.rows.first)
        #expect(row.left == "40" && row.length == "200" && row.isAssessed)
        #expect(row.point.path.hasPrefix("M100 43m0-6"))
        #expect(row.value == "moderate 25 [10–60]")
        #expect(chart.ticks.map(\.at) == ["20", "84", "320", "384"])
        let svg = try drawn("chart-interval", chart)
        #expect(svg.contains("A &lt;b&gt;") && svg.contains("role=\"img\" aria-label=\"l\""))
    }

    @Test("Bounds beyond the scale, or the wrong way round, stay in the picture")
    func intervalBounds() {
        let wild = assessment(-5, 200, 300)
        let row = IntervalChart("l", [("n", AssessmentView(wild), wild.residual)]).rows[0]
        #expect(row.left == "0" && row.length == "400" && row.point.path.hasPrefix("M394 43"))
        let turned = RiskEstimate(low: 80, point: 50, high: 20)
        let other = IntervalChart("l", [("n", AssessmentView(wild), turned)]).rows[0]
        #expect(other.left == "320" && other.length == "2")
    }

    @Test("A line is broken where a cycle lacks the figure; 100 is on top, 0 below")
    func line() throws {
        let points: [Double?] = [100, nil, 0, 50]
        let chart = LineChart(
            "l",
            points.map { $0.map { RiskEstimate(low: $0, point: $0, high: $0) } },
            breaks: [0, 2, 9],
            first: "<a>",
            last: "b"
        )
        #expect(
            LineChart.places(3) == [40, 215, 390] && LineChart.places(1) == [215] && LineChart.places(0) == []
        )
        #expect(chart.path == "M40 8M273.3 98L390 53")
        #expect(chart.bars.map(\.x) == ["40", "273.3", "390"])
        #expect(chart.breaks == ["215"])
        #expect(try drawn("chart-line", chart).contains("&lt;a&gt;"))
    }

    @Test("Each mission has a row and each category a column; what was not seen is left blank")
    func heat() throws {
        let chart = HeatChart(
            "l",
            columns: ["One", "Two"],
            rows: [
                ("A very long name of a mission", ["b3", nil]), ("Ulaanbaatar-and-Irkutsk", [nil, "b1"]),
            ]
        )
        #expect(chart.columns.map(\.x) == ["196", "332"] && chart.columns.map(\.number) == ["1", "2"])
        #expect(chart.rows[0].cells.map(\.x) == ["186"])
        #expect(chart.rows[0].name.map(\.text) == ["A very long name", "of a mission"])
        #expect(chart.rows[1].name.map(\.text) == ["Ulaanbaatar-and-…"])
        #expect(chart.rows.map(\.line) == ["22", "58"] && chart.height == "86")
        #expect(try drawn("chart-heat", chart).contains("<use class=\"b3\" href=\"#b3\" x=\"186\" y=\"34\""))
    }

    @Test("Entries stand in their months, beyond twelve by their number alone")
    func calendar() throws {
        let from = try #require(CalendarDay(year: 2026, month: 11, day: 23))
        func entry(_ day: CalendarDay, _ kind: CalendarInfo.Kind) -> CalendarInfo.Entry {
            CalendarInfo.Entry(
                day: day,
                kind: kind,
                id: "x",
                title: "x",
                band: nil,
                isContinual: false,
                subjects: [],
                evidence: ""
            )
        }
        let many = (0..<20).map { _ in entry(from.adding(days: 60), .overdue) }
        let info = CalendarInfo(
            from: from,
            through: from.adding(months: 12),
            entries: [entry(from, .lapses), entry(from, .certificate)] + many
        )
        let chart = CalendarChart("l", info, words: \.rawValue)
        #expect(chart.months.count == 13 && chart.months.map(\.name).prefix(3) == ["Nov", "Dec", "Jan"])
        #expect(chart.months.map(\.year).prefix(3) == ["2026", nil, "2027"])
        #expect(chart.months[0].count == "2" && chart.months[1].count == nil && chart.months[2].count == "20")
        // Certificates stand below what lapses, and are filled.
        #expect(chart.months[0].marks.map(\.isFilled) == [true, false])
        #expect(chart.months[2].marks.count == CalendarChart.mostMarks)
        #expect(chart.legend.map(\.word) == ["certificate", "fails", "overdue", "lapses"])
    }

    @Test("Risk runs to the right and reach upwards; what lies on one spot is named together")
    func scatter() throws {
        func entry(_ number: Int?, _ risk: Double, _ reach: Double, _ isBest: Bool) -> ScatterChart.Entry {
            ScatterChart.Entry(number: number, shape: .disc, risk: risk, reach: reach, isOnFrontier: isBest)
        }
        let chart = ScatterChart(
            "l",
            [
                entry(nil, 50, 0.5, true), entry(1, 0, 1, false), entry(2, 50, 0.5, false),
                entry(3, 100, 1, true),
            ],
            now: "now",
            risk: "r"
        )
        #expect(chart.points.map(\.word) == ["now, 2", "1", "3"])
        #expect(chart.points.map(\.anchor) == ["start", "start", "end"])
        #expect(chart.points[1].mark.path.hasPrefix("M46 12") && chart.frontier == "M215 112L384 12")
        let single = ScatterChart("l", [entry(nil, 50, 0.5, true)], now: "now", risk: "r")
        #expect(!single.hasFrontier && single.frontier.isEmpty)
        #expect(try drawn("chart-scatter", chart).contains("<text class=\"end\" x=\"375\""))
    }

    @Test("Each column of the staircase has the worst on top, and what is not assessed below")
    func stairs() {
        let chart = Staircase("l", [("now", [.low, nil, .veryHigh]), ("1", [.low, nil, .high])])
        #expect(chart.columns.map { $0.cells.map(\.mark) } == [["b4", "b1", "bx"], ["b3", "b1", "bx"]])
        #expect(
            chart.columns.map(\.x) == ["100", "300"] && chart.columns[0].cells.map(\.y) == ["1", "21", "41"]
        )
        #expect(chart.height == "82")
    }

    @Test("Shapes differ by form, not by colour alone")
    func shapes() {
        let shapes: [ChartMark.Shape] = [.square, .triangle, .diamond, .ring, .cross, .disc]
        let marks = shapes.map { ChartMark($0, x: 10, y: 10) }
        #expect(Set(marks.map { "\($0.path) \($0.isFilled)" }).count == shapes.count)
    }
}
