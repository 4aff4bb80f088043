// SPDX-License-Identifier: Apache-2.0
import Model

/// The tallies of one posture.
struct Scopes {
    private(set) var ministry = Tally()
    private(set) var missions: [String: Tally]
    private(set) var endpoints: [String: Tally]
    private var categories: [String: Tally]
    private var scenarios: [Tally]

    init(estate: Estate, model: RiskModel) {
        missions = Dictionary(estate.missions.map { ($0.id, Tally()) }) { first, _ in first }
        endpoints = Dictionary(estate.endpoints.map { ($0.id, Tally()) }) { first, _ in first }
        categories = Dictionary(model.categories.map { ($0.id, Tally()) }) { first, _ in first }
        scenarios = Array(repeating: Tally(), count: model.scenarios.count)
    }

    mutating func add(_ group: WeighedGroup) {
        ministry.add(group)
        categories[group.category]?.add(group)
        if let mission = group.place.mission { missions[mission]?.add(group) }
        if let endpoint = group.place.endpoint { endpoints[endpoint.id]?.add(group) }
        for scenario in group.scenarios.numbers { scenarios[scenario].add(group) }
    }

    func categoryStandings(of model: RiskModel) -> [CategoryStanding] {
        let standings = zip(model.scenarios, scenarios).map { scenario, tally in
            (category: scenario.category, standing: Self.standing(of: scenario, tally))
        }
        let byCategory = Dictionary(grouping: standings, by: \.category)
        return model.categories.map { category in
            CategoryStanding(
                id: category.id,
                assessment: (categories[category.id] ?? Tally()).assessment,
                scenarios: (byCategory[category.id] ?? []).map(\.standing)
            )
        }
    }

    private static func standing(of scenario: Scenario, _ tally: Tally) -> ScenarioStanding {
        ScenarioStanding(
            id: scenario.id,
            state: state(of: scenario, tally),
            estimate: tally.residualEstimate,
            coverage: tally.coverage
        )
    }

    private static func state(of scenario: Scenario, _ tally: Tally) -> ScenarioStanding.State {
        if scenario.isOutOfScope { return .outOfScope }
        if scenario.checks.isEmpty && scenario.attestations.isEmpty { return .unmeasured }
        if tally.measured > 0 { return .measured }
        return tally.attested > 0 ? .attested : .unestablished
    }
}
