// SPDX-License-Identifier: Apache-2.0
import TLSWire

/// One change of what a server offers, as an operator would make it: a pure function of its settings.
package struct SettingsChange: Sendable, Identifiable {
    package enum Direction: String, Sendable, CaseIterable {
        case adds, removes
        /// The lists are others than before.
        case replaces
    }

    /// Stable: `p-256`.
    package let id: String
    /// What is then so, in words: `P-256 beside the other groups`.
    package let title: String
    package let direction: Direction
    /// What it takes beside a line of configuration; nil where that is enough.
    package let needs: String?
    /// The checks whose remedy it is.
    package let mends: Set<String>
    /// Whether it weakens what is offered, so that it is shown for its price alone.
    package let isRelaxation: Bool
    private let alter: @Sendable (inout OfferedSettings) -> Void

    init(
        _ id: String,
        _ title: String,
        _ direction: Direction,
        needs: String? = nil,
        mends: Set<String> = [],
        isRelaxation: Bool = false,
        alter: @escaping @Sendable (inout OfferedSettings) -> Void
    ) {
        self.id = id
        self.title = title
        self.direction = direction
        self.needs = needs
        self.mends = mends
        self.isRelaxation = isRelaxation
        self.alter = alter
    }

    /// The settings with it; nil where it changes nothing, or would leave no version on.
    package func applied(to settings: OfferedSettings) -> OfferedSettings? {
        var changed = settings
        alter(&changed)
        changed.settle()
        guard changed != settings, changed.versions.contains(where: { $0 >= .ssl3 }) else { return nil }
        return changed
    }

    /// Every change that is looked at: what opens first, then what closes, then whole lists.
    package static let all: [SettingsChange] = additions + relaxations + removals + lists

    package static func named(_ id: String) -> SettingsChange? { all.first { $0.id == id } }
}

extension SettingsChange: Hashable {
    package static func == (left: SettingsChange, right: SettingsChange) -> Bool { left.id == right.id }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
