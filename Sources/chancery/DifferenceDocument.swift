// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Model
internal import Pipeline

/// What `report --diff --format json` prints.
struct DifferenceDocument: Encodable {
    struct Side: Encodable {
        let cycle: Cycle.ID
        let asOf: Date
        let toolVersion: String
        /// By which it was closed.
        let model: ModelStamp
        /// The figures that it was closed with, where another model gave them.
        let closedWith: Figures?
    }

    struct Figures: Encodable {
        let ministry: RiskEstimate
        let categories: [Figure]
    }

    struct Figure: Encodable {
        let id: String
        let residual: RiskEstimate
    }

    struct Risk: Encodable {
        /// Nil for the ministry.
        let category: String?
        let before: RiskEstimate?
        let after: RiskEstimate?
        let change: Change?
    }

    struct Change: Encodable {
        let direction: RiskChange.Direction
        let bands: Int
        let number: Double?
    }

    struct Count: Encodable {
        let kind: FindingMove.Kind
        let findings: Int
        /// Those of them that were open in either cycle.
        let open: Int
    }

    struct Move: Encodable {
        let kind: FindingMove.Kind
        let check: String
        let subject: Subject
        let category: String?
        let before: State?
        let after: State?
    }

    struct State: Encodable {
        let verdict: Verdict.State
        /// Of the failure that counts.
        let level: String?
        let evidence: String
        let isOpen: Bool
        /// Measured clean once, and not confirmed yet.
        let isToBeConfirmed: Bool
        let isAccepted: Bool
        let band: Band?
    }

    let schema = "chancery.difference/1"
    let from: Side
    let to: Side
    /// By which both are judged here.
    let model: ModelStamp
    let risks: [Risk]
    /// Empty where both list the same.
    let likeForLike: [Risk]
    let added: [Subject]
    let removed: [Subject]
    /// Every kind, in a fixed order; together they are all findings of both.
    let counts: [Count]
    /// What moved and was open or unknown in either cycle.
    let findings: [Move]

    init(_ difference: PostureDifference) {
        from = Side(difference.from)
        to = Side(difference.to)
        model = difference.to.posture.model
        risks = difference.risks.map(Risk.init)
        likeForLike = difference.alike.map(Risk.init)
        added = difference.added
        removed = difference.removed
        counts = FindingMove.Kind.allCases.map {
            Count(kind: $0, findings: difference.moves($0).count, open: difference.open($0).count)
        }
        findings = difference.moves.filter { $0.kind != .unchanged && $0.isNotable }.map(Move.init)
    }
}

extension FindingMove {
    /// Whether anything but a pass, or what does not apply or was not tested, is in it.
    fileprivate var isNotable: Bool {
        [before, after].contains { $0?.condition == .open || $0?.condition == .unknown }
    }
}

extension DifferenceDocument.Side {
    fileprivate init(_ side: ComparedCycle) {
        self.init(
            cycle: side.cycle.id,
            asOf: side.asOf,
            toolVersion: side.cycle.toolVersion,
            model: side.kept.model,
            closedWith: side.isByItsOwnModel ? nil : DifferenceDocument.Figures(side.kept)
        )
    }
}

extension DifferenceDocument.Figures {
    fileprivate init(_ posture: Posture) {
        self.init(
            ministry: posture.ministry.residual,
            categories: posture.categories.map {
                DifferenceDocument.Figure(id: $0.id, residual: $0.assessment.residual)
            }
        )
    }
}

extension DifferenceDocument.Risk {
    fileprivate init(_ move: RiskMove) {
        self.init(
            category: move.category,
            before: move.before,
            after: move.after,
            change: move.change.map {
                DifferenceDocument.Change(direction: $0.direction, bands: $0.bands, number: $0.number)
            }
        )
    }
}

extension DifferenceDocument.Move {
    fileprivate init(_ move: FindingMove) {
        self.init(
            kind: move.kind,
            check: move.key.check,
            subject: move.key.subject,
            category: move.category,
            before: move.before.map(DifferenceDocument.State.init),
            after: move.after.map(DifferenceDocument.State.init)
        )
    }
}

extension DifferenceDocument.State {
    fileprivate init(_ state: FindingState) {
        self.init(
            verdict: state.verdict.state,
            level: (state.failure ?? state.verdict).level,
            evidence: (state.failure ?? state.verdict).evidence,
            isOpen: state.isOpen,
            isToBeConfirmed: state.isToBeConfirmed,
            isAccepted: state.isBorne,
            band: state.band
        )
    }
}
