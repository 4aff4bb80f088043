// SPDX-License-Identifier: Apache-2.0
package import Model
package import Settings

/// Reads a configuration folder into values.
///
/// It holds `chancery.conf`, `endpoints.d/*.conf`, `attestations.conf`, `acceptances.conf`, `accounts.conf`
/// and `alerts.conf`. Any
/// section may stand in any of these files; drop-ins work as `Document` says.
package enum ConfigurationReader {
    package static let schema = Schema([
        ChancerySection.kind, HTTPSection.kind, MinistrySection.kind, MissionSection.kind,
        EndpointSection.kind,
        DomainSection.kind, AttestationSection.kind, AcceptanceSection.kind, AccountSection.kind,
        DisputeSection.kind, VantageSection.kind, AlertSection.kind,
    ])

    /// - Parameters:
    ///   - knownChecks: the ids that an acceptance may name.
    ///   - today: the day on which authorisations, attestations and acceptances are called expired.
    ///   - inspect: looks at a file of evidence; nil where nobody looks.
    ///   - verifier: looks at its signature; nil where nobody looks.
    package static func read(
        directory: String,
        knownChecks: Set<String>,
        today: CalendarDay,
        inspect: ((String) -> FileInspection)? = nil,
        verifier: EvidenceVerifier? = nil
    ) throws(ConfigurationErrors) -> Configuration {
        var loader = FileLoader()
        let advice = "; copy the shipped chancery.conf there, or name another folder with --config"
        let main = loader.stack(at: "\(directory)/chancery.conf", absence: .error(advice: advice))
        let endpoints = loader.stacks(in: "\(directory)/endpoints.d")
        let others = ["attestations", "acceptances", "accounts", "alerts"].map {
            loader.stack(at: "\(directory)/\($0).conf", absence: .allowed)
        }
        let document = Document([main] + endpoints + others, schema: schema)
        var context = InventoryContext(document, checks: knownChecks, today: today, directory: directory)
        context.inspect = inspect
        context.verifier = verifier
        var assembly = Assembly(document, context, main: main.main.source)
        return try assembly.configuration()
    }
}

/// Puts the sections together, and collects what is wrong with any of them.
private struct Assembly {
    private let document: Document
    private let main: SourceFile
    private var context: InventoryContext
    private var diagnostics: [Diagnostic]
    private var shown: [ShownSection] = []

    init(_ document: Document, _ context: InventoryContext, main: SourceFile) {
        self.document = document
        self.context = context
        self.main = main
        diagnostics = document.diagnostics
    }

    mutating func configuration() throws(ConfigurationErrors) -> Configuration {
        var service = readOnly(ChancerySection.self) ?? ServiceSettings()
        service.http = readOnly(HTTPSection.self) ?? HTTPSettings()
        let ministry = readOnly(MinistrySection.self) ?? Ministry(name: "")
        let estate = Estate(
            ministry: ministry,
            missions: readAll(MissionSection.self),
            endpoints: readAll(EndpointSection.self),
            domains: readAll(DomainSection.self),
            attestations: readAll(AttestationSection.self),
            acceptances: readAll(AcceptanceSection.self),
            accounts: readAll(AccountSection.self),
            disputes: readAll(DisputeSection.self),
            vantages: readAll(VantageSection.self)
        )
        let alerts = readAll(AlertSection.self)
        guard diagnostics.allSatisfy({ $0.severity == .warning }) else {
            throw ConfigurationErrors(diagnostics.inFileOrder())
        }
        let warnings = (diagnostics + doubts(about: estate)).inFileOrder()
        return Configuration(
            estate: estate,
            service: service,
            alerts: alerts,
            sections: shown,
            warnings: warnings
        )
    }

    /// What is missing as a whole; said only where no error can be the reason.
    private func doubts(about estate: Estate) -> [Diagnostic] {
        if estate.endpoints.isEmpty {
            let folder = SourceFile(name: "\(context.directory)/endpoints.d", index: .max)
            let message = "no endpoints are listed; add a file with [Endpoint …] sections to this folder"
            return [Diagnostic(.warning, message, at: folder.whole)]
        }
        guard estate.ministry.contact == nil else { return [] }
        let header = document.section(of: MinistrySection.kind, in: main).header
        let message =
            "[Ministry] has no Contact, so the operators of measured hosts cannot ask whose traffic it is"
        return [Diagnostic(.warning, message, at: header)]
    }

    private mutating func readAll<Definition: SectionDefinition>(_: Definition.Type) -> [Definition.Value] {
        document.sections(of: Definition.kind).compactMap { read($0, as: Definition.self) }
    }

    private mutating func readOnly<Definition: SectionDefinition>(_: Definition.Type) -> Definition.Value? {
        read(document.section(of: Definition.kind, in: main), as: Definition.self)
    }

    private mutating func read<Definition: SectionDefinition>(
        _ section: Section,
        as _: Definition.Type
    ) -> Definition.Value? {
        var reader = SectionReader(section)
        let value = Definition.read(&reader, &context)
        diagnostics += reader.diagnostics
        let origin: Origin = section.header.line > 0 ? .file(section.header) : .standard
        shown.append(ShownSection(title: section.title, origin: origin, settings: reader.settings))
        return value
    }
}
