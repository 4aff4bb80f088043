// SPDX-License-Identifier: Apache-2.0
package import Model

/// The method by which findings become a posture: categories, scenarios, bands and limits, read from one file.
package struct RiskModel: Hashable, Sendable {
    package let name: String
    package let version: String
    /// SHA-256 of the file as read, lower-case hex.
    package let sha256: String
    package let likelihoodRule: LikelihoodRule
    package let deadlines: Deadlines
    package let acceptanceLimits: AcceptanceLimits
    /// How many days before its last one a decision is announced.
    package let noticeDays: Int
    /// When a finding is called flapping.
    package let flapRule: FlapRule
    /// The edition that control identifiers refer to, in words.
    package let controlEditions: [ControlCatalogue: String]
    /// In the order of the file, core categories first.
    package let categories: [RiskCategory]
    /// In the order of the file.
    package let scenarios: [Scenario]
    /// In the order of the file.
    package let attestations: [AttestationItem]
    /// By check id.
    package let checks: [String: CheckRule]
    /// For a check or an attestation item: the scenarios that list it, as indices.
    let scenariosByCheck: [String: [Int]]
    let scenariosByAttestation: [String: [Int]]

    package init(
        name: String,
        version: String,
        sha256: String,
        likelihoodRule: LikelihoodRule = .nist,
        deadlines: Deadlines = .standard,
        acceptanceLimits: AcceptanceLimits = .standard,
        noticeDays: Int = standardNotice,
        flapRule: FlapRule = .standard,
        controlEditions: [ControlCatalogue: String] = [:],
        categories: [RiskCategory],
        scenarios: [Scenario],
        attestations: [AttestationItem],
        checks: [String: CheckRule]
    ) {
        self.name = name
        self.version = version
        self.sha256 = sha256
        self.likelihoodRule = likelihoodRule
        self.deadlines = deadlines
        self.acceptanceLimits = acceptanceLimits
        self.noticeDays = noticeDays
        self.flapRule = flapRule
        self.controlEditions = controlEditions
        self.categories = categories
        self.scenarios = scenarios
        self.attestations = attestations
        self.checks = checks
        scenariosByCheck = Self.index(scenarios, by: \.checks)
        scenariosByAttestation = Self.index(scenarios, by: \.attestations)
    }

    private static func index(_ scenarios: [Scenario], by list: (Scenario) -> [String]) -> [String: [Int]] {
        var numbers: [String: [Int]] = [:]
        for (number, scenario) in scenarios.enumerated() {
            for id in list(scenario) { numbers[id, default: []].append(number) }
        }
        return numbers
    }

    package static let standardNotice = 30

    /// The method as a posture names it.
    package var stamp: ModelStamp {
        ModelStamp(name: name, version: version, sha256: sha256, likelihoodRule: likelihoodRule.rawValue)
    }

    /// The thresholds of every check as written, by check id and key.
    package var thresholds: [String: [String: String]] { checks.mapValues(\.thresholds) }

    package func category(_ id: String) -> RiskCategory? { categories.first { $0.id == id } }

    package func scenario(_ id: String) -> Scenario? { scenarios.first { $0.id == id } }

    package func attestation(_ id: String) -> AttestationItem? { attestations.first { $0.id == id } }
}
