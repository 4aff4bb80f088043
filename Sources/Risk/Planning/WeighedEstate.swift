// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// An estate weighed once, to be planned for and to try changes on as often as is wanted.
package struct WeighedEstate {
    let findings: [TrackedFinding]
    let computation: PostureComputation

    /// Weighs as ``RiskModel/posture(findings:estate:artefacts:at:settling:)`` does.
    package init(
        _ model: RiskModel,
        findings: [TrackedFinding],
        estate: Estate,
        artefacts: ArtefactSightings = .none,
        at now: Date
    ) {
        self.findings = findings
        computation = model.computation(findings, estate, artefacts, at: now, isKept: true)
    }
}
