// SPDX-License-Identifier: Apache-2.0
import Model

/// Every question without an answer, by reason.
struct NotSeenPage {
    struct Group {
        let title: String
        let count: String
        let rows: [Row]
    }

    struct Row {
        let check: String
        let subject: SubjectView
        let reason: String
        let attempts: String
    }

    /// A check that could not say, and why.
    struct Unknown {
        let check: String
        let subject: Subject
        let gap: Unestablished
    }

    let total: String
    let groups: [Group]
    let hasGroups: Bool
    /// False where no check looked at anything.
    let wasAsked: Bool
    let pages: [NavigationItem]
    let hasPages: Bool

    static let rowsPerPage = 500

    static func views(_ site: Site) -> [RenderablePage] {
        let sorted = site.unknowns.sorted {
            ($0.gap.phase.rawValue, $0.check, $0.subject) < ($1.gap.phase.rawValue, $1.check, $1.subject)
        }
        let chunks = Pagination.chunks(sorted, of: rowsPerPage)
        return chunks.enumerated().map { number, chunk in
            let content = NotSeenPage(chunk, of: site, page: number, count: chunks.count)
            let view = PageView(.notSeen, of: site.document, content: content)
            return (Pagination.path(SitePage.notSeen.path, page: number), "not-seen", view)
        }
    }

    private init(_ unknowns: [Unknown], of site: Site, page: Int, count: Int) {
        total = Words.count(site.unknowns.count, "question")
        let byPhase = Dictionary(grouping: unknowns, by: \.gap.phase)
        groups = byPhase.sorted { $0.key.rawValue < $1.key.rawValue }.map { phase, unknowns in
            Group(
                title: Words.phase(phase),
                count: Words.count(unknowns.count, "question"),
                rows: unknowns.map { unknown in
                    Row(
                        check: site.title(of: unknown.check),
                        subject: site.subject(unknown.subject),
                        reason: unknown.gap.reason,
                        attempts: String(unknown.gap.attempts)
                    )
                }
            )
        }
        hasGroups = !groups.isEmpty
        wasAsked = !site.document.findings.isEmpty
        pages = Pagination.links(SitePage.notSeen.path, count: count, current: page)
        hasPages = !pages.isEmpty
    }

    static func unknowns(_ findings: [TrackedFinding]) -> [Unknown] {
        findings.compactMap { finding in
            guard case .unknown(let gap) = finding.finding.verdict else { return nil }
            return Unknown(check: finding.finding.check, subject: finding.finding.subject, gap: gap)
        }
    }
}
