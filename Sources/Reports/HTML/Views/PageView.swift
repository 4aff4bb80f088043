// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// What every page shows around its content.
struct PageView<Content> {
    let title: String
    /// A language tag (RFC 5646).
    let language: String
    let isRightToLeft: Bool
    /// The way back to the report's folder: empty, or `../`.
    let root: String
    let organisation: String
    let classification: String?
    let written: String
    let cycle: String
    let model: String
    let navigation: [NavigationItem]
    let content: Content

    init(_ page: SitePage, title: String? = nil, of document: ReportDocument, content: Content) {
        self.title = title ?? say(page.title)
        language = document.messages.language
        isRightToLeft = document.messages.isRightToLeft
        root = page == .mission ? "../" : ""
        organisation = document.estate.ministry.name
        classification = document.classification
        let clock = Clock(zone: document.estate.ministry.timeZone)
        written = clock.instant(document.written)
        cycle = String(document.cycle.id)
        model = "\(document.posture.model.name) \(document.posture.model.version)"
        navigation = SitePage.inNavigation(of: document).map { item in
            NavigationItem(
                title: say(item.title),
                path: (page == .mission ? "../" : "") + item.path,
                isCurrent: item == page
            )
        }
        self.content = content
    }
}

struct NavigationItem {
    let title: String
    let path: String
    let isCurrent: Bool
}

/// The pages of the report, in reading order.
enum SitePage: CaseIterable {
    case summary, changes, findings, categories, missions, mission, notSeen, decisions, plan, calendar,
        inclusion
    case trends, traceability, controls, method, glossary

    static func inNavigation(of document: ReportDocument) -> [SitePage] {
        allCases.filter { $0 != .mission && $0.isPart(of: document) }
    }

    /// False for pages of what is not at hand.
    func isPart(of document: ReportDocument) -> Bool {
        let outlook = document.outlook
        return switch self {
        case .changes: document.previous != nil || outlook.comparison != nil
        case .plan: outlook.plan != nil
        case .calendar: outlook.calendar != nil
        case .inclusion: outlook.inclusion != nil
        case .trends: (outlook.trend?.moments.count ?? 0) > 1
        default: true
        }
    }

    var title: String {
        switch self {
        case .summary: "Summary"
        case .findings: "Findings"
        case .categories: "Categories"
        case .missions: "Missions"
        case .mission: "Mission"
        case .notSeen: "What we could not see"
        case .decisions: "Acceptances and attestations"
        case .changes: "Changes"
        case .plan: "Plan"
        case .calendar: "Calendar"
        case .inclusion: "Inclusion"
        case .trends: "Trends"
        case .traceability: "Traceability"
        case .controls: "Controls"
        case .method: "Method"
        case .glossary: "Glossary"
        }
    }

    var path: String {
        switch self {
        case .summary: "index.html"
        case .findings: "findings.html"
        case .categories: "categories.html"
        case .missions: "missions.html"
        case .mission: "missions/"
        case .notSeen: "not-seen.html"
        case .decisions: "decisions.html"
        case .changes: "changes.html"
        case .plan: "plan.html"
        case .calendar: "calendar.html"
        case .inclusion: "inclusion.html"
        case .trends: "trends.html"
        case .controls: "controls.html"
        case .glossary: "glossary.html"
        case .traceability: "traceability.html"
        case .method: "method.html"
        }
    }
}

/// A list that is too long for one page, cut into numbered ones.
struct Pagination {
    /// The first page keeps the name, the others get `-2`, `-3`, ….
    static func path(_ path: String, page: Int) -> String {
        guard page > 0, path.hasSuffix(".html") else { return path }
        return "\(path.dropLast(5))-\(page + 1).html"
    }

    /// Links to all pages; empty where there is only one.
    static func links(_ path: String, count: Int, current: Int, root: String = "") -> [NavigationItem] {
        guard count > 1 else { return [] }
        return (0..<count).map {
            NavigationItem(
                title: String($0 + 1),
                path: root + Self.path(path, page: $0),
                isCurrent: $0 == current
            )
        }
    }

    /// At least one chunk, so that an empty list still has its page.
    static func chunks<Element>(_ list: [Element], of size: Int) -> [[Element]] {
        guard !list.isEmpty else { return [[]] }
        return stride(from: 0, to: list.count, by: size).map { Array(list[$0..<min($0 + size, list.count)]) }
    }
}
