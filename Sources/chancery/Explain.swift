// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Foundation
internal import Messages
internal import Model
internal import Pipeline
internal import Reports
internal import Risk
internal import Settings
internal import Standards

/// `chancery explain`: what a check, scenario, category, attestation item, policy or row of the rating means.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Explain a check, a scenario, a category, an attestation item, a policy or a row of the rating.",
        discussion: """
            Without an id it lists what there is to explain.

            Examples:
              chancery explain
              chancery explain tls.ssl3-offered
              chancery explain RC10
              chancery explain Q37
              chancery explain policy:mozilla-6.0-intermediate
              chancery explain grade:tls1.0-or-tls1.1
              chancery explain --catalogue > checks.md
              chancery explain --messages pt-BR > languages/pt-BR.po
            """
    )

    @OptionGroup var modelOptions: ModelOptions

    @Flag(help: "Print the catalogue of all checks as Markdown.")
    var catalogue = false

    @Option(
        help: ArgumentHelp(
            "Print a message file without translations, for reports in the language of this tag.",
            valueName: "tag"
        )
    )
    var messages: String?

    @Argument(help: "An id: tls.ssl3-offered, RC10, Q37, cyberattacks …")
    var id: String?

    func validate() throws {
        if catalogue, id != nil { throw ValidationError("--catalogue takes no id") }
        if let messages {
            if catalogue || id != nil { throw ValidationError("--messages stands alone") }
            // What is printed must be a file that is taken in again.
            guard (try? MessageFile(Array(Messages.template(language: messages).utf8))) != nil else {
                throw ValidationError("--messages takes a language tag such as fr or pt-BR")
            }
        }
    }

    func run() throws {
        if let messages { return Terminal.print(Messages.template(language: messages)) }
        let method = try modelOptions.loadMethod()
        let (model, standards) = (method.model, method.standards)
        guard !catalogue else { return Terminal.print(CheckCatalogue(model: model).markdown) }
        guard let id else { return Terminal.print(Self.list(model, standards)) }
        guard let text = Self.text(id, in: model) ?? Self.text(id, in: standards) else {
            let hint = NearestWord.nearest(to: id, among: Self.ids(model) + standards.ids).map {
                "did you mean '\($0)'?"
            }
            let advice = hint ?? "'chancery explain' lists what there is"
            Terminal.say("chancery: nothing has the id '\(Terminal.harmless(id))'; \(advice)")
            throw ExitCode.validationFailure
        }
        Terminal.print(text)
    }

    private static func text(_ id: String, in model: RiskModel) -> String? {
        check(id, in: model) ?? model.scenario(id).map(scenario) ?? model.attestation(id).map(item)
            ?? model.category(id).map { category($0, in: model) }
    }

    private static func ids(_ model: RiskModel) -> [String] {
        Array(model.checks.keys) + model.scenarios.map(\.id) + model.attestations.map(\.id)
            + model.categories.map(\.id)
    }

    private static func list(_ model: RiskModel, _ standards: Standards) -> String {
        let groups: [(title: String, rows: [(id: String, text: String)])] = [
            ("Checks", Catalog.all.map { ($0.identity.id, $0.identity.title) }),
            ("Categories", model.categories.map { ($0.id, $0.title) }),
            ("Scenarios", model.scenarios.map { ($0.id, $0.title) }),
            ("Attestation items", model.attestations.map { ($0.id, $0.question) }),
            ("Policies", standards.policies.map { ("policy:\($0.id)", "\($0.name), \($0.edition)") }),
            ("Rows of the rating", (standards.grade?.rows ?? []).map { ("grade:\($0.id)", $0.text) }),
        ]
        return groups.map { title, rows in
            let width = rows.map(\.id.count).max() ?? 0
            let lines = rows.map { row in
                "  " + row.id.padding(toLength: width + 2, withPad: " ", startingAt: 0)
                    + WrappedText.hanging(row.text, indent: width + 4)
            }
            return ([title] + lines).joined(separator: "\n")
        }
        .joined(separator: "\n\n")
    }
}

// MARK: One page each

extension Explain {
    private static func check(_ id: String, in model: RiskModel) -> String? {
        guard let identity = Catalog.identities[id], let rule = model.checks[id] else { return nil }
        let levels = rule.levels.map { "\($0.name) (\($0.adverseImpact))" }
        return page(
            "\(identity.id): \(identity.title)",
            [
                ("Measures", identity.measures), ("Scope", identity.scope.rawValue),
                ("Levels", levels.isEmpty ? "it never fails" : levels.joined(separator: ", ")),
                ("Why these bands", rule.rationale), ("Thresholds", rule.writtenThresholds),
                ("Remedy", identity.remedy), ("Category", rule.category),
                ("Scenarios", rule.scenarios.joined(separator: ", ")), ("Controls", rule.writtenControls),
                ("References", identity.references.joined(separator: "; ")),
            ]
        )
    }

    private static func scenario(_ scenario: Scenario) -> String {
        page(
            "\(scenario.id): \(scenario.title)",
            [
                ("Category", scenario.category),
                (
                    "Source",
                    "paper \(scenario.papers.map(\.rawValue).joined(separator: ", ")), \(scenario.section)"
                ),
                ("Cited", scenario.cited.joined(separator: "; ")),
                ("As cited in B", scenario.asCitedInB.joined(separator: "; ")),
                ("Checks", scenario.checks.joined(separator: ", ")),
                ("Attested by", scenario.attestations.joined(separator: ", ")),
                ("Not measured", scenario.unmeasured ?? ""),
                ("Out of scope", scenario.isOutOfScope ? "nothing here can be measured or attested" : ""),
            ]
        )
    }

    private static func item(_ item: AttestationItem) -> String {
        page(
            "\(item.id): \(item.question)",
            [
                ("Category", item.category), ("Answered by", item.scope.rawValue),
                ("Evidence", "\(item.evidence) (grade \(item.grade.rawValue))"),
                ("Contradicted by", item.contradictions.map(words).joined(separator: ", ")),
            ]
        )
    }

    private static func words(_ contradiction: Contradiction) -> String {
        let levels = contradiction.levels.joined(separator: ", ")
        return levels.isEmpty ? contradiction.check : "\(contradiction.check) (\(levels))"
    }

    private static func category(_ category: RiskCategory, in model: RiskModel) -> String {
        let scenarios = model.scenarios.filter { $0.category == category.id }.map { "\($0.id) \($0.title)" }
        return page(
            "\(category.id): \(category.title)",
            [
                ("Core", category.isCore ? "yes" : "no"), ("Initiation", category.initiation.rawValue),
                ("Scenarios", scenarios.joined(separator: "\n")),
            ]
        )
    }

    /// A row for each text that is not empty; a text may have several lines.
    static func page(_ title: String, _ rows: [(String, String)]) -> String {
        let indent = 18
        let lines = rows.filter { !$0.1.isEmpty }.map { name, text in
            name.padding(toLength: indent, withPad: " ", startingAt: 0)
                + WrappedText.hanging(text, indent: indent)
        }
        return ([WrappedText.hanging(title, indent: 2), ""] + lines).joined(separator: "\n")
    }
}

// MARK: All checks in one document

/// Every check with what the risk model says of it, in the order of the catalogue, as Markdown.
private struct CheckCatalogue {
    let model: RiskModel

    var markdown: String {
        ([introduction, table] + Catalog.all.map { section($0.identity) }).joined(separator: "\n\n")
    }

    private var introduction: String {
        """
        <!-- Written by "chancery explain --catalogue"; change the checks or the risk model, not this file. -->

        # Checks

        \(Catalog.all.count) checks, weighed by \(model.name) \(model.version). A level is one way to fail, mildest \
        first; beside it stands how likely adverse impact is once the event occurs (NIST SP 800-30r1, table G-4). \
        The risk of a finding follows from that, from how likely the event is, and from how critical the endpoint \
        is. Thresholds, bands and controls stand in `risk-model.conf` and can be changed there.
        """
    }

    private var table: String {
        let rows = Catalog.all.map { row($0.identity) }
        return (["| Check | Fails where | Levels |", "|---|---|---|"] + rows).joined(separator: "\n")
    }

    private func row(_ identity: CheckIdentity) -> String {
        "| [`\(identity.id)`](#\(anchor(identity.id))) | \(identity.title) | \(levels(of: identity)) |"
    }

    private func section(_ identity: CheckIdentity) -> String {
        let rule = model.checks[identity.id]
        let category = rule.flatMap { model.category($0.category)?.title } ?? ""
        let rows = [
            ("Measures", identity.measures), ("Scope", identity.scope.rawValue),
            ("Levels", levels(of: identity)), ("Why these bands", rule?.rationale ?? ""),
            ("Thresholds", rule?.writtenThresholds ?? ""), ("Remedy", identity.remedy),
            ("Category", category), ("Scenarios", rule?.scenarios.joined(separator: ", ") ?? ""),
            ("Controls", rule?.writtenControls ?? ""),
            ("References", identity.references.joined(separator: "; ")),
        ]
        let lines = rows.filter { !$0.1.isEmpty }.map { "- **\($0.0)**: \($0.1)" }
        return (["## \(identity.id)", "", "\(identity.title).", ""] + lines).joined(separator: "\n")
    }

    private func levels(of identity: CheckIdentity) -> String {
        let rule = model.checks[identity.id]
        let levels = (rule?.levels ?? []).map { "\($0.name): \($0.adverseImpact)" }
        return levels.isEmpty ? "never fails" : levels.joined(separator: ", ")
    }

    /// The anchor that Markdown readers make of a heading.
    private func anchor(_ heading: String) -> String {
        heading.filter { $0.isLetter || $0.isNumber || $0 == "-" }
    }
}

extension CheckRule {
    /// `ISO/IEC 27001:2022: 8.24; NIST SP 800-53r5: SC-13`.
    fileprivate var writtenControls: String {
        controls.named.sorted { $0.key < $1.key }
            .map { "\($0.key): \($0.value.joined(separator: ", "))" }.joined(separator: "; ")
    }

    fileprivate var writtenThresholds: String {
        thresholds.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ", ")
    }
}
