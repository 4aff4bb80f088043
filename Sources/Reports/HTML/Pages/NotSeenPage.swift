// SPDX-License-Identifier: Apache-2.0
import Model

/// Every question without an answer, by reason.
struct NotSeenPage {
    struct Group {
        let title: String
        let count: String
        let rows: [Row]
    }

    /// What one reason left open in one place.
    struct Row {
        let subject: SubjectView
        let reason: String
        let attempts: String
        let checks: String
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
    /// What the vantage could not see, whatever was asked.
    let limits: [String]
    let hasLimits: Bool
    let pages: [NavigationItem]
    let hasPages: Bool

    static let rowsPerPage = 500

    static func views(_ site: Site) -> [RenderablePage] {
        let sorted = site.unknowns.sorted {
            ($0.gap.phase.rawValue, $0.check, $0.subject) < ($1.gap.phase.rawValue, $1.check, $1.subject)
        }
        let chunks = Pagination.chunks(causes(of: sorted), of: rowsPerPage)
        return chunks.enumerated().map { number, chunk in
            let content = NotSeenPage(chunk, of: site, page: number, count: chunks.count)
            let view = PageView(.notSeen, of: site.document, content: content)
            return (Pagination.path(SitePage.notSeen.path, page: number), "not-seen", view)
        }
    }

    private init(_ causes: [[Unknown]], of site: Site, page: Int, count: Int) {
        total = Words.count(site.unknowns.count, .question)
        let byPhase = Dictionary(grouping: causes) { $0.first?.gap.phase ?? .reply }
        groups = byPhase.sorted { $0.key.rawValue < $1.key.rawValue }.map { phase, causes in
            Group(
                title: Words.phase(phase),
                count: Words.count(causes.joined().count, .question),
                rows: causes.compactMap { Self.row($0, site) }
            )
        }
        hasGroups = !groups.isEmpty
        wasAsked = !site.document.findings.isEmpty
        limits = site.document.vantage?.limits ?? []
        hasLimits = !limits.isEmpty
        pages = Pagination.links(SitePage.notSeen.path, count: count, current: page)
        hasPages = !pages.isEmpty
    }

    /// By place and reason, in the order of the first of each.
    private static func causes(of unknowns: [Unknown]) -> [[Unknown]] {
        struct Cause: Hashable {
            let subject: Subject
            let phase: Unestablished.Phase
            let reason: String
        }
        var order: [Cause] = []
        var groups: [Cause: [Unknown]] = [:]
        for unknown in unknowns {
            let cause = Cause(
                subject: unknown.subject,
                phase: unknown.gap.phase,
                reason: unknown.gap.reason
            )
            if groups[cause] == nil { order.append(cause) }
            groups[cause, default: []].append(unknown)
        }
        return order.compactMap { groups[$0] }
    }

    private static func row(_ unknowns: [Unknown], _ site: Site) -> Row? {
        guard let first = unknowns.first else { return nil }
        return Row(
            subject: site.subject(first.subject),
            reason: first.gap.reason,
            attempts: String(unknowns.map(\.gap.attempts).max() ?? 0),
            checks: Words.counted(unknowns.map { site.title(of: $0.check) }, atMost: 4)
        )
    }

    static func unknowns(_ findings: [TrackedFinding]) -> [Unknown] {
        findings.compactMap { finding in
            guard case .unknown(let gap) = finding.finding.verdict else { return nil }
            return Unknown(check: finding.finding.check, subject: finding.finding.subject, gap: gap)
        }
    }
}
