// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// A check on decisions: on each mission what belongs to it, on the ministry the rest.
package protocol GovernanceCheck: Check where Input == GovernanceView {
    init()

    func verdict(on view: GovernanceView) -> Verdict
}

/// The decisions about one subject.
package struct GovernanceView: Sendable {
    let decisions: Decisions
    let subject: Subject
}

extension GovernanceCheck {
    package init(_ settings: CheckSettings) throws(SettingError) { self.init() }

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> GovernanceView
    {
        guard let decisions = evidence.decisions else {
            throw Unestablished(phase: .notMeasured, reason: "no decisions were weighed")
        }
        return GovernanceView(decisions: decisions, subject: subject)
    }

    package func judge(_ input: GovernanceView, at now: Date) -> Verdict { verdict(on: input) }
}

extension GovernanceView {
    /// The answers that were given for the subject itself, in the order of the items.
    var answers: [ConfrontedAnswer] {
        // What the ministry answers for its missions is told of the ministry, not of each of them.
        decisions.answers.filter { $0.standing.attestation?.subject == subject }
    }

    /// Those that are valid today, whatever they are worth.
    var valid: [ConfrontedAnswer] {
        answers.filter { ![.expired, .notYetValid, .missing].contains($0.standing.state) }
    }

    var lapsed: [LapsedAcceptance] { decisions.lapsed.filter { $0.subject == subject } }

    var overdue: [OverdueFinding] { decisions.overdue.filter { $0.subject == subject } }
}

extension FindingKey {
    /// `exposure.document-metadata on www.mfa.example`.
    var words: String { "\(check) on \(subject.name.isEmpty ? subject.scope.rawValue : subject.name)" }
}

extension Unestablished {
    /// That a verdict hangs on findings that were not established.
    static func unseen(_ keys: some Sequence<FindingKey>) -> Unestablished {
        let words = Set(keys).sorted().map(\.words).listed(atMost: 3, separator: "; ")
        return Unestablished(phase: .vantage, reason: "not established: \(words)")
    }
}

extension Sequence<String> {
    /// Each once, in order.
    var once: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
