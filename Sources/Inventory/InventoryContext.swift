// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// One kind of section and what it says.
protocol SectionDefinition {
    associatedtype Value

    static var kind: SectionKind { get }

    /// Nil where the section is too wrong to be used, which the reader then knows.
    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> Value?
}

/// What a section must know of the rest of the configuration.
struct InventoryContext {
    var missions: KnownNames
    let endpoints: KnownNames
    /// Endpoints of HTTPS.
    let websites: KnownNames
    let domains: KnownNames
    let checks: KnownNames
    let today: CalendarDay
    /// The folder that relative paths start from.
    let directory: String
    /// Looks at a file of evidence; nil where nobody looks.
    var inspect: ((String) -> FileInspection)?
    /// Looks at signatures of evidence; nil where nobody looks.
    var verifier: EvidenceVerifier?
    private var uses: [String: SourceSpan] = [:]

    init(_ document: Document, checks: Set<String>, today: CalendarDay, directory: String) {
        func names(_ kind: SectionKind) -> [String] { document.sections(of: kind).map(\.name) }
        // Names count also where the rest of their section is wrong: one mistake, one error.
        missions = KnownNames("[Mission …] section", names(MissionSection.kind))
        endpoints = KnownNames("[Endpoint …] section", names(EndpointSection.kind))
        let websites = document.sections(of: EndpointSection.kind).filter { section in
            let service = section.values(of: EndpointSection.service.description).last?.text
            return service == nil || service == Service.https.rawValue
        }
        self.websites = KnownNames("[Endpoint …] section of Service=https", websites.map(\.name))
        domains = KnownNames("[Domain …] section", names(DomainSection.kind).map { $0.lowercased() })
        self.checks = KnownNames("check", checks)
        self.today = today
        self.directory = directory
    }

    /// A path that does not begin with a slash starts from the configuration's folder.
    func fromFolder(_ path: String) -> String { path.hasPrefix("/") ? path : "\(directory)/\(path)" }

    /// Where the same thing was used before; nil, and remembered, where it is the first time.
    mutating func earlierUse(of thing: String, at span: SourceSpan) -> SourceSpan? {
        if let earlier = uses[thing] { return earlier }
        uses[thing] = span
        return nil
    }
}

/// The names that a key may refer to.
struct KnownNames {
    /// What a name stands for, in words.
    let what: String
    private let names: Set<String>

    init(_ what: String, _ names: some Sequence<String>) {
        self.what = what
        self.names = Set(names)
    }

    func contains(_ name: String) -> Bool { names.contains(name) }

    func nearest(to name: String) -> String? { NearestWord.nearest(to: name, among: names.sorted()) }
}

extension SectionReader {
    /// The value of a key that must be one of the names; nil where it is not, which is then reported.
    mutating func take(_ key: Key<String>, in known: KnownNames) -> String? {
        guard let name = take(key) else { return nil }
        return checked(name, in: known, at: span(of: key.description), label: key.description.name)
    }

    /// The name where it is known; nil and a diagnostic that begins with the label where it is not.
    mutating func checked(
        _ name: String,
        in known: KnownNames,
        at span: SourceSpan,
        label: String
    ) -> String? {
        if known.contains(name) { return name }
        let message = "\(label): there is no \(known.what) named \(Display.quoted(name))"
        report(.error, message, at: span, suggestion: known.nearest(to: name))
        return nil
    }
}
