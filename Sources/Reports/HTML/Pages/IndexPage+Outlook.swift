// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

extension IndexPage {
    /// Counts of what moved, and the categories whose band is another.
    static func changed(_ site: Site) -> String? {
        guard let previous = site.document.previous else { return nil }
        let counts = ChangesPage.kinds.map { ($0, site.moves($0).count) }.filter { $0.1 > 0 }
        let words = counts.map { "\($0.1) \(ChangesPage.words($0.0))" }
        let findings =
            words.isEmpty
            ? say("No finding came, went or changed its band")
            : say("Findings: {{list}}", ["list": words.joined(separator: ", ")])
        let old = Dictionary(previous.categories.map { ($0.id, $0.assessment) }) { first, _ in first }
        let moved = site.document.posture.categories.compactMap { standing -> String? in
            guard let before = old[standing.id] else { return nil }
            let (was, now) = (AssessmentView.headline(before), AssessmentView.headline(standing.assessment))
            guard was.word != now.word else { return nil }
            return "\(site.category(standing.id)) \(was.word.lowercased()) → \(now.word.lowercased())"
        }
        let bands =
            moved.isEmpty
            ? say("no category changed its band")
            : say("bands: {{list}}", ["list": Words.list(moved, atMost: 5)])
        return "\(findings); \(bands)."
    }

    /// The endpoint that shuts out the largest share, with the region where it does.
    static func worstServed(_ site: Site) -> String? {
        let reached = (site.document.outlook.inclusion?.endpoints ?? []).compactMap { entry in
            (try? entry.reach.get())?.worst.map { (endpoint: entry.endpoint, region: $0) }
        }
        let worst = reached.filter { !$0.region.excluded.isEmpty }.min {
            ($0.region.low, $0.endpoint) < ($1.region.low, $1.endpoint)
        }
        guard let worst else { return nil }
        let share = Words.percent(worst.region.excluded.reduce(0) { $0 + $1.share })
        return say(
            "Most at {{endpoint}}: {{share}} of the audience in {{region}}, {{clients}}",
            [
                "endpoint": site.target(of: worst.endpoint), "share": share, "region": worst.region.name,
                "clients": Words.list(worst.region.excluded.map(\.client), atMost: 4),
            ]
        )
    }
}

/// The first steps of the plan, for page one.
struct PlanSummary {
    struct Step {
        let title: String
        let effort: String
        let mends: String
        /// Titles of checks.
        let checks: String
        let falls: [StepView.Fall]
        /// Where no category's figure moves.
        let isQuiet: Bool
        let ministry: RiskView
    }

    let stairs: Staircase
    let steps: [Step]

    /// Nil where nothing is to be mended.
    init?(_ plan: PlanInfo, _ site: Site) {
        guard !plan.steps.isEmpty else { return nil }
        stairs = PlanPage.stairs(plan, site)
        steps = StepView.steps(of: plan, site).prefix(5).map { step in
            Step(
                title: step.title,
                effort: step.effort,
                mends: step.mends,
                checks: Words.list(step.checks.map(\.title), atMost: 2),
                falls: Array(step.falls.prefix(3)),
                isQuiet: step.falls.isEmpty,
                ministry: step.ministry
            )
        }
    }
}
