// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Messages
import Model

/// Page one: what the head of the department reads.
struct IndexPage {
    let started: String
    let finished: String
    let vantage: String
    let tool: String
    let contact: String?
    let model: ModelStamp
    let estateSHA256: String
    let seal: SealView
    let selfCheck: SelfCheckView
    let overall: AssessmentView
    /// Risk by category.
    let chart: IntervalChart
    let hasCategories: Bool
    /// Whose report is compared with; nil for the first.
    let before: String?
    /// What changed since, in a sentence; nil for the first report.
    let changed: String?
    /// What to mend first; nil where no plan is at hand.
    let plan: PlanSummary?
    let setBy: [String]
    let core: [CategoryRow]
    let others: [CategoryRow]
    let gaps: [GapRow]
    let hasGaps: Bool
    /// False where no check looked at anything, which is no good news.
    let wasAsked: Bool
    let worst: [WorstRow]
    let hasWorst: Bool
    let counts: [CountRow]
    let excluded: [ExcludedRow]
    /// Where most are shut out; nil where nothing is known or nobody is.
    let worstServed: String?
    /// Names of the clients beyond those of the table; nil where the table has all.
    let furtherExcluded: String?
    let wasSimulated: Bool
    let simulatedClients: Int

    private static let excludedInTable = 12

    static func view(_ site: Site) -> PageView<IndexPage> {
        PageView(.summary, of: site.document, content: IndexPage(site))
    }

    private init(_ site: Site) {
        let document = site.document
        started = site.clock.instant(document.cycle.started)
        finished = document.cycle.finished.map(site.clock.instant) ?? say("not finished")
        vantage = document.cycle.vantage
        tool = document.cycle.toolVersion
        contact = document.estate.ministry.contact
        (seal, selfCheck) = (SealView(document), SelfCheckView(document))
        (model, estateSHA256) = (document.posture.model, document.cycle.estateSHA256)
        overall = AssessmentView(document.posture.ministry, previous: document.previous?.ministry)
        before = document.previous.map { site.clock.day($0.asOf) }
        changed = Self.changed(site)
        plan = document.outlook.plan.flatMap { PlanSummary($0, site) }
        let rows = document.posture.categories.map { CategoryRow($0, site) }
        let worstPoint = document.posture.categories.map(\.assessment.residual.point).max() ?? 0
        setBy = document.posture.categories
            .filter { $0.assessment.residual.point == worstPoint && worstPoint > 0 }
            .map { site.category($0.id) }
        core = rows.filter(\.isCore)
        others = rows.filter { !$0.isCore }
        hasCategories = !rows.isEmpty
        chart = IntervalChart(
            say("Residual risk by category with its interval, from 0 to 100; the table below says the same."),
            zip(rows, document.posture.categories).map {
                ($0.title, $0.assessment, $1.assessment.residual)
            }
        )
        gaps = GapRow.rows(site)
        hasGaps = !gaps.isEmpty
        wasAsked = !document.findings.isEmpty
        worst = WorstRow.rows(site)
        hasWorst = !worst.isEmpty
        counts = CountRow.rows(site)
        let rowsOfExcluded = ExcludedRow.rows(document)
        worstServed = Self.worstServed(site)
        excluded = Array(rowsOfExcluded.prefix(Self.excludedInTable))
        let further = rowsOfExcluded.dropFirst(Self.excludedInTable).map(\.client)
        furtherExcluded = further.isEmpty ? nil : further.joined(separator: ", ")
        let clients = Set(document.measured.values.flatMap { $0.tls.clients.map(\.name) })
        wasSimulated = !clients.isEmpty
        simulatedClients = clients.count
    }
}

struct CategoryRow {
    let title: String
    let anchor: String
    let isCore: Bool
    let assessment: AssessmentView

    init(_ standing: CategoryStanding, _ site: Site) {
        let before = site.document.previous?.categories.first { $0.id == standing.id }
        title = site.category(standing.id)
        anchor = CategoriesPage.anchor(standing.id, site)
        isCore = site.document.categories.first { $0.id == standing.id }?.isCore ?? false
        assessment = AssessmentView(standing.assessment, previous: before?.assessment)
    }
}

/// One reason why questions went unanswered.
struct GapRow {
    let reason: String
    let questions: String
    let subjects: String

    /// The reasons that left most questions open; at most five.
    static func rows(_ site: Site) -> [GapRow] {
        let groups = Dictionary(grouping: site.unknowns, by: \.gap.phase)
        let ordered = groups.sorted { ($1.value.count, $0.key.rawValue) < ($0.value.count, $1.key.rawValue) }
        return ordered.prefix(5).map { phase, unknowns in
            let subjects = Set(unknowns.map { $0.subject.endpointID ?? $0.subject.name })
            let names = subjects.sorted().map { site.target(of: $0) }
            return GapRow(
                reason: Words.phase(phase),
                questions: Words.count(unknowns.count, .question),
                subjects: Words.list(names.map { $0.isEmpty ? say("the whole ministry") : $0 }, atMost: 4)
            )
        }
    }
}

/// The open findings of one check.
struct WorstRow {
    let title: String
    let band: BandView
    let category: String
    let remedy: String
    let effort: String?
    let subjects: String
    let count: String

    /// The checks with the worst open findings; at most five.
    static func rows(_ site: Site) -> [WorstRow] {
        var order: [String] = []
        var groups: [String: [TrackedFinding]] = [:]
        for finding in site.open {
            if groups[finding.finding.check] == nil { order.append(finding.finding.check) }
            groups[finding.finding.check, default: []].append(finding)
        }
        return order.prefix(5).map { check in
            let findings = groups[check] ?? []
            let info = site.document.checks[check]
            let worst = findings.first.flatMap { site.item($0.finding.key) }
            let places = findings.map { site.subject($0.finding.subject).name }
            return WorstRow(
                title: site.title(of: check),
                band: worst.map { BandView($0.band) } ?? .notAssessed,
                category: site.category(worst?.category ?? info?.category ?? ""),
                remedy: site.remedy(for: check),
                effort: info?.effort.map(Words.effort),
                subjects: Words.list(places, atMost: 5),
                count: Words.count(findings.count, .place)
            )
        }
    }
}

struct CountRow {
    let label: String
    let value: String

    /// What will soon need to be decided anew, and what does not fit what was measured; only where there is any.
    private static func decisions(_ posture: Posture) -> [CountRow] {
        let ending =
            posture.acceptances.filter { $0.endsSoon == true }.count
            + posture.attestations.filter { $0.endsSoon == true }.count
        let contradicted = posture.attestations.filter { $0.state == .contradicted }.count
        return [(say("decisions that end soon"), ending), (say("contradicted attestations"), contradicted)]
            .filter { $0.1 > 0 }.map { CountRow(label: $0.0, value: "\($0.1)") }
    }

    /// What is mended and counts until that is confirmed, and what flaps.
    private static func unsettled(_ site: Site) -> [CountRow] {
        let mended = site.failures.filter { $0.mended != nil }.count
        let flapping = site.document.posture.items.filter { $0.flapping != nil }.count
        return [(say("of them mended, to be confirmed"), mended), (say("flapping findings"), flapping)]
            .filter { $0.1 > 0 }.map { CountRow(label: $0.0, value: "\($0.1)") }
    }

    static func rows(_ site: Site) -> [CountRow] {
        let document = site.document
        let failures = site.failures.count
        let open = site.open.count
        let day = CalendarDay(document.posture.asOf)
        let overdue = document.posture.items.count { $0.isOpen && !$0.isBorne && $0.isOverdue(on: day) }
        let expired = document.posture.acceptances.filter { $0.state == .expired }.count
        var rows =
            [
                CountRow(label: say("open findings"), value: "\(open)"),
                CountRow(label: say("accepted findings"), value: "\(failures - open)"),
                CountRow(label: say("overdue findings"), value: "\(overdue)"),
                CountRow(label: say("unanswered questions"), value: "\(site.unknowns.count)"),
                CountRow(
                    label: expired == 1 ? say("expired acceptance") : say("expired acceptances"),
                    value: "\(expired)"
                ),
            ] + unsettled(site) + decisions(document.posture)
        if document.previous != nil {
            rows.append(
                CountRow(label: say("new since the report before"), value: "\(site.moves(.new).count)")
            )
            rows.append(CountRow(label: say("closed since then"), value: "\(site.moves(.closed).count)"))
        }
        return rows
    }
}

/// A simulated client and where it is shut out.
struct ExcludedRow {
    let client: String
    /// The largest share of a region's audience that it is; a dash where that is not known.
    let share: String
    let endpoints: String

    static func rows(_ document: ReportDocument) -> [ExcludedRow] {
        var places: [String: [String]] = [:]
        for endpoint in document.estate.endpoints {
            for client in document.measured[endpoint.id]?.tls.clients ?? [] where client.connects == false {
                places[client.name, default: []].append(endpoint.target)
            }
        }
        var shares: [String: Double] = [:]
        for entry in document.outlook.inclusion?.endpoints ?? [] {
            for client in (try? entry.reach.get())?.regions.flatMap(\.excluded) ?? [] {
                shares[client.client] = max(shares[client.client] ?? 0, client.share)
            }
        }
        let ordered = places.sorted {
            ($1.value.count, shares[$1.key] ?? 0, $0.key) < ($0.value.count, shares[$0.key] ?? 0, $1.key)
        }
        return ordered.map {
            ExcludedRow(
                client: $0.key,
                share: shares[$0.key].map(Words.percent) ?? "–",
                endpoints: Words.list($0.value, atMost: 3)
            )
        }
    }
}
