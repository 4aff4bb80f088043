// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import Model

/// Things, the endpoints and domains that rest on them, and their missions; a pure function of what is handed in,
/// whatever its order and however often a tie is named.
package struct DependenceGraph: Sendable {
    /// By kind, in the order of `DependenceKind`, each list sorted by dependant; empty where nothing applies.
    package let ties: [(kind: DependenceKind, ties: [Dependence])]

    package init(_ dependences: [Dependence]) {
        var joined: [DependenceKind: [Subject: Dependence]] = [:]
        for one in dependences where one.arises {
            joined[one.kind, default: [:]][one.dependant] =
                joined[one.kind]?[one.dependant]?.joined(with: one) ?? one
        }
        ties = DependenceKind.allCases.map { kind in
            (kind, (joined[kind] ?? [:]).values.sorted { $0.dependant < $1.dependant })
        }
    }

    package init(of evidence: any Evidence) {
        self.init(DependenceReading(evidence).dependences)
    }

    /// Whether networks of this evidence are told by the operator's file, and not by prefixes of /24 and /48.
    package static func hasNetworkTable(_ evidence: any Evidence) -> Bool {
        DependenceReading(evidence).hasNetworkTable
    }

    /// The figures of each kind to which anything applies.
    package var figures: [ConcentrationFigures] {
        ties.filter { !$0.ties.isEmpty }.map { ConcentrationFigures($0.kind, $0.ties) }
    }

    /// The worst first.
    package func things(_ kind: DependenceKind) -> [SharedThing] {
        var byName: [String: [Dependence]] = [:]
        for tie in ties.first(where: { $0.kind == kind })?.ties ?? [] {
            for name in tie.uses { byName[name, default: []].append(tie) }
        }
        return byName.map { SharedThing(kind, $0.key, $0.value) }.sorted(by: SharedThing.isWorse)
    }

    /// The thing that hits most missions when such harm befalls it; all of them where several hit equally many.
    ///
    /// Where no mission is hit by any, those that hit most endpoints and domains.
    package func worst(_ harm: DependenceKind.Harm) -> [SharedThing] {
        let all = DependenceKind.allCases.filter { $0.harm == harm }.flatMap(things)
            .filter { !$0.hit.isEmpty }
        let missions = all.map(\.missions.count).max() ?? 0
        let most = all.map(\.hit.count).max()
        return all.filter { missions > 0 ? $0.missions.count == missions : $0.hit.count == most }
            .sorted(by: SharedThing.isWorse)
    }
}
