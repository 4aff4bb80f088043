// SPDX-License-Identifier: Apache-2.0

/// What became of one attestation item for one subject.
package struct AttestationStanding: Hashable, Codable, Sendable {
    package enum State: String, Codable, Sendable {
        case counted, missing, expired
        case notYetValid = "not_yet_valid"
        /// A *yes* that a measurement contradicts; it counts as a *no*.
        case contradicted
        /// A claim of grade E0 that something holds; it establishes nothing.
        case unbacked
    }

    package let item: String
    package let subject: Subject
    package let state: State
    /// Nil where nobody attested the item.
    package let attestation: Attestation?
    /// The grade that its evidence is worth after a look at it; nil where nobody attested the item, and in postures
    /// of earlier versions.
    package let countsAs: EvidenceGrade?
    /// Nil where `countsAs` is.
    package let backing: Backing.State?
    /// Why the evidence is not verified; nil where there is nothing to say.
    package let remark: String?
    /// The failures that contradict it, sorted; nil where none does.
    package let contradictedBy: [FindingKey]?
    /// Whether it counts, and its last day is near.
    package let endsSoon: Bool?

    package init(
        item: String,
        subject: Subject,
        state: State,
        attestation: Attestation?,
        countsAs: EvidenceGrade? = nil,
        backing: Backing.State? = nil,
        remark: String? = nil,
        contradictedBy: [FindingKey]? = nil,
        endsSoon: Bool? = nil
    ) {
        self.item = item
        self.subject = subject
        self.state = state
        self.attestation = attestation
        self.countsAs = countsAs
        self.backing = backing
        self.remark = remark
        self.contradictedBy = contradictedBy
        self.endsSoon = endsSoon
    }
}

/// What an acceptance does on the day of the posture.
package struct AcceptanceStanding: Hashable, Codable, Sendable {
    package enum State: String, Codable, Sendable {
        case inForce = "in_force"
        case expired
        case notYetInForce = "not_yet_in_force"
        /// In force, but nothing it names is failing.
        case unused
        /// Dated so that it would be in force, but longer, or signed by a lower office, than the risk allows; it
        /// does not count.
        case beyondLimit = "beyond_limit"
    }

    package let acceptance: Acceptance
    package let state: State
    /// What it bears; of one that ran out, what it bore, still fails and nobody else bears.
    package let covers: [FindingKey]
    /// Whether it is in force, and its last day is near; nil in postures of earlier versions.
    package let endsSoon: Bool?

    package init(acceptance: Acceptance, state: State, covers: [FindingKey], endsSoon: Bool? = nil) {
        self.acceptance = acceptance
        self.state = state
        self.covers = covers
        self.endsSoon = endsSoon
    }
}
