// SPDX-License-Identifier: Apache-2.0
package import Checks
import Foundation
import Model
package import Settings

/// Reads who the audience is: `audience.conf` of a configuration's folder, with the table that it names.
package enum AudienceFile {
    package static let schema = Schema([AudienceSection.kind, RegionSection.kind])

    /// Equal weights where the folder has no such file, or it names no table.
    ///
    /// - Parameter clients: those that are simulated.
    package static func read(directory: String, clients: ClientCatalogue) throws(ClientFileErrors) -> Audience
    {
        var loader = FileLoader()
        let path = "\(directory)/audience.conf"
        guard FileManager.default.fileExists(atPath: path) else { return .equal }
        let stack = loader.stack(at: path, absence: .allowed)
        return try audience(of: stack, clients: clients) { name in
            let table = name.hasPrefix("/") ? name : "\(directory)/\(name)"
            return (try? Data(contentsOf: URL(filePath: table))).map { (table, Array($0)) }
        }
    }

    /// One file from its bytes; `file` is how diagnostics call it, `table` reads the file of a name.
    package static func read(
        _ bytes: [UInt8],
        file: String,
        clients: ClientCatalogue,
        table: (String) -> (path: String, bytes: [UInt8])?
    ) throws(ClientFileErrors) -> Audience {
        try audience(of: FileStack(Lexer.lex(bytes, file: file)), clients: clients, table: table)
    }

    private static func audience(
        of stack: FileStack,
        clients: ClientCatalogue,
        table: (String) -> (path: String, bytes: [UInt8])?
    ) throws(ClientFileErrors) -> Audience {
        let document = Document([stack], schema: schema)
        var diagnostics = document.diagnostics
        var head = SectionReader(document.section(of: AudienceSection.kind, in: stack.main.source))
        let name = head.take(AudienceSection.table)
        let source = head.take(AudienceSection.source)
        let date = head.take(AudienceSection.date)
        if name != nil, source == nil || date == nil {
            let place = head.span(of: AudienceSection.table.description)
            head.report(.error, "Table= needs Source= and Date=", at: place)
        }
        var shares: [String: [String: Double]] = [:]
        if let name {
            if let (path, bytes) = table(name) {
                let file = SourceFile(name: path, index: 1, bytes: bytes)
                let read = AudienceTable(file, clients: clients.clients.map(\.name))
                diagnostics += read.diagnostics
                shares = read.shares
            } else {
                let place = head.span(of: AudienceSection.table.description)
                head.report(.error, "Table: the file cannot be read", at: place)
            }
        }
        diagnostics += head.diagnostics
        let weights = weights(document, regions: shares.keys.sorted(), &diagnostics)
        guard diagnostics.isEmpty else { throw ClientFileErrors(diagnostics.inFileOrder()) }
        guard !shares.isEmpty else { return .equal }
        return Audience(source: source ?? "", date: date, regions: regions(shares, weights))
    }

    private static func weights(_ document: Document, regions: [String], _ diagnostics: inout [Diagnostic])
        -> [String: Double]
    {
        var weights: [String: Double] = [:]
        for section in document.sections(of: RegionSection.kind) {
            var reader = SectionReader(section)
            weights[section.name] = reader.take(RegionSection.weight, or: 1)
            diagnostics += reader.diagnostics
            guard !regions.contains(section.name) else { continue }
            let hint = NearestWord.nearest(to: section.name, among: regions)
            let message = "the table has no region '\(Display.escaped(section.name))'"
            diagnostics.append(Diagnostic(.error, message, at: section.nameSpan, suggestion: hint))
        }
        return weights
    }

    private static func regions(_ shares: [String: [String: Double]], _ weights: [String: Double])
        -> [Audience.Region]
    {
        let names = shares.keys.sorted()
        let whole = names.reduce(0) { $0 + (weights[$1] ?? 1) }
        return names.map { name in
            var parts = shares[name] ?? [:]
            let others = parts.removeValue(forKey: AudienceTable.others) ?? 0
            return Audience.Region(
                name: name,
                weight: (weights[name] ?? 1) / whole,
                shares: parts,
                others: others
            )
        }
    }
}

/// `[Audience]`: where the shares come from.
enum AudienceSection {
    static let table = Key("Table", .text, summary: "A CSV file with region, client and share.")
    static let source = Key("Source", .text, summary: "Where the numbers come from.")
    static let date = Key("Date", .day, summary: "Their day.")

    static let kind = SectionKind(
        "Audience",
        .unnamed,
        keys: [table.description, source.description, date.description],
        summary: "Which clients the audience uses, region by region."
    )
}

/// `[Region NAME]`: how much a region counts.
enum RegionSection {
    static let weight = Key(
        "Weight",
        .number(in: 0.001...1_000_000),
        standard: "1",
        summary: "How much the region counts, in numbers of any size."
    )

    static let kind = SectionKind(
        "Region",
        .named(example: "Africa"),
        keys: [weight.description],
        summary: "How much one region of the table counts."
    )
}
