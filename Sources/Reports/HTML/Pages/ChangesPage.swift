// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// What became of everything since the report before, as `chancery report --diff` has it.
struct ChangesPage {
    struct Row {
        let title: String
        let number: String
        let subject: SubjectView
        let category: String
        let before: StateView
        let after: StateView
    }

    /// A band where it is open and weighed, else a word for how it stands.
    struct StateView {
        let band: BandView?
        let word: String
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
        /// Nil where one of both models does not have it, and where both judge one cycle.
        var change: String?
    }

    /// Figures of both reports.
    struct Figures {
        let title: String
        let anchor: String
        let caption: String
        let rows: [CategoryRow]
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
    /// Another risk model judged the report before; here the one of this report judges both.
    let isOtherModel: Bool
    /// The version of the program that measured then, where it is another.
    let otherVersion: String?
    let counts: [CountRow]
    let groups: [Group]
    let hasGroups: Bool
    let figures: [Figures]
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
        let difference = site.document.difference
        before = site.document.previous.map { site.clock.instant($0.asOf) }
        isOtherModel = difference.map { !$0.from.isByItsOwnModel } ?? false
        otherVersion = difference.flatMap { difference in
            let version = difference.from.cycle.toolVersion
            return version == difference.to.cycle.toolVersion ? nil : version
        }
        groups = Self.kinds.compactMap { kind in
            let moves = site.moves(kind)
            return moves.isEmpty ? nil : Group(kind, moves, site)
        }
        hasGroups = !groups.isEmpty
        counts = difference == nil ? [] : Self.kinds.compactMap { Self.count($0, site) }
        figures = difference.map { Self.figures($0, site) } ?? []
        added = Self.names(difference?.added, site)
        removed = Self.names(difference?.removed, site)
        comparison = site.document.outlook.comparison.map { Comparison($0, site) }
    }

    /// What is told of one by one.
    static let kinds = FindingMove.Kind.allCases.filter { $0 != .unchanged }

    /// Nil where there is none of a kind that is not asked after.
    private static func count(_ kind: FindingMove.Kind, _ site: Site) -> CountRow? {
        let count = site.moves(kind).count
        guard count > 0 || kind.isLikeForLike else { return nil }
        return CountRow(label: words(kind), value: "\(count)")
    }

    private static func names(_ subjects: [Subject]?, _ site: Site) -> String? {
        guard let subjects, !subjects.isEmpty else { return nil }
        return Words.list(subjects.map(site.name), atMost: 20)
    }

    private static func figures(_ difference: PostureDifference, _ site: Site) -> [Figures] {
        func rows(_ moves: [RiskMove]) -> [CategoryRow] {
            moves.map { move in
                CategoryRow(
                    title: move.category.map(site.category) ?? say("Ministry (its worst category)"),
                    before: move.before.map(RiskView.init),
                    after: move.after.map(RiskView.init),
                    change: move.change.map(words)
                )
            }
        }
        let plain = Figures(
            title: say("Figures"),
            anchor: "figures",
            caption: say("Better or worse only where the intervals do not touch."),
            rows: rows(difference.risks)
        )
        guard !difference.alike.isEmpty else { return [plain] }
        let alike = Figures(
            title: say("Like for like"),
            anchor: "alike",
            caption: say("Of what both reports list."),
            rows: rows(difference.alike)
        )
        return [plain, alike]
    }
}

extension ChangesPage {
    static func words(_ kind: FindingMove.Kind) -> String {
        switch kind {
        case .new: say("new")
        case .worse: say("worse")
        case .better: say("better")
        case .closed: say("closed")
        case .unchanged: say("unchanged")
        case .established: say("not established before")
        case .unestablished: say("not established any more")
        case .tested: say("not tested before")
        case .untested: say("not tested any more")
        case .appeared: say("not looked at before")
        case .gone: say("not looked at any more")
        case .listed: say("on what is newly listed")
        case .delisted: say("on what is listed no longer")
        case .checkAdded: say("by checks that are new")
        case .checkRemoved: say("by checks that are asked no longer")
        }
    }

    private static func words(_ change: RiskChange) -> String {
        switch change.direction {
        case .better: say("better")
        case .worse: say("worse")
        case .same: say("unchanged")
        case .overlap: say("not established: the intervals overlap")
        case .otherModel: say("not comparable")
        }
    }
}

extension ChangesPage.StateView {
    init(_ state: FindingState?) {
        band = state?.band.map { BandView($0) }
        word =
            switch state?.verdict.state {
            case _ where state?.isOpen == true: say("open")
            case .pass?: say("passed")
            case .notApplicable?: say("does not apply")
            case .notTested?: say("not tested")
            case .unknown?, .fail?: say("not established")
            case nil: say("not judged")
            }
    }
}

extension ChangesPage.Group {
    fileprivate init(_ kind: FindingMove.Kind, _ moves: [FindingMove], _ site: Site) {
        title = Words.capitalized(ChangesPage.words(kind))
        anchor = kind.rawValue
        count = Words.count(moves.count, .finding)
        let most = ChangesPage.mostRows
        rows = moves.prefix(most).map { move in
            ChangesPage.Row(
                title: site.title(of: move.key.check),
                number: move.key.check,
                subject: site.subject(move.key.subject),
                category: move.category.map(site.category) ?? "",
                before: ChangesPage.StateView(move.before),
                after: ChangesPage.StateView(move.after)
            )
        }
        further = moves.count > most ? Words.more(moves.count - most) : nil
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
