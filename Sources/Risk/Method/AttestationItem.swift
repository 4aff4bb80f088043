// SPDX-License-Identifier: Apache-2.0
package import Model

/// One question that staff answer because nothing on an endpoint shows the answer.
package struct AttestationItem: Hashable, Sendable {
    /// `Q1` … `Q46`.
    package let id: String
    package let category: String
    package let question: String
    /// What backs the answer.
    package let evidence: String
    /// The grade that the evidence should reach.
    package let grade: EvidenceGrade
    /// Who must answer: the ministry once, or every mission.
    package let scope: AttestationScope
    package let affects: [Objective]
    package let initiation: Band
    /// The likelihood of adverse impact while it holds only partly.
    package let partly: Band
    /// The likelihood of adverse impact while it does not hold; the worst that an unknown answer can mean.
    package let no: Band
    /// The failures that a *yes* cannot stand beside.
    package let contradictions: [Contradiction]

    package init(
        id: String,
        category: String,
        question: String,
        evidence: String,
        grade: EvidenceGrade,
        scope: AttestationScope,
        affects: [Objective],
        initiation: Band,
        partly: Band,
        no: Band,
        contradictions: [Contradiction] = []
    ) {
        self.id = id
        self.category = category
        self.question = question
        self.evidence = evidence
        self.grade = grade
        self.scope = scope
        self.affects = affects
        self.initiation = initiation
        self.partly = partly
        self.no = no
        self.contradictions = contradictions
    }
}

/// A check whose failure contradicts a *yes*, because a measurement beats an attestation.
package struct Contradiction: Hashable, Sendable {
    package let check: String
    /// The levels at which it does; empty for all.
    package let levels: [String]

    package init(check: String, levels: [String] = []) {
        self.check = check
        self.levels = levels
    }

    /// Whether a failure at a level contradicts.
    package func isMet(at level: String) -> Bool { levels.isEmpty || levels.contains(level) }
}

/// Whom an attestation item is put to.
package enum AttestationScope: String, Codable, Sendable, CaseIterable {
    case ministry, mission
}
