// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// What became of everything since the report before.
struct ChangesPage {
    struct Row {
        let title: String
        let number: String
        let subject: SubjectView
        let category: String
        /// Nil where it was not open, or is not any more.
        let before: BandView?
        let after: BandView?
    }

    struct Group {
        let title: String
        let anchor: String
        let count: String
        let rows: [Row]
        /// How many are not listed; nil where all are.
        let further: String?
    }

    struct CategoryRow {
        let title: String
        let before: RiskView?
        let after: RiskView?
    }

    /// Both risk models on the evidence of one cycle.
    struct Comparison {
        let day: String
        let earlier: String
        let later: String
        let lastDay: String
        let rows: [CategoryRow]
    }

    let before: String?
    /// Another risk model judged the report before.
    let isOtherModel: Bool
    let counts: [CountRow]
    let groups: [Group]
    let hasGroups: Bool
    let added: String?
    let removed: String?
    let comparison: Comparison?

    /// Of a group; beyond them it says how many there are.
    static let mostRows = 400

    static func views(_ site: Site) -> [RenderablePage] {
        guard SitePage.changes.isPart(of: site.document) else { return [] }
        let view = PageView(.changes, of: site.document, content: ChangesPage(site))
        return [(SitePage.changes.path, "changes", view)]
    }

    private init(_ site: Site) {
        let document = site.document
        let moves = site.moves
        before = document.previous.map { site.clock.instant($0.asOf) }
        isOtherModel = document.previous.map { $0.model != document.posture.model } ?? false
        groups = FindingMoves.Kind.allCases.compactMap { kind in
            moves.byKind[kind].map { Group(kind, $0, site) }
        }
        hasGroups = !groups.isEmpty
        counts =
            document.previous == nil
            ? []
            : FindingMoves.Kind.allCases.map { CountRow(label: Self.words($0), value: "\(moves.count($0))") }
        let old = document.previous.map { Set($0.endpoints.keys) }
        let new = Set(document.posture.endpoints.keys)
        added = Self.names(old.map { new.subtracting($0) }, site)
        removed = Self.names(old.map { $0.subtracting(new) }, site)
        comparison = document.outlook.comparison.map { Comparison($0, site) }
    }

    private static func names(_ endpoints: Set<String>?, _ site: Site) -> String? {
        guard let endpoints, !endpoints.isEmpty else { return nil }
        return Words.list(endpoints.sorted().map(site.target), atMost: 20)
    }

    static func words(_ kind: FindingMoves.Kind) -> String {
        switch kind {
        case .new: say("new")
        case .worse: say("worse")
        case .better: say("better")
        case .closed: say("closed")
        case .gone: say("not seen any more")
        }
    }
}

extension ChangesPage.Group {
    fileprivate init(_ kind: FindingMoves.Kind, _ moves: [FindingMoves.Move], _ site: Site) {
        title = Words.capitalized(ChangesPage.words(kind))
        anchor = kind.rawValue
        count = Words.count(moves.count, "finding")
        let most = ChangesPage.mostRows
        rows = moves.prefix(most).map { move in
            ChangesPage.Row(
                title: site.title(of: move.key.check),
                number: move.key.check,
                subject: site.subject(move.key.subject),
                category: site.category(move.category),
                before: move.before.map { BandView($0) },
                after: move.after.map { BandView($0) }
            )
        }
        further = moves.count > most ? "and \(moves.count - most) more" : nil
    }
}

extension ChangesPage.Comparison {
    fileprivate init(_ comparison: ModelComparison, _ site: Site) {
        day = Clock.day(CalendarDay(comparison.asOf))
        earlier = "\(comparison.earlier.name) \(comparison.earlier.version)"
        later = "\(comparison.later.name) \(comparison.later.version)"
        lastDay = Clock.day(comparison.lastDay)
        rows =
            [
                ChangesPage.CategoryRow(
                    title: say("Ministry (its worst category)"),
                    before: RiskView(comparison.ministryBefore),
                    after: RiskView(comparison.ministryAfter)
                )
            ]
            + comparison.categories.map {
                ChangesPage.CategoryRow(
                    title: site.category($0.id),
                    before: $0.before.map(RiskView.init),
                    after: $0.after.map(RiskView.init)
                )
            }
    }
}

/// What became of findings between two postures.
struct FindingMoves {
    enum Kind: String, CaseIterable {
        case new, worse, better, closed
        /// Open before, and neither open nor closed now: it is not established, or not asked any more.
        case gone
    }

    struct Move {
        let key: FindingKey
        let category: String
        let before: Band?
        let after: Band?
        fileprivate let weight: Double
    }

    let byKind: [Kind: [Move]]

    func count(_ kind: Kind) -> Int { byKind[kind]?.count ?? 0 }

    /// Empty without a report before.
    init(_ document: ReportDocument) {
        guard let previous = document.previous else {
            byKind = [:]
            return
        }
        let old = Dictionary(previous.items.filter(\.isOpen).map { ($0.key, $0) }) { first, _ in first }
        let now = Dictionary(document.posture.items.filter(\.isOpen).map { ($0.key, $0) }) { first, _ in first
        }
        let closed = Set(document.findings.filter { $0.closed != nil }.map(\.finding.key))
        var moves: [Kind: [Move]] = [:]
        for (key, item) in now {
            guard let kind = Self.kind(from: old[key]?.band, to: item.band) else { continue }
            moves[kind, default: []].append(Move(item, before: old[key]?.band, after: item.band))
        }
        for (key, item) in old where now[key] == nil {
            moves[closed.contains(key) ? .closed : .gone, default: []].append(
                Move(item, before: item.band, after: nil)
            )
        }
        byKind = moves.mapValues { list in
            list.sorted { $0.weight == $1.weight ? $0.key < $1.key : $0.weight > $1.weight }
        }
    }

    /// Nil where the band is what it was.
    private static func kind(from before: Band?, to after: Band) -> Kind? {
        guard let before else { return .new }
        return before == after ? nil : before < after ? .worse : .better
    }
}

extension FindingMoves.Move {
    fileprivate init(_ item: RiskItem, before: Band?, after: Band?) {
        self.init(
            key: item.key,
            category: item.category,
            before: before,
            after: after,
            weight: item.estimate.point
        )
    }
}
