// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Settings
import TLSWire

/// `[Policy ID]`: what a guideline is called, where it stands and when it holds.
enum PolicySection {
    static let name = Key("Name", .text, isRequired: true, summary: "What the guideline is called.")
    static let edition = Key("Edition", .text, isRequired: true, summary: "Its version or date.")
    static let source = Key("Source", .word, isRequired: true, summary: "The publisher's address of it.")
    static let from = Key("EffectiveFrom", .day, isRequired: true, summary: "The first day in force.")
    static let until = Key("Until", .day, summary: "The last day in force; unset: still in force.")
    static let leftOut = ListKey("LeftOut", .text, summary: "What of it is not judged here, and why.")

    static let kind = SectionKind(
        "Policy",
        .named(example: "mozilla-6.0-intermediate"),
        keys: [
            name.description, edition.description, source.description, from.description, until.description,
            leftOut.description,
        ],
        summary: "A published guideline."
    )

    static func read(_ reader: inout SectionReader, rules: [PolicyRule]) -> Policy? {
        let id = reader.takeName(.identifier)
        let name = reader.take(name)
        let edition = reader.take(edition)
        let source = reader.take(source)
        let from = reader.take(from)
        let until = reader.take(until)
        // A sentence has commas.
        let leftOut = reader.section.values(of: leftOut.description).map(\.text)
        if let from, let until, until < from {
            let span = reader.span(of: Self.until.description)
            reader.report(.error, "Until: \(until) is before EffectiveFrom (\(from))", at: span)
        }
        guard let id, let name, let edition, let source, let from else { return nil }
        return Policy(
            id: id,
            name: name,
            edition: edition,
            source: source,
            effectiveFrom: from,
            until: until,
            leftOut: leftOut,
            rules: rules
        )
    }
}

/// `[Rule ID]`: what a guideline says of one subject.
enum RuleSection {
    static let subject = Key(
        "Subject",
        .oneOf(PolicySubject.self),
        isRequired: true,
        summary: "What the rule speaks of."
    )
    static let versions = ListKey("Versions", .version, summary: "The versions it is confined to.")
    static let others = Key(
        "Others",
        .oneOf(PolicyLevel.self),
        standard: "not-listed",
        summary: "The level of what no rule of the same subject and versions lists."
    )
    static let minimum = Key("Minimum", .integer(in: 0...100_000), summary: "The least number allowed.")
    static let maximum = Key("Maximum", .integer(in: 0...100_000), summary: "The greatest number allowed.")
    static let recommendedMaximum = Key(
        "RecommendedMaximum",
        .integer(in: 0...100_000),
        summary: "The greatest number recommended."
    )
    static let from = Key("From", .day, summary: "The first day in force; unset: as the policy.")
    static let until = Key("Until", .day, summary: "The last day of the levels it gives; unset: no end.")
    static let after = Key(
        "After",
        .oneOf(PolicyLevel.self),
        summary: "The level of what it lists after Until=; unset: the rule is gone."
    )
    static let clause = Key("Clause", .text, isRequired: true, summary: "Where the source says so.")

    /// Levels that a rule may list names under.
    static let levels: [(level: PolicyLevel, key: String)] = [
        (.required, "Required"), (.recommended, "Recommended"), (.allowed, "Allowed"),
        (.phaseOut, "PhaseOut"), (.forbidden, "Forbidden"),
    ]

    static func list(_ key: String, _ subject: PolicySubject) -> ListKey<String> {
        ListKey(key, .word(of: subject), summary: "What has the level \(key), by its registered names.")
    }

    static let kind = SectionKind(
        "Rule",
        .named(example: "suites-tls1.2"),
        keys: [
            subject.description, versions.description, others.description, minimum.description,
            maximum.description, recommendedMaximum.description, from.description, until.description,
            after.description, clause.description,
        ] + levels.map { list($0.key, .versions).description },
        summary: "What a guideline says of one subject."
    )

    static func read(_ reader: inout SectionReader) -> PolicyRule? {
        let id = reader.takeName(.identifier)
        let subject = reader.take(subject)
        let versions = reader.take(versions)
        var listed: [PolicyLevel: [String]] = [:]
        for (level, key) in levels where reader.isSet(list(key, .versions).description) {
            listed[level] = subject.map { reader.take(list(key, $0)) }
        }
        let others = reader.take(others, or: .notListed)
        let minimum = reader.take(minimum)
        let maximum = reader.take(maximum)
        let recommended = reader.take(recommendedMaximum)
        let from = reader.take(from)
        let until = reader.take(until)
        let after = reader.take(after)
        let clause = reader.take(clause)
        guard let id, let subject, let clause else { return nil }
        let rule = PolicyRule(
            id: id,
            subject: subject,
            versions: versions,
            listed: listed,
            others: others,
            minimum: minimum,
            maximum: maximum,
            recommendedMaximum: recommended,
            from: from,
            until: until,
            after: after,
            clause: clause
        )
        report(rule, &reader)
        return rule
    }

    /// What each key allows and all together do not mean.
    private static func report(_ rule: PolicyRule, _ reader: inout SectionReader) {
        let header = reader.section.header
        let hasNumber = [rule.minimum, rule.maximum, rule.recommendedMaximum].contains { $0 != nil }
        let hasList = !rule.listed.isEmpty || rule.others != .notListed
        if rule.subject.isNumber, hasList || !hasNumber {
            reader.report(.error, "a rule of \(rule.subject.words) gives a number and no list", at: header)
        }
        if !rule.subject.isNumber, hasNumber || !hasList {
            let keys = levels.map { "\($0.key)=" }.joined(separator: ", ")
            reader.report(.error, "a rule of \(rule.subject.words) needs one of \(keys)", at: header)
        }
        if !rule.subject.hasVersions, !rule.versions.isEmpty {
            let message = "Versions: a rule of \(rule.subject.words) speaks of no version"
            reader.report(.error, message, at: reader.span(of: versions.description))
        }
        if let from = rule.from, let until = rule.until, until < from {
            let message = "Until: \(until) is before From (\(from))"
            reader.report(.error, message, at: reader.span(of: Self.until.description))
        }
        if rule.after != nil, rule.until == nil {
            reader.report(
                .error,
                "After= has no meaning without Until=",
                at: reader.span(of: after.description)
            )
        }
        var seen: Set<String> = []
        for (level, key) in levels {
            for word in rule.listed[level] ?? [] where !seen.insert(word).inserted {
                let span = reader.span(of: list(key, rule.subject).description)
                reader.report(.error, "\(key): '\(word)' has a level already", at: span)
            }
        }
    }
}
