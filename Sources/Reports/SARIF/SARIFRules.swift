// SPDX-License-Identifier: Apache-2.0
import Checks
import Model

/// The checks as rules, and the catalogues of controls as taxonomies (SARIF 2.1.0 §3.19, §3.49).
struct SARIFRules: Sendable {
    /// In the order of `index`.
    let rules: [JSONValue]
    let taxonomies: [JSONValue]
    private let positions: [String: Int]
    /// References to the controls of each rule; empty where it has none.
    private let taxa: [[JSONValue]]

    init(_ index: ExportIndex) {
        let document = index.document
        let used = index.findings.map(\.finding.check) + (document.previous?.items.map(\.key.check) ?? [])
        let identifiers = Set(document.checks.keys).union(document.attestationItems.map(\.id)).union(used)
            .sorted()
        let catalogues = SARIFCatalogues(document.checks.values)
        let taxa = identifiers.map { catalogues.references(document.checks[$0]?.controls ?? [:]) }
        self.taxa = taxa
        rules = zip(identifiers, taxa).map { Self.rule($0, controls: $1, in: index) }
        taxonomies = catalogues.taxonomies
        positions = Dictionary(zip(identifiers, identifiers.indices)) { first, _ in first }
    }

    func position(of check: String) -> Int? { positions[check] }

    /// Nil where the check has no controls.
    func controls(of check: String) -> JSONValue? {
        positions[check].flatMap { JSONValue.list(taxa[$0]) }
    }

    private static func rule(_ id: String, controls: [JSONValue], in index: ExportIndex) -> JSONValue {
        let check = index.document.checks[id]
        let relationships = controls.map { target -> JSONValue in
            ["target": target, "kinds": ["relevant"]]
        }
        return .members([
            "id": .string(ExportText.line(id)),
            "shortDescription": SARIFText.message(index.title(of: id)),
            "fullDescription": (check?.identity.measures ?? index.question(id)?.evidence)
                .map(SARIFText.message),
            "help": index.remedy(for: id).map(SARIFText.message),
            "relationships": .list(relationships),
            "properties": .members([
                "category": .text(check?.category),
                "effort": .text(check?.effort),
                "levels": check.map { JSONValue($0.identity.levels) },
                "rationale": .text(check?.rationale),
                "references": check.map { JSONValue($0.identity.references) },
                "scope": .text((check?.identity.scope ?? index.question(id)?.scope)?.rawValue),
            ]),
        ])
    }
}

/// The catalogues of controls that the checks name, with the controls that they name of each.
struct SARIFCatalogues: Sendable {
    private let names: [String]
    private let controls: [[String]]
    private let positions: [String: [String: Int]]

    init(_ checks: some Sequence<CheckInfo>) {
        var byName: [String: Set<String>] = [:]
        for check in checks {
            for (name, identifiers) in check.controls { byName[name, default: []].formUnion(identifiers) }
        }
        let sorted = byName.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
        names = sorted.map(\.0)
        controls = sorted.map(\.1)
        positions = Dictionary(
            uniqueKeysWithValues: sorted.map { name, identifiers in
                (name, Dictionary(uniqueKeysWithValues: zip(identifiers, identifiers.indices)))
            }
        )
    }

    var taxonomies: [JSONValue] {
        zip(names, controls).map { name, controls in
            [
                "name": .string(name), "isComprehensive": .bool(false),
                "taxa": .array(controls.map { ["id": .string($0)] }),
            ]
        }
    }

    /// The same controls as references into the taxonomies (§3.52), catalogue by catalogue.
    func references(_ controls: [String: [String]]) -> [JSONValue] {
        names.enumerated().flatMap { number, name in
            (controls[name] ?? []).sorted().compactMap { control in
                positions[name]?[control].map { position in
                    [
                        "id": .string(control), "index": .integer(position),
                        "toolComponent": ["name": .string(name), "index": .integer(number)],
                    ]
                }
            }
        }
    }
}
