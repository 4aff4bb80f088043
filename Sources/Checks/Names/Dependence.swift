// SPDX-License-Identifier: Apache-2.0
package import Model

/// What one endpoint or domain rests on, of one kind; nothing where neither a use nor a gap is named.
package struct Dependence: Hashable, Sendable {
    package let kind: DependenceKind
    /// An endpoint or a domain.
    package let dependant: Subject
    /// Nil where it belongs to the ministry as a whole.
    package private(set) var mission: String?
    /// Names of things; text from the network or the operator's file.
    package private(set) var uses: Set<String>
    /// Those of which one must stand for the service to go on.
    package private(set) var pillars: Set<String>
    /// Why something more may be in use than was seen; nil where all was seen.
    package private(set) var gap: Unestablished?

    /// - Parameter pillars: nil where any use can stand in for the others.
    package init(
        _ kind: DependenceKind,
        of dependant: Subject,
        mission: String?,
        uses: Set<String>,
        pillars: Set<String>? = nil,
        gap: Unestablished? = nil
    ) {
        self.kind = kind
        self.dependant = dependant
        self.mission = mission
        self.uses = uses
        self.pillars = pillars ?? uses
        self.gap = gap
    }

    /// Whether the question arises at all.
    package var arises: Bool { !uses.isEmpty || gap != nil }

    package var isUnseen: Bool { uses.isEmpty && gap != nil }

    package var isSeenInPart: Bool { !uses.isEmpty && gap != nil }

    /// Whether it serves nobody without a thing, as far as was seen.
    func standsOnly(on thing: String) -> Bool { pillars == [thing] }

    /// What both say of one dependant, in whichever order.
    func joined(with other: Dependence) -> Dependence {
        var joined = self
        joined.mission = [mission, other.mission].compactMap(\.self).min()
        joined.uses.formUnion(other.uses)
        joined.pillars.formUnion(other.pillars)
        joined.gap = [gap, other.gap].compactMap(\.self).min {
            ($0.phase.rawValue, $0.reason, $0.attempts) < ($1.phase.rawValue, $1.reason, $1.attempts)
        }
        return joined
    }
}
