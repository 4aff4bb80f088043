// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Scenario ID]`: one thing that the papers name as a risk.
enum ScenarioSection {
    static let title = Key("Title", .text, isRequired: true, summary: "The risk in one sentence.")
    static let papers = ListKey(
        "Paper",
        .oneOf(Paper.self),
        isRequired: true,
        summary: "A for Setiawan et al. 2024, B for Budiana 2023."
    )
    static let section = Key("Section", .text, isRequired: true, summary: "Where the papers name it.")
    static let cited = ListKey("Cited", .text, summary: "Authors whom the papers cite for it.")
    static let asCitedInB = ListKey(
        "AsCitedInB",
        .text,
        summary: "Authors whom paper B names without listing them as references."
    )
    static let roles = ListKey(
        "Role",
        .oneOf(Role.self),
        summary: "The roles of the endpoints on which its checks count; unset: all."
    )
    static let unmeasured = Key(
        "Unmeasured",
        .text,
        summary: "What no check of this version measures, and why."
    )
    static let outOfScope = Key(
        "OutOfScope",
        .boolean,
        standard: "no",
        summary: "Whether nothing of it can be measured or attested."
    )

    static func category(_ categories: [String]) -> Key<String> {
        Key(
            "Category",
            .known("category", categories),
            isRequired: true,
            summary: "The category it counts in."
        )
    }

    static func checks(_ checks: [String]) -> ListKey<String> {
        ListKey("Checks", .known("check", checks), summary: "Ids of the checks that measure it.")
    }

    static func attestations(_ items: [String]) -> ListKey<String> {
        ListKey(
            "Attestations",
            .known("[Attestation …] section", items),
            summary: "The items by which staff attest it."
        )
    }

    static let kind = SectionKind(
        "Scenario",
        .named(example: "RC1"),
        keys: [
            category([]).description, title.description, papers.description, section.description,
            cited.description, asCitedInB.description, checks([]).description, roles.description,
            attestations([]).description, unmeasured.description, outOfScope.description,
        ],
        summary: "A risk that the papers name."
    )

    /// Also where something is wrong, which is then reported: what the scenario lists counts as listed all the same,
    /// so that one mistake is one error.
    static func read(_ reader: inout SectionReader, _ names: KnownNames) -> Scenario {
        let scenario = Scenario(
            id: reader.takeName(.sectionName) ?? "",
            category: reader.take(category(names.categories)) ?? "",
            title: reader.take(title) ?? "",
            papers: reader.take(papers),
            section: reader.take(section) ?? "",
            cited: reader.take(cited),
            asCitedInB: reader.take(asCitedInB),
            checks: reader.take(checks(names.checks)),
            roles: reader.take(roles),
            attestations: reader.take(attestations(names.attestations)),
            unmeasured: reader.take(unmeasured),
            isOutOfScope: reader.take(outOfScope, or: false)
        )
        reportContradictions(in: &reader, names)
        return scenario
    }

    private static func reportContradictions(in reader: inout SectionReader, _ names: KnownNames) {
        let served = [checks([]).description, attestations([]).description].filter { reader.isSet($0) }
        let isOutOfScope = reader.section.values(of: outOfScope.description).last?.text == "yes"
        if isOutOfScope, let key = served.first {
            let message = "the scenario is out of scope and cannot have \(key.name)="
            reader.report(.error, message, at: reader.span(of: key))
        }
        if !isOutOfScope, served.isEmpty, !reader.isSet(unmeasured.description) {
            let message =
                "\(reader.section.title) has neither Checks= nor Attestations=; say why in Unmeasured=, or set "
                + "OutOfScope=yes"
            reader.report(.error, message, at: reader.section.header)
        }
        if reader.isSet(roles.description), !served.contains(where: { $0.name == "Checks" }) {
            reader.report(
                .error,
                "Role= has no meaning without Checks=",
                at: reader.span(of: roles.description)
            )
        }
    }
}

/// The names that sections of the file refer to each other by.
struct KnownNames {
    let categories: [String]
    let checks: [String]
    let attestations: [String]
    /// The levels of each check by its id.
    let levels: [String: [String]]
}
