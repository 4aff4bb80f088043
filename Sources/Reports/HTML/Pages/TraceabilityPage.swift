// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// Every risk that the papers name, with its place, who is cited, and what serves it here.
struct TraceabilityPage {
    struct Row {
        let id: String
        let title: String
        let category: String
        let place: String
        let cited: String
        let state: String
        let checks: [String]
        let attestations: String?
        let isServed: Bool
        let because: String?
    }

    let rows: [Row]
    let counts: [CountRow]

    static func views(_ site: Site) -> [RenderablePage] {
        let view = PageView(.traceability, of: site.document, content: TraceabilityPage(site))
        return [(SitePage.traceability.path, "traceability", view)]
    }

    private init(_ site: Site) {
        let document = site.document
        let states = Dictionary(
            document.posture.categories.flatMap(\.scenarios).map { ($0.id, $0.state) }
        ) { first, _ in first }
        func state(_ scenario: ScenarioInfo) -> ScenarioStanding.State {
            states[scenario.id] ?? (scenario.isOutOfScope ? .outOfScope : .unmeasured)
        }
        rows = document.scenarios.map { scenario in
            Row(
                id: scenario.id,
                title: scenario.title,
                category: scenario.category.map(site.category) ?? "–",
                place:
                    scenario.paper.contains(",")
                    ? say("Papers {{paper}}: {{section}}", Self.place(scenario))
                    : say("Paper {{paper}}: {{section}}", Self.place(scenario)),
                cited: Self.citation(scenario),
                state: ScenarioRow.words(state(scenario)),
                checks: scenario.checks.map(site.title),
                attestations: scenario.attestations.isEmpty
                    ? nil : scenario.attestations.joined(separator: ", "),
                isServed: !scenario.checks.isEmpty || !scenario.attestations.isEmpty,
                because: scenario.unmeasuredBecause
            )
        }
        let groups = Dictionary(grouping: document.scenarios, by: state)
        counts = [.measured, .attested, .unestablished, .unmeasured, .outOfScope].map { state in
            CountRow(label: ScenarioRow.words(state).lowercased(), value: "\(groups[state]?.count ?? 0)")
        }
    }

    private static func place(_ scenario: ScenarioInfo) -> KeyValuePairs<String, String> {
        ["paper": scenario.paper, "section": scenario.section]
    }

    /// Authors whom a paper cites without listing them are never printed as if they had been read.
    private static func citation(_ scenario: ScenarioInfo) -> String {
        let parts = [
            scenario.cited, scenario.citedVia.map { say("{{authors}}, as cited in B", ["authors": $0]) },
        ].compactMap(\.self)
        return parts.isEmpty ? say("no citation") : parts.joined(separator: "; ")
    }
}
