// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// What will fail in the months to come if nothing is done.
struct CalendarPage {
    struct Month {
        let title: String
        let anchor: String
        let rows: [Row]
    }

    struct Row {
        let day: String
        let kind: String
        let title: String
        let id: String
        /// Nil where no band is meant.
        let band: BandView?
        let places: String
        /// Nil where nothing was seen of it.
        let evidence: String?
        /// Nil where there is nothing to add.
        let note: String?
    }

    let through: String
    let chart: CalendarChart
    let months: [Month]
    let hasMonths: Bool

    static func views(_ site: Site) -> [RenderablePage] {
        guard let calendar = site.document.outlook.calendar else { return [] }
        let view = PageView(.calendar, of: site.document, content: CalendarPage(calendar, site))
        return [(SitePage.calendar.path, "calendar", view)]
    }

    private init(_ calendar: CalendarInfo, _ site: Site) {
        through = Clock.day(calendar.through)
        chart = CalendarChart(
            say(
                "What falls due in each of the coming months: {{count}} entries in all. The table says the same.",
                ["count": String(calendar.entries.count)]
            ),
            calendar,
            words: Self.words
        )
        let byMonth = Dictionary(grouping: calendar.entries) { $0.day.year * 12 + $0.day.month - 1 }
        months = byMonth.sorted { $0.key < $1.key }.map { month, entries in
            Month(
                title: "\(Clock.monthName(month % 12 + 1)) \(month / 12)",
                anchor: "m\(month / 12)-\(month % 12 + 1)",
                rows: entries.map { Row($0, site) }
            )
        }
        hasMonths = !months.isEmpty
    }

    static func words(_ kind: CalendarInfo.Kind) -> String {
        switch kind {
        case .certificate: say("a certificate runs out")
        case .fails: say("a check begins to fail")
        case .overdue: say("a finding is overdue")
        case .lapses: say("a decision runs out")
        }
    }
}

extension CalendarPage.Row {
    fileprivate init(_ entry: CalendarInfo.Entry, _ site: Site) {
        day = Clock.day(entry.day)
        kind = Words.capitalized(CalendarPage.words(entry.kind))
        title = entry.title
        id = entry.id
        band = entry.band.map { BandView($0) }
        places = Words.list(entry.subjects.map(site.name), atMost: 5)
        evidence = entry.evidence.isEmpty ? nil : entry.evidence
        note = entry.isContinual ? say("only if it is not made anew, as it should be all the time") : nil
    }
}
