// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Inventory
internal import Model
internal import Risk
internal import Settings
internal import Standards

/// What is otherwise in one configuration than in another: sections and keys, the risk model and its thresholds, and the files
/// beside it.
package struct ConfigurationChange: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable { case added, removed, changed }

    /// One thing that is otherwise.
    package struct Entry: Hashable, Sendable, CustomStringConvertible {
        package let kind: Kind
        /// `Endpoint www.mfa.example`, `Chancery`, `risk model`.
        package let subject: String
        /// `Interval: 6h → 1h`; empty for what was added or removed.
        package let details: [String]

        /// One line.
        package var description: String {
            details.isEmpty
                ? "\(kind.rawValue) \(subject)"
                : "\(kind.rawValue) \(subject): \(details.joined(separator: "; "))"
        }
    }

    /// In the order of the sections, those of the risk model last.
    package let entries: [Entry]

    package init(from before: LoadedConfiguration, to after: LoadedConfiguration) {
        entries =
            Self.sections(before.inventory.sections, after.inventory.sections)
            + Self.model(before.method.model, after.method.model)
            + Self.beside(before, after)
    }

    /// As many as a journal bears.
    package static let mostTold = 200
    /// Characters of a value.
    private static let longestValue = 120

    package var told: ArraySlice<Entry> { entries.prefix(Self.mostTold) }

    /// A line each, and one for those that are too many.
    package var lines: [String] {
        let left = entries.count - told.count
        return told.map(\.description) + (left > 0 ? ["and \(left) more"] : [])
    }

    private static func sections(_ before: [ShownSection], _ after: [ShownSection]) -> [Entry] {
        let old = Dictionary(before.map { ($0.title, $0) }) { first, _ in first }
        let titles = Set(after.map(\.title))
        let removed = before.filter { !titles.contains($0.title) }.map {
            Entry(kind: .removed, subject: name($0), details: [])
        }
        return after.compactMap { section in
            guard let earlier = old[section.title] else {
                return Entry(kind: .added, subject: name(section), details: [])
            }
            let details = values(dictionary(earlier), dictionary(section))
            return details.isEmpty ? nil : Entry(kind: .changed, subject: name(section), details: details)
        } + removed
    }

    private static func name(_ section: ShownSection) -> String {
        String(section.title.dropFirst().dropLast())
    }

    private static func dictionary(_ section: ShownSection) -> [String: String] {
        Dictionary(section.settings.map { ($0.key, $0.value) }) { "\($0), \($1)" }
    }

    /// In the order of the keys.
    private static func values(_ before: [String: String], _ after: [String: String]) -> [String] {
        Set(before.keys).union(after.keys).sorted().compactMap { key in
            let (old, new) = (before[key] ?? "", after[key] ?? "")
            return old == new ? nil : "\(key): \(shown(old)) → \(shown(new))"
        }
    }

    private static func shown(_ value: String) -> String {
        guard !value.isEmpty else { return "(none)" }
        let text = Display.escaped(value)
        return text.count > longestValue ? "\(text.prefix(longestValue))…" : text
    }

    private static func model(_ before: RiskModel, _ after: RiskModel) -> [Entry] {
        guard before.sha256 != after.sha256 else { return [] }
        let stamp =
            "\(before.name) \(before.version) (SHA-256 \(before.sha256.prefix(12))) → "
            + "\(after.name) \(after.version) (\(after.sha256.prefix(12)))"
        let checks = Set(before.checks.keys).union(after.checks.keys).sorted().compactMap { id -> Entry? in
            let (old, new) = (before.checks[id], after.checks[id])
            guard old != new else { return nil }
            let details = values(old?.thresholds ?? [:], new?.thresholds ?? [:])
            let kind: Kind = old == nil ? .added : new == nil ? .removed : .changed
            return Entry(
                kind: kind,
                subject: "rule of the check \(id)",
                details: details.isEmpty && kind == .changed ? ["bands, controls or words"] : details
            )
        }
        var parts: [String] = []
        if before.deadlines != after.deadlines { parts.append("deadlines") }
        if before.acceptanceLimits != after.acceptanceLimits { parts.append("limits of acceptances") }
        if before.categories != after.categories { parts.append("categories") }
        if before.scenarios != after.scenarios { parts.append("scenarios") }
        if before.attestations != after.attestations { parts.append("attestation items") }
        return [Entry(kind: .changed, subject: "risk model", details: [stamp] + parts)] + checks
    }

    private static func beside(_ before: LoadedConfiguration, _ after: LoadedConfiguration) -> [Entry] {
        var files: [String] = []
        if before.method.standards.policies != after.method.standards.policies { files.append("policies") }
        if before.method.standards.grade != after.method.standards.grade { files.append("grade.conf") }
        if before.method.standards.remedies != after.method.standards.remedies {
            files.append("remedies.conf")
        }
        if before.method.clients.clients != after.method.clients.clients { files.append("clients.conf") }
        if before.audience != after.audience { files.append("audience.conf or links.conf") }
        return files.map { Entry(kind: .changed, subject: $0, details: []) }
    }
}
