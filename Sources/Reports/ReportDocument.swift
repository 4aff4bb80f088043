// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Facts
package import Foundation
package import Messages
package import Model

/// Everything a report says, whatever its format; made from what the store keeps and from the risk model.
package struct ReportDocument: Sendable {
    /// When the report was written.
    package let written: Date
    /// The marking printed on every page; nil for none.
    package let classification: String?
    /// The frame texts of pages.
    package var messages: Messages
    /// The newest cycle that the posture was computed from.
    package let cycle: Cycle
    package let estate: Estate
    package let posture: Posture
    /// The posture it is compared with; nil for the first report.
    package let previous: Posture?
    /// What became of everything since then; nil for the first report.
    package var difference: PostureDifference?
    package let findings: [TrackedFinding]
    /// By check id.
    package let checks: [String: CheckInfo]
    /// In the order of the risk model.
    package let categories: [CategoryInfo]
    package let scenarios: [ScenarioInfo]
    package let attestationItems: [AttestationItemInfo]
    /// What was measured, by endpoint id.
    package let measured: [String: ScanEndpoint]
    /// What the place of measuring could see; nil for cycles of versions that did not look.
    package let vantage: ScanVantage?
    /// With whom the estate lies; empty where the operator has no table of prefixes.
    package let networks: [NetworkShares]
    /// Plan, calendar, inclusion and trend, as far as they are at hand.
    package var outlook: ReportOutlook
    /// What came of the self-check before the cycle; nil where none was made.
    package var selfCheck: SelfCheck?
    /// What was reloaded since the cycle before was closed, oldest first.
    package var reloads: [ReloadInfo] = []
    /// The signed head that the report rests on; nil where its cycle was not signed.
    package var seal: ReportSeal?
    /// The visits of the cycle, for pages of evidence; empty where none are written.
    package var visits: [Visit] = []

    package init(
        written: Date,
        classification: String? = nil,
        messages: Messages = .english,
        cycle: Cycle,
        estate: Estate,
        posture: Posture,
        previous: Posture? = nil,
        findings: [TrackedFinding],
        checks: [String: CheckInfo],
        categories: [CategoryInfo],
        scenarios: [ScenarioInfo],
        attestationItems: [AttestationItemInfo],
        measured: [String: ScanEndpoint],
        vantage: ScanVantage? = nil,
        networks: [NetworkShares] = [],
        outlook: ReportOutlook = ReportOutlook()
    ) {
        self.written = written
        self.classification = classification
        self.messages = messages
        self.cycle = cycle
        self.estate = estate
        self.posture = posture
        self.previous = previous
        self.findings = findings
        self.checks = checks
        self.categories = categories
        self.scenarios = scenarios
        self.attestationItems = attestationItems
        self.measured = measured
        self.vantage = vantage
        self.networks = networks
        self.outlook = outlook
    }
}

/// A check with what the risk model adds to it.
package struct CheckInfo: Hashable, Sendable {
    package let identity: CheckIdentity
    /// The id of its primary category.
    package let category: String
    /// Control identifiers by framework.
    package let controls: [String: [String]]
    /// Why its levels have their bands.
    package let rationale: String?
    /// How much work the remedy is, `S`, `M` or `L`; nil where nobody said.
    package let effort: String?

    package init(
        identity: CheckIdentity,
        category: String,
        controls: [String: [String]],
        rationale: String?,
        effort: String?
    ) {
        self.identity = identity
        self.category = category
        self.controls = controls
        self.rationale = rationale
        self.effort = effort
    }
}

package struct CategoryInfo: Hashable, Sendable {
    package let id: String
    package let title: String
    /// One of the three that the papers put first.
    package let isCore: Bool

    package init(id: String, title: String, isCore: Bool) {
        self.id = id
        self.title = title
        self.isCore = isCore
    }
}

/// One risk that a paper names, with where it stands and what serves it.
package struct ScenarioInfo: Hashable, Sendable {
    /// `RC1` ….
    package let id: String
    /// The category's id; nil for what no category holds.
    package let category: String?
    package let title: String
    /// `A`, `B`, or `A, B`.
    package let paper: String
    package let section: String
    /// The authors whom the paper cites and lists among its references; nil where there are none.
    package let cited: String?
    /// Authors whom paper B names in its text only: printed "as cited in B", for nobody can look them up.
    package let citedVia: String?
    package let checks: [String]
    /// Attestation items, `Q1` ….
    package let attestations: [String]
    /// Why nothing measures it; nil where something does.
    package let unmeasuredBecause: String?
    package let isOutOfScope: Bool

    package init(
        id: String,
        category: String?,
        title: String,
        paper: String,
        section: String,
        cited: String?,
        citedVia: String?,
        checks: [String],
        attestations: [String],
        unmeasuredBecause: String?,
        isOutOfScope: Bool
    ) {
        self.id = id
        self.category = category
        self.title = title
        self.paper = paper
        self.section = section
        self.cited = cited
        self.citedVia = citedVia
        self.checks = checks
        self.attestations = attestations
        self.unmeasuredBecause = unmeasuredBecause
        self.isOutOfScope = isOutOfScope
    }
}

package struct AttestationItemInfo: Hashable, Sendable {
    /// `Q1` … `Q46`.
    package let id: String
    package let question: String
    /// What evidence would answer it.
    package let evidence: String
    package let scope: Scope

    package init(id: String, question: String, evidence: String, scope: Scope) {
        self.id = id
        self.question = question
        self.evidence = evidence
        self.scope = scope
    }
}
