// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

/// All missions, and a page of its own for each with its endpoints.
struct MissionsPage {
    let missions: [MissionRow]
    let hasMissions: Bool
    /// Nil without missions.
    let heat: HeatChart?
    let shared: SharedView?

    /// Rows of the picture; beyond them the table of the categories' page says the same.
    static let mostHeatRows = 40

    static func views(_ site: Site) -> [RenderablePage] {
        let missions = site.map.sections.map { MissionRow($0, site) }
        let content = MissionsPage(
            missions: missions,
            hasMissions: !missions.isEmpty,
            heat: missions.isEmpty ? nil : heat(HeatMap(site)),
            shared: site.document.outlook.shared.flatMap { SharedView($0, site) }
        )
        let overview = PageView(.missions, of: site.document, content: content)
        return [(SitePage.missions.path, "missions", overview)]
            + site.map.sections.flatMap { MissionPage.views($0, site) }
    }
}

extension MissionsPage {
    private static func heat(_ map: HeatMap) -> HeatChart {
        HeatChart(
            say(
                "Missions against categories by the shape of the worst open band; the table of the categories says the same."
            ),
            columns: map.columns,
            rows: map.rows.prefix(mostHeatRows).map { row in
                (row.mission.name, row.cells.map(\.mark))
            }
        )
    }
}

/// What missions share, so that they fall together.
struct SharedView {
    struct Row {
        let name: String
        let kind: String
        let harm: String
        let missions: String
        let endpoints: String
    }

    let rows: [Row]

    /// Nil where nothing is shared.
    init?(_ shared: SharedInfo, _ site: Site) {
        rows = shared.worst.prefix(20).map { thing in
            Row(
                name: thing.name,
                kind: Words.dependence(thing.kind),
                harm: thing.kind.harm == .loss ? say("loss") : say("compromise"),
                missions: Words.list(thing.missions.map { site.name(of: .mission($0)) }, atMost: 6),
                endpoints: String(thing.endpoints)
            )
        }
        if rows.isEmpty { return nil }
    }
}

struct MissionRow {
    let mission: SubjectView
    let region: String
    /// Nil where the posture says nothing of the mission.
    let assessment: AssessmentView?
    let endpoints: String

    init(_ section: SiteMap.Section, _ site: Site) {
        mission = SubjectView(name: section.title, path: section.path)
        region = section.mission?.region ?? "–"
        assessment = AssessmentView.of(section, site)
        endpoints = String(section.pages.joined().count)
    }
}

extension AssessmentView {
    fileprivate static func of(_ section: SiteMap.Section, _ site: Site) -> AssessmentView? {
        guard let id = section.mission?.id, let assessment = site.document.posture.missions[id] else {
            return nil
        }
        return AssessmentView(assessment, previous: site.document.previous?.missions[id])
    }
}

/// One mission, or a part of one that has many endpoints.
struct MissionPage {
    let name: String
    let region: String?
    let languages: String?
    let owner: String?
    let assessment: AssessmentView?
    let drivers: [DriverRow]
    let hasDrivers: Bool
    let own: [EndpointFinding]
    let hasOwn: Bool
    let index: [EndpointRow]
    let hasEndpoints: Bool
    let endpoints: [EndpointSection]
    let pages: [NavigationItem]
    let hasPages: Bool

    static func views(_ section: SiteMap.Section, _ site: Site) -> [RenderablePage] {
        section.pages.indices.map { number in
            let content = MissionPage(section, page: number, site)
            let view = PageView(.mission, title: section.title, of: site.document, content: content)
            return (Pagination.path(section.path, page: number), "mission", view)
        }
    }

    private init(_ section: SiteMap.Section, page: Int, _ site: Site) {
        let mission = section.mission
        name = section.title
        region = mission?.region
        languages = mission.flatMap { $0.languages.isEmpty ? nil : $0.languages.joined(separator: ", ") }
        owner = mission?.owner
        assessment = AssessmentView.of(section, site)
        let standing = mission.flatMap { site.document.posture.missions[$0.id] }
        drivers = (standing?.drivers ?? []).map { DriverRow($0, site, root: "../") }
        hasDrivers = !drivers.isEmpty
        let wide = site.failures.filter { finding in
            let subject = finding.finding.subject
            return mission.map { subject == .mission($0.id) } ?? [.ministry, .domain].contains(subject.scope)
        }
        own = EndpointFinding.grouped(wide, site)
        hasOwn = !own.isEmpty
        let shown = section.pages[page]
        endpoints = shown.enumerated().map { position, endpoint in
            EndpointSection(endpoint, anchor: SiteMap.anchor(page, position), site)
        }
        index = endpoints.map { EndpointRow(target: $0.target, anchor: $0.anchor, assessment: $0.assessment) }
        hasEndpoints = !endpoints.isEmpty
        pages = Pagination.links(section.path, count: section.pages.count, current: page, root: "../")
        hasPages = !pages.isEmpty
    }
}

struct EndpointRow {
    let target: String
    let anchor: String
    let assessment: AssessmentView?
}
