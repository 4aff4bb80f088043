// SPDX-License-Identifier: Apache-2.0
package import Checks
import Foundation
import Model
package import Settings

/// Reads the links over which pages are timed: from `links.conf`, or those that this version ships.
package enum LinkFile {
    package static let schema = Schema([LinksSection.kind, LinkSection.kind])

    /// The file of a configuration's folder, or the shipped one where it has none; drop-ins of either apply.
    package static func read(directory: String) throws(ClientFileErrors) -> [LinkProfile] {
        var loader = FileLoader()
        let path = "\(directory)/links.conf"
        let stack = loader.stack(at: path, absence: .allowed)
        guard !FileManager.default.fileExists(atPath: path) else { return try links(of: stack) }
        return try links(of: FileStack(shippedSyntax, dropIns: stack.dropIns))
    }

    /// One file from its bytes; `file` is how diagnostics call it.
    package static func read(_ bytes: [UInt8], file: String) throws(ClientFileErrors) -> [LinkProfile] {
        try links(of: FileStack(Lexer.lex(bytes, file: file)))
    }

    package static func shipped() throws(ClientFileErrors) -> [LinkProfile] {
        try links(of: FileStack(shippedSyntax))
    }

    private static var shippedSyntax: SyntaxFile {
        Lexer.lex(PackageResources.links_conf, file: "links.conf (shipped)")
    }

    private static func links(of stack: FileStack) throws(ClientFileErrors) -> [LinkProfile] {
        let document = Document([stack], schema: schema)
        var diagnostics = document.diagnostics
        var head = SectionReader(document.section(of: LinksSection.kind, in: stack.main.source))
        let source = head.take(LinksSection.source)
        let date = head.take(LinksSection.date)
        diagnostics += head.diagnostics
        let links = document.sections(of: LinkSection.kind).compactMap { section -> LinkProfile? in
            var reader = SectionReader(section)
            let down = reader.take(LinkSection.down)
            let up = reader.take(LinkSection.up)
            let roundTrip = reader.take(LinkSection.roundTrip)
            diagnostics += reader.diagnostics
            guard let down, let up, let roundTrip, let source, let date else { return nil }
            return LinkProfile(
                name: section.name,
                down: down,
                up: up,
                roundTrip: roundTrip,
                source: "\(source), \(date)"
            )
        }
        guard diagnostics.isEmpty else { throw ClientFileErrors(diagnostics.inFileOrder()) }
        return links
    }
}

/// `[Links]`: where the numbers come from.
enum LinksSection {
    static let source = Key("Source", .text, isRequired: true, summary: "Where the numbers come from.")
    static let date = Key("Date", .day, isRequired: true, summary: "Their day.")

    static let kind = SectionKind(
        "Links",
        .unnamed,
        keys: [source.description, date.description],
        summary: "Where the numbers of links come from."
    )
}

/// `[Link NAME]`: one kind of network.
enum LinkSection {
    static let down = Key(
        "Down",
        .number(in: 1...10_000_000),
        isRequired: true,
        summary: "kbit/s towards the reader."
    )
    static let up = Key(
        "Up",
        .number(in: 1...10_000_000),
        isRequired: true,
        summary: "kbit/s from the reader."
    )
    static let roundTrip = Key(
        "RoundTrip",
        .number(in: 1...60_000),
        isRequired: true,
        summary: "ms to the server and back."
    )

    static let kind = SectionKind(
        "Link",
        .named(example: "3g"),
        keys: [down.description, up.description, roundTrip.description],
        summary: "One kind of network between readers and servers."
    )
}
