// SPDX-License-Identifier: Apache-2.0
internal import Inventory
package import Model
package import Risk

/// A file of attestations to fill in, each item with its question and what would back the answer.
package struct AttestationTemplate: Sendable {
    private let items: [AttestationItem]
    private let mission: Mission?
    private let today: CalendarDay

    /// - Parameters:
    ///   - mission: for which it is answered; nil for the ministry as a whole.
    ///   - today: printed as the example of a date.
    package init(_ items: [AttestationItem], mission: Mission?, today: CalendarDay) {
        self.items = items
        self.mission = mission
        self.today = today
    }

    /// The items that are put to a mission, or to the ministry, and for which no section stands anywhere.
    package static func unanswered(_ model: RiskModel, _ estate: Estate, mission: Mission?)
        -> [AttestationItem]
    {
        let subject = mission.map { Subject.mission($0.id) } ?? .ministry
        let answered = Set(estate.attestations.filter { $0.subject == subject }.map(\.item))
        // Without missions, what they are asked is asked of the ministry.
        let scopes: Set<AttestationScope> =
            mission != nil ? [.mission] : estate.missions.isEmpty ? [.ministry, .mission] : [.ministry]
        return model.attestations.filter { scopes.contains($0.scope) && !answered.contains($0.id) }
    }

    package var text: String { ([heading] + items.map(section)).joined(separator: "\n") }

    private var heading: String {
        let subject = mission.map { "for the mission \($0.id)" } ?? "for the ministry as a whole"
        return """
            # Attestations to fill in \(subject), written on \(today).
            #
            # Fill in what stands behind the =, put the file into attestations.conf.d (its name ends in .conf), and run
            # "chancery config check", which names what is still missing. Take out the sections that nobody can answer yet:
            # an item without an answer is unknown, and never held for a no. attestations.conf explains every key.

            """
    }

    private func section(_ item: AttestationItem) -> String {
        let name = [item.id, mission?.id].compactMap(\.self).joined(separator: " ")
        let until = item.grade == .e4 ? "; grade E4 counts for at most 366 days" : ""
        return """
            [Attestation \(name)]
            # \(Self.comment(item.question))
            # yes, partly or no.
            Answer=
            # The role that answers.
            Owner=
            # The day of the answer, such as \(today).
            Date=
            # The last day on which it counts\(until).
            ValidUntil=
            # How well it is backed, E0 to E4; asked for is \(item.grade.rawValue).
            Grade=\(item.grade.rawValue)
            # \(Self.comment(item.evidence)).
            Evidence=
            # SHA-256 of the evidence, as sha256sum prints it; not needed for an https:// address of grade E3.
            SHA256=
            # One line that reports print beside the answer.
            #Note=

            """
    }

    /// One line, whatever the model file says.
    private static func comment(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.hasSuffix(".") ? String(line.dropLast()) : line
    }
}
