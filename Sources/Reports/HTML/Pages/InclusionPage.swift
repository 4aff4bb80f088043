// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

/// Whom endpoints reach, and what changes of settings would do to security and to reach.
struct InclusionPage {
    struct Region {
        let name: String
        let words: String
    }

    struct Row {
        let endpoint: SubjectView
        let connects: String
        /// Why that is not established; nil where it is.
        let gap: String?
        let whole: String
        /// Nil where nobody is to be reached.
        let worst: String?
        let regions: [Region]
    }

    let source: String?
    let rows: [Row]
    let hasRows: Bool
    let frontiers: [FrontierSection]
    let hasFrontiers: Bool
    /// How many endpoints were not tried; nil for none.
    let untried: String?
    let pages: [NavigationItem]
    let hasPages: Bool

    static let rowsPerPage = 400

    static func views(_ site: Site) -> [RenderablePage] {
        guard let inclusion = site.document.outlook.inclusion else { return [] }
        let chunks = Pagination.chunks(inclusion.endpoints, of: rowsPerPage)
        return chunks.enumerated().map { number, chunk in
            let content = InclusionPage(inclusion, chunk, page: number, of: chunks.count, site)
            let view = PageView(.inclusion, of: site.document, content: content)
            return (Pagination.path(SitePage.inclusion.path, page: number), "inclusion", view)
        }
    }

    private init(
        _ inclusion: InclusionInfo,
        _ endpoints: [InclusionInfo.Reached],
        page: Int,
        of count: Int,
        _ site: Site
    ) {
        source = inclusion.source
        rows = endpoints.filter { !$0.regional.regions.isEmpty }.map { Row($0, site) }
        hasRows = !rows.isEmpty
        frontiers = page > 0 ? [] : inclusion.frontiers.enumerated().map { FrontierSection($1, $0, site) }
        hasFrontiers = !frontiers.isEmpty
        untried =
            page == 0 && inclusion.untried > 0 ? Words.count(inclusion.untried, .furtherEndpoint) : nil
        pages = Pagination.links(SitePage.inclusion.path, count: count, current: page)
        hasPages = !pages.isEmpty
    }
}

extension InclusionPage.Row {
    fileprivate init(_ reached: InclusionInfo.Reached, _ site: Site) {
        endpoint = site.subject(.endpoint(reached.endpoint))
        switch reached.reach {
        case .success(let reach): (connects, gap) = (Words.percent(reach.low, reach.high), nil)
        case .failure(let cause): (connects, gap) = (say("not established"), cause.reason)
        }
        let regional = reached.regional
        whole = Words.percent(regional.low, regional.high)
        worst = regional.worst?.name
        regions = regional.regions.map { region in
            let factors = [
                (say("connects"), region.connects), (say("in time"), region.inTime),
                (say("from there"), region.reachable),
            ]
            let words = factors.map { "\($0.0): \(Self.words($0.1))" }.joined(separator: "; ")
            return InclusionPage.Region(name: region.name, words: words)
        }
    }

    private static func words(_ factor: ReachFactor) -> String {
        switch factor.state {
        case .established, .partly: Words.percent(factor.low, factor.high)
        case .unknown: say("not established")
        case .notApplicable: say("does not apply")
        }
    }
}

/// One endpoint's choices.
struct FrontierSection {
    struct Row {
        let number: String
        let titles: [String]
        let zone: String
        /// Whether nothing betters it.
        let best: String
        let risk: RiskView
        let reach: String
        let clients: [String]
        let needs: String?
    }

    let target: SubjectView
    let anchor: String
    let chart: ScatterChart
    let now: RiskView
    let nowReach: String
    /// Whom today's settings shut out in the region served worst; nil for nobody.
    let shutOut: String?
    let channel: String
    let rows: [Row]
    let hasRows: Bool

    private static let mostRows = 20

    init(_ frontier: InclusionInfo.Frontier, _ place: Int, _ site: Site) {
        target = site.subject(.endpoint(frontier.endpoint))
        anchor = "f\(place + 1)"
        now = RiskView(frontier.now.risk)
        nowReach = Words.percent(frontier.now.reach.low, frontier.now.reach.high)
        let excluded = frontier.now.reach.worst?.excluded ?? []
        shutOut =
            excluded.isEmpty
            ? nil
            : "\(Words.percent(excluded.reduce(0) { $0 + $1.share })): "
                + Words.list(excluded.map(\.client), atMost: 8)
        channel = frontier.channel
        let shown = frontier.candidates.prefix(Self.mostRows)
        rows = shown.enumerated().map { Row($1, number: $0 + 1) }
        hasRows = !rows.isEmpty
        chart = ScatterChart(
            say(
                "Risk and reach of {{name}} now, and with each change of the table.",
                ["name": target.name]
            ),
            [
                ScatterChart.Entry(
                    number: nil,
                    shape: .square,
                    risk: frontier.now.risk.point,
                    reach: frontier.now.reach.low ?? 0,
                    isOnFrontier: frontier.isNowOnFrontier
                )
            ]
                + shown.enumerated().map { place, candidate in
                    ScatterChart.Entry(
                        number: place + 1,
                        shape: Self.shape(candidate.zone),
                        risk: candidate.state.risk.point,
                        reach: candidate.state.reach.low ?? 0,
                        isOnFrontier: candidate.isOnFrontier
                    )
                },
            now: say("now"),
            risk: say("Risk, 0 to 100: further left is better")
        )
    }

    private static func shape(_ zone: InclusionInfo.Zone) -> ChartMark.Shape {
        switch zone {
        case .free: .disc
        case .paid: .triangle
        case .lost: .cross
        }
    }
}

extension FrontierSection.Row {
    fileprivate init(_ candidate: InclusionInfo.Candidate, number: Int) {
        self.number = String(number)
        titles = candidate.titles
        zone =
            switch candidate.zone {
            case .free: "● " + say("free")
            case .paid: "▲ " + say("paid")
            case .lost: "✕ " + say("lost")
            }
        best = candidate.isOnFrontier ? say("nothing betters it") : ""
        risk = RiskView(candidate.state.risk)
        reach = Words.percent(candidate.state.reach.low, candidate.state.reach.high)
        clients = StepView.clients(of: candidate.change)
        needs = candidate.needs.isEmpty ? nil : candidate.needs.joined(separator: "; ")
    }
}
