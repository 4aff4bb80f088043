// SPDX-License-Identifier: Apache-2.0
package import Checks
import Foundation
import Model
package import Settings

/// Reads who the audience is and over which links it is served: `audience.conf` of a configuration's folder, with the table
/// that it names, and `links.conf`.
package enum AudienceFile {
    package static let schema = Schema([AudienceSection.kind, RegionSection.kind])

    /// Equal weights where the folder has no such file, or it names neither a table nor regions.
    ///
    /// - Parameter clients: those that are simulated.
    package static func read(directory: String, clients: ClientCatalogue) throws(ClientFileErrors) -> Audience
    {
        let links = try LinkFile.read(directory: directory)
        var loader = FileLoader()
        let path = "\(directory)/audience.conf"
        guard FileManager.default.fileExists(atPath: path) else { return equal(links) }
        let stack = loader.stack(at: path, absence: .allowed)
        return try AudienceReading(stack, links, clients: clients) { name in
            let table = name.hasPrefix("/") ? name : "\(directory)/\(name)"
            return (try? Data(contentsOf: URL(filePath: table))).map { (table, Array($0)) }
        }.audience()
    }

    /// One file from its bytes, with the links that this version ships; `file` is how diagnostics call it, `table` reads the
    /// file of a name.
    package static func read(
        _ bytes: [UInt8],
        file: String,
        clients: ClientCatalogue,
        table: (String) -> (path: String, bytes: [UInt8])?
    ) throws(ClientFileErrors) -> Audience {
        let stack = FileStack(Lexer.lex(bytes, file: file))
        return try AudienceReading(stack, try LinkFile.shipped(), clients: clients, table: table).audience()
    }

    /// Everybody alike over the default link of those that this version ships.
    package static func shipped() throws(ClientFileErrors) -> Audience { equal(try LinkFile.shipped()) }

    private static func equal(_ links: [LinkProfile]) -> Audience {
        .equal(over: links.first { $0.name == AudienceSection.standardLink })
    }
}

/// One reading of `audience.conf`.
private struct AudienceReading {
    private let document: Document
    private let links: [LinkProfile]
    private var diagnostics: [Diagnostic]
    private var source: String?
    private var date: CalendarDay?
    private var link: LinkProfile?
    private var budget = 10.0
    /// Nil without a table.
    private var shares: [String: [String: Double]]?

    init(
        _ stack: FileStack,
        _ links: [LinkProfile],
        clients: ClientCatalogue,
        table: (String) -> (path: String, bytes: [UInt8])?
    ) {
        self.links = links
        document = Document([stack], schema: AudienceFile.schema)
        diagnostics = document.diagnostics
        var head = SectionReader(document.section(of: AudienceSection.kind, in: stack.main.source))
        let name = head.take(AudienceSection.table)
        source = head.take(AudienceSection.source)
        date = head.take(AudienceSection.date)
        link = takeLink(AudienceSection.link, &head, or: AudienceSection.standardLink)
        budget = head.take(AudienceSection.timeBudget, or: .seconds(10)) / .seconds(1)
        if name != nil, source == nil || date == nil {
            let place = head.span(of: AudienceSection.table.description)
            head.report(.error, "Table= needs Source= and Date=", at: place)
        }
        if let name {
            if let (path, bytes) = table(name) {
                let file = SourceFile(name: path, index: 1, bytes: bytes)
                let read = AudienceTable(file, clients: clients.clients.map(\.name))
                diagnostics += read.diagnostics
                shares = read.shares
            } else {
                let place = head.span(of: AudienceSection.table.description)
                head.report(.error, "Table: the file cannot be read", at: place)
                shares = [:]
            }
        }
        diagnostics += head.diagnostics
    }

    /// Nil where there is no such link; a configuration's own links may lack the standard one.
    private func takeLink(_ key: Key<String>, _ reader: inout SectionReader, or standard: String?)
        -> LinkProfile?
    {
        let given = reader.take(key)
        guard let name = given ?? standard else { return nil }
        if let found = links.first(where: { $0.name == name }) { return found }
        guard given != nil else { return nil }
        let names = links.map(\.name)
        reader.report(
            .error,
            "there is no link '\(Display.escaped(name))' in links.conf",
            at: reader.span(of: key.description),
            suggestion: NearestWord.nearest(to: name, among: names)
        )
        return nil
    }

    private struct Stated {
        var weight = 1.0
        var link: LinkProfile?
    }

    func audience() throws(ClientFileErrors) -> Audience {
        var diagnostics = diagnostics
        let stated = stated(&diagnostics)
        guard diagnostics.isEmpty else { throw ClientFileErrors(diagnostics.inFileOrder()) }
        let names = (shares.map { Array($0.keys) } ?? Array(stated.keys)).sorted()
        guard !names.isEmpty else { return .equal(over: link, budget: budget) }
        let whole = names.reduce(0) { $0 + (stated[$1]?.weight ?? 1) }
        let regions = names.map { name in
            var parts = shares?[name] ?? [:]
            let others = parts.removeValue(forKey: AudienceTable.others) ?? 0
            return Audience.Region(
                name: name,
                weight: (stated[name]?.weight ?? 1) / whole,
                shares: parts,
                others: others,
                link: stated[name]?.link ?? link
            )
        }
        return Audience(source: source ?? "", date: date, regions: regions, budget: budget)
    }

    /// What the sections of regions say; with a table, of its regions alone.
    private func stated(_ diagnostics: inout [Diagnostic]) -> [String: Stated] {
        var stated: [String: Stated] = [:]
        for section in document.sections(of: RegionSection.kind) {
            var reader = SectionReader(section)
            let weight = reader.take(RegionSection.weight, or: 1)
            let own = takeLink(RegionSection.link, &reader, or: nil)
            stated[section.name] = Stated(weight: weight, link: own)
            diagnostics += reader.diagnostics
            guard let shares, shares[section.name] == nil else { continue }
            let hint = NearestWord.nearest(to: section.name, among: shares.keys.sorted())
            let message = "the table has no region '\(Display.escaped(section.name))'"
            diagnostics.append(Diagnostic(.error, message, at: section.nameSpan, suggestion: hint))
        }
        return stated
    }
}

/// `[Audience]`: where the shares come from, and what a page may take.
enum AudienceSection {
    static let standardLink = "3g"

    static let table = Key("Table", .text, summary: "A CSV file with region, client and share.")
    static let source = Key("Source", .text, summary: "Where the numbers come from.")
    static let date = Key("Date", .day, summary: "Their day.")
    static let link = Key(
        "Link",
        .text,
        standard: standardLink,
        summary: "The link of links.conf over which regions are served that name none."
    )
    static let timeBudget = Key(
        "TimeBudget",
        .duration(in: .seconds(1)...(.seconds(600))),
        standard: "10s",
        summary: "What a page may take, 1s to 10min."
    )

    static let kind = SectionKind(
        "Audience",
        .unnamed,
        keys: [
            table.description, source.description, date.description, link.description,
            timeBudget.description,
        ],
        summary: "Which clients the audience uses, region by region, and what a page may take."
    )
}

/// `[Region NAME]`: how much a region counts, and over which link it is served.
enum RegionSection {
    static let weight = Key(
        "Weight",
        .number(in: 0.001...1_000_000),
        standard: "1",
        summary: "How much the region counts, in numbers of any size."
    )
    static let link = Key(
        "Link",
        .text,
        standard: "that of [Audience]",
        summary: "The link of links.conf over which it is served."
    )

    static let kind = SectionKind(
        "Region",
        .named(example: "Africa"),
        keys: [weight.description, link.description],
        summary: "How much one region counts, and over which link it is served."
    )
}
