// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Messages
package import Model

/// One period's report, for the index above all periods.
package struct PeriodSummary: Sendable {
    /// The folder's name, such as `2026-11`.
    package let folder: String
    package let posture: Posture

    package init(folder: String, posture: Posture) {
        self.folder = folder
        self.posture = posture
    }
}

/// The page above the folders of all periods: links to them, and how each category stood in each.
package enum PeriodIndex {
    /// Its place above the folders.
    package static let path = "index.html"

    /// - Parameters:
    ///   - periods: in any order; listed newest first.
    ///   - latest: the name of the link to the newest; nil where there is none.
    ///
    /// Throws only where a template of this target is broken.
    package static func render(
        _ periods: [PeriodSummary],
        organisation: String,
        classification: String?,
        timeZone: String,
        categories: [CategoryInfo],
        latest: String? = "latest",
        messages: Messages = .english
    ) throws -> Data {
        let view = Messages.$current.withValue(messages) {
            PeriodsPage(
                periods.sorted { $0.folder < $1.folder },
                organisation: organisation,
                classification: classification,
                clock: Clock(zone: timeZone),
                categories: categories,
                latest: latest
            )
        }
        return try PageRenderer(messages).render(view, template: "periods")
    }
}

/// What the index shows.
struct PeriodsPage {
    struct Row {
        let folder: String
        let path: String
        let day: String
        let cycleModel: String
        let overall: AssessmentView
    }

    struct Line {
        let title: String
        let chart: LineChart
    }

    struct Cell {
        /// Nil where the period did not have it.
        let band: BandView?
        let number: String
    }

    struct CategoryRow {
        let title: String
        let cells: [Cell]
    }

    /// A language tag (RFC 5646).
    let language: String
    let isRightToLeft: Bool
    let organisation: String
    let classification: String?
    let latest: String?
    let rows: [Row]
    let hasRows: Bool
    /// Pictures take two periods.
    let lines: [Line]
    let hasLines: Bool
    /// Folders, newest first.
    let columns: [String]
    let categories: [CategoryRow]

    /// Columns of the table and points of a line: the newest so many.
    static let mostPeriods = 12

    /// - Parameter periods: oldest first.
    init(
        _ periods: [PeriodSummary],
        organisation: String,
        classification: String?,
        clock: Clock,
        categories infos: [CategoryInfo],
        latest: String?
    ) {
        language = Messages.current.language
        isRightToLeft = Messages.current.isRightToLeft
        self.organisation = organisation
        self.classification = classification
        self.latest = periods.isEmpty ? nil : latest
        rows = periods.indices.reversed().map { place in
            let period = periods[place]
            return Row(
                folder: period.folder,
                path: Self.path(period.folder),
                day: clock.day(period.posture.asOf),
                cycleModel: "\(period.posture.model.name) \(period.posture.model.version)",
                overall: AssessmentView(
                    period.posture.ministry,
                    previous: place > 0 ? periods[place - 1].posture.ministry : nil
                )
            )
        }
        hasRows = !rows.isEmpty
        let shown = Array(periods.suffix(Self.mostPeriods))
        columns = shown.reversed().map(\.folder)
        categories = infos.map { CategoryRow($0, shown) }
        lines = shown.count > 1 ? infos.map { Line($0, shown) } : []
        hasLines = !lines.isEmpty
    }

    /// Folder names are the service's own, yet a link may hold nothing that leads elsewhere.
    private static func path(_ folder: String) -> String {
        let allowed = folder.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            .drop { $0 == "." }
        return "./\(allowed)/index.html"
    }
}

extension PeriodsPage.Line {
    fileprivate init(_ category: CategoryInfo, _ periods: [PeriodSummary]) {
        title = category.title
        let breaks = periods.indices.filter {
            $0 > 0 && periods[$0].posture.model != periods[$0 - 1].posture.model
        }
        chart = LineChart(
            say(
                "{{title}}, residual risk by period; the table says the same.",
                ["title": category.title]
            ),
            periods.map { $0.posture.category(category.id)?.residual },
            breaks: Array(breaks),
            first: periods.first?.folder ?? "",
            last: periods.last?.folder ?? ""
        )
    }
}

extension PeriodsPage.CategoryRow {
    fileprivate init(_ category: CategoryInfo, _ periods: [PeriodSummary]) {
        title = category.title
        cells = periods.reversed().map { period in
            let assessment = period.posture.category(category.id)
            return PeriodsPage.Cell(
                band: assessment.map { AssessmentView.headline($0) },
                number: assessment.map { AssessmentView($0).number } ?? "–"
            )
        }
    }
}

extension Posture {
    fileprivate func category(_ id: String) -> Assessment? { categories.first { $0.id == id }?.assessment }
}
