// SPDX-License-Identifier: Apache-2.0

/// What became of the risk of the ministry or of a category between two cycles.
package struct RiskMove: Hashable, Sendable {
    /// Nil for the ministry.
    package let category: String?
    /// Residual; nil where the cycle did not have the category.
    package let before: RiskEstimate?
    package let after: RiskEstimate?
    /// Nil where one of both is not there.
    package let change: RiskChange?

    init(category: String?, _ before: RiskEstimate?, _ after: RiskEstimate?, isSameModel: Bool) {
        self.category = category
        self.before = before
        self.after = after
        change = before.flatMap { before in
            after.map { RiskChange(from: before, to: $0, isSameModel: isSameModel) }
        }
    }
}

/// Two cycles side by side: a pure function of both.
///
/// Every finding of either is accounted for in one move. What is laid side by side was judged by one model and one version;
/// what the evidence or the lists of one of both do not hold is told apart from what changed.
package struct PostureDifference: Sendable {
    package let from: ComparedCycle
    package let to: ComparedCycle
    /// The ministry first, then in the order of the later posture, then those that only the earlier one has.
    package let risks: [RiskMove]
    /// The same of what both list; empty where they list the same.
    package let alike: [RiskMove]
    /// Everything, sorted by kind, the gravest first, then by key.
    package let moves: [FindingMove]
    /// Endpoints, domains and missions, sorted.
    package let added: [Subject]
    package let removed: [Subject]
    private let places: [FindingMove.Kind: Range<Int>]

    /// - Parameter levels: of checks, mildest first.
    package init(from: ComparedCycle, to: ComparedCycle, levels: [String: [String]]) {
        self.from = from
        self.to = to
        risks = Self.risks(from.posture, to.posture)
        alike = from.alike.flatMap { before in to.alike.map { Self.risks(before, $0) } } ?? []
        added = to.listed.subtracting(from.listed).sorted()
        removed = from.listed.subtracting(to.listed).sorted()
        let keys = Set(from.states.keys).union(to.states.keys)
        let moves = keys.map { FindingMove($0, from, to, levels[$0.check] ?? []) }
        let byKind = Dictionary(grouping: moves, by: \.kind)
        var sorted: [FindingMove] = []
        var places: [FindingMove.Kind: Range<Int>] = [:]
        for kind in FindingMove.Kind.allCases {
            let start = sorted.count
            sorted += (byKind[kind] ?? []).sorted {
                $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
            }
            places[kind] = start..<sorted.count
        }
        self.moves = sorted
        self.places = places
    }

    /// The gravest first.
    package func moves(_ kind: FindingMove.Kind) -> ArraySlice<FindingMove> {
        places[kind].map { moves[$0] } ?? []
    }

    /// Those that were open in either cycle, the gravest first.
    package func open(_ kind: FindingMove.Kind) -> [FindingMove] { moves(kind).filter(\.wasOpen) }

    /// Whether no finding and no figure is another, and the lists are the same.
    package var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && moves.count == moves(.unchanged).count
            && risks.allSatisfy { $0.change?.direction == .same }
    }

    private static func risks(_ before: Posture, _ after: Posture) -> [RiskMove] {
        let isSame = before.model == after.model
        let old = Dictionary(before.categories.map { ($0.id, $0.assessment.residual) }) { first, _ in first }
        let new = Dictionary(after.categories.map { ($0.id, $0.assessment.residual) }) { first, _ in first }
        let lost = before.categories.map(\.id).filter { new[$0] == nil }
        let ministry = RiskMove(
            category: nil,
            before.ministry.residual,
            after.ministry.residual,
            isSameModel: isSame
        )
        return [ministry]
            + (after.categories.map(\.id) + lost).map {
                RiskMove(category: $0, old[$0], new[$0], isSameModel: isSame)
            }
    }
}

extension FindingMove {
    fileprivate init(_ key: FindingKey, _ from: ComparedCycle, _ to: ComparedCycle, _ levels: [String]) {
        let (before, after) = (from.states[key], to.states[key])
        switch (before, after) {
        case (let before?, let after?):
            self.init(
                kind: Self.both(key, before, after, from, to, levels),
                key: key,
                before: before,
                after: after
            )
        case (nil, let state?):
            let (kind, other) = Self.one(key, state, missing: from, present: to)
            self.init(kind: kind, key: key, before: other, after: state)
        case (let state?, nil):
            let (kind, other) = Self.one(key, state, missing: to, present: from)
            self.init(kind: kind.mirrored, key: key, before: state, after: other)
        case (nil, nil): self.init(kind: .unchanged, key: key, before: nil, after: nil)
        }
    }

    /// A check of which the version of one of both knew nothing, and that its evidence does not answer, is new.
    private static func both(
        _ key: FindingKey,
        _ before: FindingState,
        _ after: FindingState,
        _ from: ComparedCycle,
        _ to: ComparedCycle,
        _ levels: [String]
    ) -> Kind {
        let isAdded = !from.checks.contains(key.check) && before.condition == .unknown
        let isRemoved = !to.checks.contains(key.check) && after.condition == .unknown
        if isAdded != isRemoved { return isAdded ? .checkAdded : .checkRemoved }
        return Kind(before, after, levels: levels)
    }

    /// The kind if the cycle in which it is missing is the earlier one, and what stood for an address there; what stands for
    /// addresses is told of by each of them.
    private static func one(
        _ key: FindingKey,
        _ state: FindingState,
        missing: ComparedCycle,
        present: ComparedCycle
    ) -> (Kind, FindingState?) {
        if !missing.lists(key.subject), present.lists(key.subject) { return (.listed, nil) }
        if !missing.checks.contains(key.check) { return (.checkAdded, nil) }
        guard let other = missing.standIn(for: key) else { return (.appeared, nil) }
        let stood = key.subject.scope == .address ? other : nil
        switch (other.condition, state.condition) {
        case (.unknown, .unknown): return (.unchanged, stood)
        case (.unknown, _): return (.established, stood)
        case (_, .unknown): return (.unestablished, stood)
        default: return (.appeared, nil)
        }
    }
}
