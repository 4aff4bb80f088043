// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// Each category with the scenarios of the papers that belong to it, and missions against categories.
struct CategoriesPage {
    let map: HeatMap
    let categories: [CategorySection]

    static func views(_ site: Site) -> [RenderablePage] {
        let content = CategoriesPage(
            map: HeatMap(site),
            categories: site.document.posture.categories.map { CategorySection($0, site) }
        )
        let view = PageView(.categories, of: site.document, content: content)
        return [(SitePage.categories.path, "categories", view)]
    }

    static func anchor(_ category: String, _ site: Site) -> String {
        let position = site.document.posture.categories.firstIndex { $0.id == category } ?? 0
        return "c\(position + 1)"
    }
}

struct CategorySection {
    let title: String
    let anchor: String
    let kind: String
    let assessment: AssessmentView
    let drivers: [DriverRow]
    let hasDrivers: Bool
    let scenarios: [ScenarioRow]
    let hasScenarios: Bool

    init(_ standing: CategoryStanding, _ site: Site) {
        let row = CategoryRow(standing, site)
        title = row.title
        anchor = row.anchor
        kind = row.isCore ? say("Core category") : say("Further category")
        assessment = row.assessment
        drivers = standing.assessment.drivers.map { DriverRow($0, site) }
        hasDrivers = !drivers.isEmpty
        scenarios = standing.scenarios.map { ScenarioRow($0, site) }
        hasScenarios = !scenarios.isEmpty
    }
}

/// A finding that sets a band.
struct DriverRow {
    let title: String
    let band: BandView
    let subject: SubjectView

    init(_ key: FindingKey, _ site: Site, root: String = "") {
        title = site.title(of: key.check)
        band = site.item(key).map { BandView($0.band) } ?? .notAssessed
        subject = site.subject(key.subject, root: root)
    }
}

struct ScenarioRow {
    let id: String
    let title: String
    let state: String
    /// Nil where nothing was established.
    let band: BandView?
    let estimate: String
    let coverage: String
    let because: String?

    init(_ standing: ScenarioStanding, _ site: Site) {
        let info = site.document.scenarios.first { $0.id == standing.id }
        id = standing.id
        title = info?.title ?? standing.id
        state = Self.words(standing.state)
        let share = CoverageView(standing.coverage)
        coverage = standing.coverage.ratio == nil ? share.numbers : "\(share.share) (\(share.numbers))"
        because = info?.unmeasuredBecause
        switch standing.state {
        case .measured, .attested:
            band = BandView(standing.estimate.band)
            estimate = "\(Words.number(standing.estimate.point)) [\(Words.interval(standing.estimate))]"
        case .unestablished:
            band = nil
            estimate = "[\(Words.interval(standing.estimate))]"
        case .unmeasured, .outOfScope:
            band = nil
            estimate = "–"
        }
    }

    static func words(_ state: ScenarioStanding.State) -> String {
        switch state {
        case .measured: say("Measured")
        case .attested: say("Attested")
        case .unestablished: say("Not established")
        case .unmeasured: say("Not measured by this version")
        case .outOfScope: say("Out of scope")
        }
    }
}

/// Missions in rows, categories in columns; each cell has the worst open finding in words.
struct HeatMap {
    struct Row {
        let mission: SubjectView
        let cells: [Cell]
    }

    struct Cell {
        /// Nil where nothing fails.
        let band: BandView?
        let words: String
        /// Of the shape in a picture; nil where there is nothing to draw.
        let mark: String?
    }

    let columns: [String]
    let rows: [Row]
    let hasRows: Bool

    init(_ site: Site) {
        let categories = site.document.posture.categories.map(\.id)
        columns = categories.map(site.category)
        let sectionByEndpoint = Dictionary(
            site.map.sections.enumerated().flatMap { index, section in
                section.pages.joined().map { ($0.id, index) }
            }
        ) { first, _ in first }
        var tallies: [Place: Tally] = [:]
        for finding in site.document.findings + site.failures.filter({ $0.number == 0 }) {
            let key = finding.finding.key
            let section =
                key.subject.endpointID.flatMap { sectionByEndpoint[$0] }
                ?? site.map.sections.firstIndex { Subject.mission($0.mission?.id ?? "") == key.subject }
            let item = site.item(key)
            guard let section, let category = item?.category ?? site.document.checks[key.check]?.category
            else { continue }
            tallies[Place(section: section, category: category), default: Tally()]
                .add((finding.openFailure ?? finding.finding.verdict).state, item)
        }
        rows = site.map.sections.enumerated().map { index, section in
            Row(
                mission: SubjectView(name: section.title, path: section.path),
                cells: categories.map { Cell(tallies[Place(section: index, category: $0)] ?? Tally()) }
            )
        }
        hasRows = !rows.isEmpty
    }

    private struct Place: Hashable {
        let section: Int
        let category: String
    }

    /// What a mission's findings of one category come to.
    struct Tally {
        private(set) var open = 0
        private(set) var accepted = 0
        private(set) var unknown = 0
        private(set) var passed = 0
        private(set) var worst: Band?

        /// - Parameter state: what the finding counts as.
        mutating func add(_ state: Verdict.State, _ item: RiskItem?) {
            switch state {
            case .fail where item?.isBorne != true:
                open += 1
                worst = [worst, item?.band].compactMap(\.self).max()
            case .unknown: unknown += 1
            case .pass: passed += 1
            case .fail: accepted += 1
            case .notApplicable, .notTested: break
            }
        }
    }
}

extension HeatMap.Cell {
    init(_ tally: HeatMap.Tally) {
        band = tally.worst.map { BandView($0) }
        mark = band?.mark ?? (tally.unknown > 0 ? "bx" : tally.passed > 0 ? "b0" : nil)
        var words: [String] = []
        if tally.open > 0 {
            words.append(say("{{count}} open", ["count": String(tally.open)]))
        } else if tally.passed + tally.accepted > 0 {
            words.append(say("no open finding"))
        }
        if tally.accepted > 0 { words.append(say("{{count}} accepted", ["count": String(tally.accepted)])) }
        if tally.unknown > 0 { words.append(say("{{count}} unknown", ["count": String(tally.unknown)])) }
        self.words = words.isEmpty ? say("nothing seen") : words.joined(separator: ", ")
    }
}
