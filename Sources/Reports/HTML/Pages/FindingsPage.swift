// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// Every open finding, worst first.
struct FindingsPage {
    let total: String
    let rows: [FindingRow]
    let hasRows: Bool
    /// False where no check looked at anything.
    let wasAsked: Bool
    let states: [CountRow]
    let pages: [NavigationItem]
    let hasPages: Bool

    static let rowsPerPage = 500

    static func views(_ site: Site) -> [RenderablePage] {
        let chunks = Pagination.chunks(site.failures, of: rowsPerPage)
        return chunks.enumerated().map { number, chunk in
            let content = FindingsPage(chunk, of: site, page: number, count: chunks.count)
            let view = PageView(.findings, of: site.document, content: content)
            return (Pagination.path(SitePage.findings.path, page: number), "findings", view)
        }
    }

    private init(_ failures: [TrackedFinding], of site: Site, page: Int, count: Int) {
        rows = failures.map { FindingRow($0, site) }
        hasRows = !rows.isEmpty
        wasAsked = !site.document.findings.isEmpty
        total = Self.words(site.failures)
        let states = Dictionary(grouping: site.document.findings, by: \.finding.verdict.state)
        let attested = site.failures.filter { $0.number == 0 }.count
        self.states =
            Verdict.State.allCases.map { state in
                CountRow(label: Words.state(state), value: "\(states[state]?.count ?? 0)")
            } + [CountRow(label: say("attested as missing"), value: "\(attested)")] + Self.mended(site)
        pages = Pagination.links(SitePage.findings.path, count: count, current: page)
        hasPages = !pages.isEmpty
    }

    private static func words(_ failures: [TrackedFinding]) -> String {
        let mended = failures.filter { $0.mended != nil }.count
        let failing = Words.count(failures.count - mended, .failingFinding)
        return mended == 0
            ? failing
            : say(
                "{{failing}} and {{count}} mended, to be confirmed",
                ["failing": failing, "count": String(mended)]
            )
    }

    private static func mended(_ site: Site) -> [CountRow] {
        let count = site.failures.filter { $0.mended != nil }.count
        return count == 0 ? [] : [CountRow(label: say("mended, to be confirmed"), value: "\(count)")]
    }
}

struct FindingRow {
    let number: String
    let title: String
    let check: String
    let band: BandView
    let value: String
    let subject: SubjectView
    let category: String
    let since: String
    /// That it was mended or flaps; nil where neither is so.
    let note: String?
    /// Who bears it, or says that it is none; nil where nobody does.
    let decision: String?

    init(_ finding: TrackedFinding, _ site: Site) {
        let item = site.item(finding.finding.key)
        number = site.label(of: finding)
        title = site.title(of: finding.finding.check)
        check = finding.finding.check
        band = item.map { BandView($0.band) } ?? .notAssessed
        value = item.map { Words.number($0.estimate.point) } ?? "–"
        subject = site.subject(finding.finding.subject)
        category = site.category(item?.category ?? site.document.checks[check]?.category ?? "")
        since = site.clock.day(finding.firstFailed ?? finding.since)
        note = site.note(on: finding)
        decision = site.decision(about: finding.finding.key)
    }
}
