// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// Puts the sections of a model file together, and collects what is wrong with any of them.
struct ModelReader {
    private(set) var diagnostics: [Diagnostic]
    /// By check id and key.
    private(set) var thresholdSpans: [String: [String: SourceSpan]] = [:]
    private let document: Document
    private let file: SourceFile
    private let checkKind: SectionKind
    private let declarations: [CheckDeclaration]

    init(_ bytes: [UInt8], file: String, knownChecks: [CheckDeclaration]) {
        let syntax = Lexer.lex(bytes, file: file)
        self.file = syntax.source
        declarations = knownChecks
        checkKind = Self.checkKind(knownChecks)
        let schema = RiskModelFile.schema(knownChecks: knownChecks)
        document = Document([FileStack(syntax)], schema: schema)
        diagnostics = document.diagnostics
    }

    static func checkKind(_ checks: [CheckDeclaration]) -> SectionKind {
        CheckSection.kind(
            settings: Dictionary(checks.map { ($0.id, $0.settings) }) { first, _ in first }
        )
    }

    /// Nil where the file is too wrong to be a model; whether it is right say the diagnostics alone.
    mutating func model(sha256: String) -> RiskModel? {
        // Names count also where the rest of their section is wrong: one mistake, one error.
        let names = KnownNames(
            categories: document.sections(of: CategorySection.kind).map(\.name),
            checks: declarations.map(\.id),
            attestations: document.sections(of: AttestationItemSection.kind).map(\.name),
            levels: Dictionary(declarations.map { ($0.id, $0.levels) }) { first, _ in first }
        )
        if names.categories.isEmpty {
            diagnostics.append(Diagnostic(.error, "the file has no [Category …] section", at: file.whole))
        }
        let categories = readAll(CategorySection.kind) { CategorySection.read(&$0) }
        let initiations = Dictionary(categories.map { ($0.id, $0.initiation) }) { first, _ in first }
        let scenarios = readAll(ScenarioSection.kind) { ScenarioSection.read(&$0, names) }
        let attestations = readAttestations(names, initiations, scenarios)
        let checks = readChecks(names, initiations, scenarios)
        let parts = Parts(
            categories: categories,
            scenarios: scenarios,
            attestations: attestations,
            checks: checks
        )
        return readModel(parts, sha256: sha256)
    }

    private struct Parts {
        let categories: [RiskCategory]
        let scenarios: [Scenario]
        let attestations: [AttestationItem]
        let checks: [CheckRule]
    }

    private mutating func readModel(_ parts: Parts, sha256: String) -> RiskModel? {
        var reader = SectionReader(document.section(of: ModelSection.kind, in: file))
        let name = reader.take(ModelSection.name)
        let version = reader.take(ModelSection.version)
        let rule = reader.take(ModelSection.likelihoodRule, or: .nist)
        let deadlines = ModelSection.deadlines(&reader)
        let limits = ModelSection.limits(&reader)
        let notice = reader.take(ModelSection.notice, or: RiskModel.standardNotice)
        let flapRule = ModelSection.flapRule(&reader)
        var editions: [ControlCatalogue: String] = [:]
        for (catalogue, key) in ModelSection.editions { editions[catalogue] = reader.take(key) }
        diagnostics += reader.diagnostics
        guard let name, let version else { return nil }
        return RiskModel(
            name: name,
            version: version,
            sha256: sha256,
            likelihoodRule: rule,
            deadlines: deadlines,
            acceptanceLimits: limits,
            noticeDays: notice,
            flapRule: flapRule,
            controlEditions: editions,
            categories: parts.categories.filter(\.isCore) + parts.categories.filter { !$0.isCore },
            scenarios: parts.scenarios,
            attestations: parts.attestations,
            checks: Dictionary(parts.checks.map { ($0.id, $0) }) { first, _ in first }
        )
    }

    private mutating func readAttestations(
        _ names: KnownNames,
        _ initiations: [String: Band],
        _ scenarios: [Scenario]
    ) -> [AttestationItem] {
        let asked = Set(scenarios.flatMap(\.attestations))
        return readAll(AttestationItemSection.kind) { reader in
            if !asked.contains(reader.section.name) {
                let message = "\(reader.section.title) stands in no Attestations= of any scenario"
                reader.report(.error, message, at: reader.section.header)
            }
            return AttestationItemSection.read(&reader, names) { initiations[$0] }
        }
    }

    private mutating func readChecks(
        _ names: KnownNames,
        _ initiations: [String: Band],
        _ scenarios: [Scenario]
    ) -> [CheckRule] {
        let declared = Dictionary(declarations.map { ($0.id, $0) }) { first, _ in first }
        var served: [String: [String]] = [:]
        for scenario in scenarios {
            for check in scenario.checks { served[check, default: []].append(scenario.id) }
        }
        let listed = Set(document.sections(of: checkKind).map(\.name))
        for missing in declarations where !listed.contains(missing.id) {
            let message = "the check '\(missing.id)' has no section; add [Check \(missing.id)]"
            diagnostics.append(Diagnostic(.error, message, at: file.whole))
        }
        var spans: [String: [String: SourceSpan]] = [:]
        let name = ValueType.known("check", names.checks)
        let rules: [CheckRule] = readAll(checkKind) { reader in
            guard let id = reader.takeName(name), let declaration = declared[id]
            else {
                return nil
            }
            for key in declaration.settings {
                spans[id, default: [:]][key] = reader.span(of: CheckSection.threshold(key).description)
            }
            return CheckSection.read(
                &reader,
                names,
                declaration,
                scenarios: served[id] ?? []
            ) { initiations[$0] }
        }
        thresholdSpans = spans
        return rules
    }

    private mutating func readAll<Value>(
        _ kind: SectionKind,
        _ read: (inout SectionReader) -> Value?
    ) -> [Value] {
        document.sections(of: kind).compactMap { section in
            var reader = SectionReader(section)
            defer { diagnostics += reader.diagnostics }
            return read(&reader)
        }
    }
}
