// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// `[Model]`: what the method is called and the numbers that hold for all of it.
enum ModelSection {
    static let name = Key("Name", .text, isRequired: true, summary: "What the method is called.")
    static let version = Key("Version", .word, isRequired: true, summary: "Changes with every number below.")
    static let likelihoodRule = Key(
        "LikelihoodRule",
        .oneOf(LikelihoodRule.self),
        standard: "nist",
        summary: "nist for table G-5 as published, min for the smaller of its two inputs."
    )
    static let deadlines = ListKey(
        "Deadline",
        .deadline,
        standard: "very-high 15d, high 30d, moderate 90d, low 180d",
        summary: "How long a finding of a band may stay open; a band that is not named has no deadline."
    )
    static let acceptance = Key(
        "AcceptanceLength",
        .days,
        standard: "365d",
        summary: "The longest time from approval to expiry of an acceptance."
    )
    static let acceptanceHigh = Key(
        "AcceptanceLengthHigh",
        .days,
        standard: "90d",
        summary: "The same for findings of band high and very high."
    )
    static let notice = Key(
        "NoticeBefore",
        .days,
        standard: "30d",
        summary: "How long before its last day an acceptance or attestation is announced."
    )
    static let flapChanges = Key(
        "FlapChanges",
        .integer(in: 2...30),
        standard: "3",
        summary: "How often a finding changes between failing and clean, from which on it is called flapping."
    )
    static let flapWindow = Key(
        "FlapWindow",
        .days,
        standard: "30d",
        summary: "Within how many days it changes so often."
    )
    static let ministerRoles = ListKey(
        "MinisterRole",
        .text,
        standard: "Minister",
        summary: "An office that may accept a risk of band very high, as acceptances name it; any case."
    )
    static let editions: [(catalogue: ControlCatalogue, key: Key<String>)] = ControlCatalogue.allCases.map {
        let summary = "The edition that \($0.rawValue)= refers to."
        return ($0, Key("\($0.rawValue)Edition", .text, isRequired: true, summary: summary))
    }

    static let kind = SectionKind(
        "Model",
        .unnamed,
        keys: [
            name.description, version.description, likelihoodRule.description, deadlines.description,
            acceptance.description, acceptanceHigh.description, ministerRoles.description, notice.description,
            flapChanges.description, flapWindow.description,
        ] + editions.map(\.key.description),
        summary: "The method and the numbers that hold for all of it."
    )

    static func deadlines(_ reader: inout SectionReader) -> Deadlines {
        guard reader.isSet(deadlines.description) else {
            _ = reader.take(
                deadlines,
                or: Deadlines.standard.days.sorted { $0.key > $1.key }.map {
                    Deadline(band: $0.key, days: $0.value)
                }
            )
            return .standard
        }
        let span = reader.span(of: deadlines.description)
        var days: [Band: Int] = [:]
        for deadline in reader.take(deadlines)
        where days.updateValue(deadline.days, forKey: deadline.band) != nil {
            reader.report(.error, "Deadline: the band '\(deadline.band)' is given twice", at: span)
        }
        let gravestFirst = days.sorted { $0.key > $1.key }
        for (graver, milder) in zip(gravestFirst, gravestFirst.dropFirst()) where graver.value > milder.value
        {
            let message =
                "Deadline: '\(graver.key)' may stay open longer (\(graver.value)d) than '\(milder.key)' "
                + "(\(milder.value)d)"
            reader.report(.error, message, at: span)
        }
        return Deadlines(days: days)
    }

    static func flapRule(_ reader: inout SectionReader) -> FlapRule {
        FlapRule(
            changes: reader.take(flapChanges, or: FlapRule.standard.changes),
            days: reader.take(flapWindow, or: FlapRule.standard.days)
        )
    }

    static func limits(_ reader: inout SectionReader) -> AcceptanceLimits {
        let standard = AcceptanceLimits.standard
        let days = reader.take(acceptance, or: standard.days)
        let isSet = reader.isSet(acceptanceHigh.description)
        let given =
            isSet ? reader.take(acceptanceHigh) : reader.take(acceptanceHigh, or: standard.daysForHigh)
        if let given, given > days {
            let span = reader.span(of: acceptanceHigh.description)
            reader.report(.error, "AcceptanceLengthHigh is longer than AcceptanceLength (\(days)d)", at: span)
        }
        let roles = reader.take(ministerRoles, or: standard.ministerRoles)
        return AcceptanceLimits(days: days, daysForHigh: given ?? standard.daysForHigh, ministerRoles: roles)
    }
}

/// `[Category ID]`: a heading of the report and its threat profile.
enum CategorySection {
    static let title = Key("Title", .text, isRequired: true, summary: "The heading in reports.")
    static let core = Key(
        "Core",
        .boolean,
        standard: "no",
        summary: "Whether it stands among the core categories, before the others."
    )
    static let initiation = Key(
        "Initiation",
        .band,
        isRequired: true,
        summary:
            "How likely it is that events of the category are initiated (SP 800-30r1 tables G-2 and G-3)."
    )

    static let kind = SectionKind(
        "Category",
        .named(example: "data-leaks"),
        keys: [title.description, core.description, initiation.description],
        summary: "A category of risks."
    )

    static func read(_ reader: inout SectionReader) -> RiskCategory? {
        let id = reader.takeName(.sectionName)
        let title = reader.take(title)
        let core = reader.take(core, or: false)
        let initiation = reader.take(initiation)
        guard let id, let title, let initiation else { return nil }
        return RiskCategory(id: id, title: title, isCore: core, initiation: initiation)
    }
}
