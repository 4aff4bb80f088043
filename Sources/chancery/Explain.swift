// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk
internal import Settings

/// `chancery explain`: what a check, scenario, category or attestation item means.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a check, a scenario, a category or an attestation item.",
        discussion: """
            Examples:
              chancery explain tls.ssl3-offered
              chancery explain RC10
              chancery explain Q37
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions

    @Argument(help: "An id: tls.ssl3-offered, RC10, Q37, cyberattacks …")
    var id: String

    func run() throws {
        let model = try configurationOptions.load().method.model
        let text =
            check(model) ?? model.scenario(id).map(scenario) ?? model.attestation(id).map(item)
            ?? model.category(id).map { category($0, in: model) }
        guard let text else {
            let ids =
                Array(model.checks.keys) + model.scenarios.map(\.id) + model.attestations.map(\.id)
                + model.categories.map(\.id)
            let hint = NearestWord.nearest(to: id, among: ids).map { "; did you mean '\($0)'?" } ?? ""
            throw ValidationError("nothing has the id '\(id)'\(hint)")
        }
        Terminal.print(text)
    }

    private func check(_ model: RiskModel) -> String? {
        guard let identity = Catalog.identities[id], let rule = model.checks[id] else { return nil }
        let levels = rule.levels.map { "\($0.name) (\($0.adverseImpact.rawValue))" }
        let controls = rule.controls.named.sorted { $0.key < $1.key }.map {
            "\($0.key): \($0.value.joined(separator: ", "))"
        }
        return Self.page(
            "\(identity.id): \(identity.title)",
            [
                ("Measures", identity.measures), ("Scope", identity.scope.rawValue),
                ("Levels", levels.isEmpty ? "it never fails" : levels.joined(separator: ", ")),
                ("Why these bands", rule.rationale), ("Category", rule.category),
                ("Scenarios", rule.scenarios.joined(separator: ", ")), ("Remedy", identity.remedy),
                ("References", identity.references.joined(separator: "; ")),
                ("Controls", controls.joined(separator: "; ")),
                ("Thresholds", rule.thresholds.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ", ")),
            ]
        )
    }

    private func scenario(_ scenario: Scenario) -> String {
        Self.page(
            "\(scenario.id): \(scenario.title)",
            [
                ("Category", scenario.category),
                ("Source", "paper \(scenario.papers.map(\.rawValue).joined(separator: ", ")), \(scenario.section)"),
                ("Cited", scenario.cited.joined(separator: "; ")),
                ("As cited in B", scenario.asCitedInB.joined(separator: "; ")),
                ("Checks", scenario.checks.joined(separator: ", ")),
                ("Attested by", scenario.attestations.joined(separator: ", ")),
                ("Not measured", scenario.unmeasured ?? ""),
                ("Out of scope", scenario.isOutOfScope ? "nothing here can be measured or attested" : ""),
            ]
        )
    }

    private func item(_ item: AttestationItem) -> String {
        Self.page(
            "\(item.id): \(item.question)",
            [
                ("Category", item.category), ("Answered by", item.scope.rawValue),
                ("Evidence", "\(item.evidence) (grade \(item.grade.rawValue))"),
            ]
        )
    }

    private func category(_ category: RiskCategory, in model: RiskModel) -> String {
        let scenarios = model.scenarios.filter { $0.category == category.id }.map { "\($0.id) \($0.title)" }
        return Self.page(
            "\(category.id): \(category.title)",
            [
                ("Core", category.isCore ? "yes" : "no"), ("Initiation", category.initiation.rawValue),
                ("Scenarios", scenarios.joined(separator: "\n                  ")),
            ]
        )
    }

    private static func page(_ title: String, _ rows: [(String, String)]) -> String {
        let lines = rows.filter { !$0.1.isEmpty }.map { name, text in
            name.padding(toLength: 18, withPad: " ", startingAt: 0) + text
        }
        return ([title, ""] + lines).joined(separator: "\n")
    }
}
