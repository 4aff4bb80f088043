// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Check ID]`: what a failure of one check means.
enum CheckSection {
    static let affects = ListKey(
        "Affects",
        .oneOf(Objective.self),
        isRequired: true,
        summary: "The objectives that suffer: confidentiality, integrity, availability."
    )
    static let initiation = Key(
        "Initiation",
        .band,
        summary: "How likely it is that the event is initiated or occurs; unset: as in the category."
    )
    static let easeOfReach = Key(
        "EaseOfReach",
        .fraction,
        isRequired: true,
        summary:
            "From 0, hard to exploit or to meet, to 1, within everybody's reach; moves the value in its band."
    )
    static let ages = Key(
        "Ages",
        .boolean,
        standard: "yes",
        summary: "Whether waiting makes a failure worse; no for what is itself raised by waiting."
    )
    static let effort = Key(
        "Effort",
        .oneOf(Effort.self),
        isRequired: true,
        summary: "The usual work of the remedy: S, M or L."
    )
    static let rootCause = Key(
        "RootCause",
        .oneOf(RootCause.self),
        isRequired: true,
        summary: "Where it is mended: zone, certificate, tls, site, page, host or process."
    )
    static let rationale = Key("Rationale", .text, isRequired: true, summary: "Why these bands, in one line.")
    static let controls: [(catalogue: ControlCatalogue, key: ListKey<String>)] = ControlCatalogue.allCases.map
    {
        ($0, ListKey($0.rawValue, .word, summary: "Controls of that catalogue which a failure touches."))
    }

    /// The levels with their bands, each `NAME BAND`.
    static func levels(_ names: [String]) -> ListKey<RuledLevel> {
        ListKey(
            "Level",
            .level(of: names),
            summary: "A level of the check and the likelihood of adverse impact at it (table G-4)."
        )
    }

    static func threshold(_ name: String) -> Key<String> {
        Key(name, .text, isRequired: true, summary: "A threshold of the check.")
    }

    /// - Parameter settings: the names of a check's thresholds by its id.
    static func kind(settings: [String: [String]]) -> SectionKind {
        SectionKind(
            "Check",
            .named(example: "certificate.expired"),
            keys: [
                ScenarioSection.category([]).description, levels([]).description, affects.description,
                initiation.description, easeOfReach.description, ages.description, effort.description,
                rootCause.description,
                rationale.description,
            ] + controls.map(\.key.description),
            keysByName: { id in (settings[id] ?? []).map { threshold($0).description } },
            summary: "What a failure of one check means."
        )
    }

    static func read(
        _ reader: inout SectionReader,
        _ names: KnownNames,
        _ declaration: CheckDeclaration,
        scenarios: [String],
        initiation: (String) -> Band?
    ) -> CheckRule? {
        let category = reader.take(ScenarioSection.category(names.categories))
        let levels = readLevels(&reader, declaration)
        let affects = reader.take(affects)
        let own = reader.take(Self.initiation)
        let easeOfReach = reader.take(easeOfReach)
        let ages = reader.take(ages, or: true)
        let effort = reader.take(effort)
        let rootCause = reader.take(rootCause)
        let rationale = reader.take(rationale)
        var controls: [ControlCatalogue: [String]] = [:]
        for (catalogue, key) in Self.controls { controls[catalogue] = reader.take(key) }
        var thresholds: [String: String] = [:]
        for name in declaration.settings { thresholds[name] = reader.take(threshold(name)) }
        if scenarios.isEmpty {
            let message = "\(reader.section.title) stands in no Checks= of any scenario"
            reader.report(.error, message, at: reader.section.header)
        }
        guard let category, let easeOfReach, let effort, let rootCause, let rationale else { return nil }
        return CheckRule(
            id: declaration.id,
            category: category,
            affects: affects,
            initiation: own ?? initiation(category) ?? .veryLow,
            levels: levels,
            easeOfReach: easeOfReach,
            ages: ages,
            followsFromDecisions: declaration.followsFromDecisions,
            effort: effort,
            rootCause: rootCause,
            rationale: rationale,
            controls: Controls(controls),
            thresholds: thresholds,
            scenarios: scenarios
        )
    }

    /// In the order that the check declares, in which no level may be milder than the one before it.
    private static func readLevels(
        _ reader: inout SectionReader,
        _ declaration: CheckDeclaration
    ) -> [RuledLevel] {
        let key = levels(declaration.levels)
        let span = reader.span(of: key.description)
        let given = Dictionary(grouping: reader.take(key), by: \.name)
        var levels: [RuledLevel] = []
        for name in declaration.levels {
            guard let level = given[name]?.first else {
                // A level that is misspelt was reported where it stands.
                if reader.diagnostics.contains(where: { $0.message.hasPrefix("Level: ") }) { continue }
                let message =
                    "\(reader.section.title) gives the level '\(name)' no band; write Level=\(name) BAND"
                reader.report(.error, message, at: reader.section.header)
                continue
            }
            if given[name]?.count != 1 {
                reader.report(.error, "Level: '\(name)' is given more than one band", at: span)
            }
            if let milder = levels.last, level.adverseImpact < milder.adverseImpact {
                let message =
                    "Level: '\(name)' (\(level.adverseImpact)) is graver than '\(milder.name)' "
                    + "(\(milder.adverseImpact)) and cannot have the lower band"
                reader.report(.error, message, at: span)
            }
            levels.append(level)
        }
        return levels
    }
}
