// SPDX-License-Identifier: Apache-2.0
package import Model

/// One thing with all that rest on it.
package struct SharedThing: Hashable, Sendable {
    package let kind: DependenceKind
    /// Text from the network or the operator's file.
    package let name: String
    /// All that use it, sorted.
    package let users: [Subject]
    /// Those that are harmed for sure: by a loss, those that have nothing else of its kind; by a compromise, all.
    package let hit: [Subject]
    /// Those of which it was all that was seen, and not all was seen.
    package let perhaps: [Subject]
    /// The missions of those that are hit, sorted; what belongs to the ministry as a whole has none.
    package let missions: [String]
    /// The further missions of those that are perhaps hit.
    package let missionsPerhaps: [String]

    init(_ kind: DependenceKind, _ name: String, _ ties: [Dependence]) {
        self.kind = kind
        self.name = name
        users = ties.map(\.dependant).sorted()
        let bound = kind.harm == .loss ? ties.filter { $0.standsOnly(on: name) } : ties
        let sure = kind.harm == .loss ? bound.filter { $0.gap == nil } : ties
        let open = kind.harm == .loss ? bound.filter { $0.gap != nil } : []
        hit = sure.map(\.dependant).sorted()
        perhaps = open.map(\.dependant).sorted()
        let struck = Set(sure.compactMap(\.mission))
        missions = struck.sorted()
        missionsPerhaps = Set(open.compactMap(\.mission)).subtracting(struck).sorted()
    }

    package var endpoints: Int { hit.count { $0.scope == .endpoint } }

    package var domains: Int { hit.count { $0.scope == .domain } }

    /// The worst first: by missions, then by all that are hit, then by who use it.
    static func isWorse(_ left: SharedThing, _ right: SharedThing) -> Bool {
        let counts = [left, right].map { ($0.missions.count, $0.hit.count, $0.users.count) }
        if counts[0] != counts[1] { return counts[0] > counts[1] }
        return (left.kind.rawValue, left.name) < (right.kind.rawValue, right.name)
    }
}

/// How much of what rests on things of one kind rests on few of them.
package struct ConcentrationFigures: Hashable, Sendable {
    package let kind: DependenceKind
    /// Endpoints and domains to which the question applies; the figures rest on them.
    package let dependants: Int
    /// Those of which nothing was seen.
    package let unseen: Int
    /// Those of which not all was seen.
    package let seenInPart: Int
    /// Of the dependants.
    package let missions: Int
    /// Missions of those of which not all was seen.
    package let missionsInDoubt: Int
    /// Different things that were seen.
    package let distinct: Int
    /// The names of the things with the largest share, sorted; several only where they are equal.
    package let largest: [String]
    /// Each dependant counts one, in equal parts for its things; one of which not all was seen is not known.
    package let index: ConcentrationIndex

    init(_ kind: DependenceKind, _ ties: [Dependence]) {
        self.kind = kind
        let doubtful = ties.filter { $0.gap != nil }
        dependants = ties.count
        unseen = ties.count(where: \.isUnseen)
        seenInPart = ties.count(where: \.isSeenInPart)
        missions = Set(ties.compactMap(\.mission)).count
        missionsInDoubt = Set(doubtful.compactMap(\.mission)).count
        distinct = Set(ties.flatMap(\.uses)).count
        // In a fixed order, so that sums of equal parts are the same bits.
        var counts: [String: [Int: Int]] = [:]
        for tie in ties where tie.gap == nil {
            for name in tie.uses { counts[name, default: [:]][tie.uses.count, default: 0] += 1 }
        }
        let parts = counts.mapValues { shares in
            shares.sorted { $0.key < $1.key }.reduce(0.0) { $0 + Double($1.value) / Double($1.key) }
        }
        let greatest = parts.values.max()
        largest = parts.filter { $0.value == greatest }.map(\.key).sorted()
        index = ConcentrationIndex(
            parts: Array(parts.values),
            unknown: Double(doubtful.count),
            of: Double(ties.count)
        )
    }
}
