// SPDX-License-Identifier: Apache-2.0
package import Checks
import Foundation
import Model
package import Settings

/// Reads the clients that are simulated: from `clients.conf`, or those that this version ships.
package enum ClientFile {
    package static let schema = Schema([ClientsSection.kind, ClientSection.kind])

    /// The file of a configuration's folder, or the shipped one where it has none; drop-ins of either apply.
    package static func read(directory: String) throws(ClientFileErrors) -> ClientCatalogue {
        var loader = FileLoader()
        let path = "\(directory)/clients.conf"
        let stack = loader.stack(at: path, absence: .allowed)
        guard !FileManager.default.fileExists(atPath: path) else { return try catalogue(of: stack) }
        return try catalogue(of: FileStack(shippedSyntax, dropIns: stack.dropIns))
    }

    /// One file from its bytes; `file` is how diagnostics call it.
    package static func read(_ bytes: [UInt8], file: String) throws(ClientFileErrors) -> ClientCatalogue {
        try catalogue(of: FileStack(Lexer.lex(bytes, file: file)))
    }

    package static func shipped() throws(ClientFileErrors) -> ClientCatalogue {
        try catalogue(of: FileStack(shippedSyntax))
    }

    private static var shippedSyntax: SyntaxFile {
        Lexer.lex(PackageResources.clients_conf, file: "clients.conf (shipped)")
    }

    private static func catalogue(of stack: FileStack) throws(ClientFileErrors) -> ClientCatalogue {
        let document = Document([stack], schema: schema)
        var diagnostics = document.diagnostics
        var head = SectionReader(document.section(of: ClientsSection.kind, in: stack.main.source))
        let source = head.take(ClientsSection.source)
        let date = head.take(ClientsSection.date)
        diagnostics += head.diagnostics
        let clients = document.sections(of: ClientSection.kind).compactMap { section in
            var reader = SectionReader(section)
            let client = ClientSection.read(&reader)
            diagnostics += reader.diagnostics
            return client
        }
        guard diagnostics.isEmpty, let source else { throw ClientFileErrors(diagnostics.inFileOrder()) }
        return ClientCatalogue(source: source, date: date, clients: clients.compactMap(\.simulated))
    }
}

/// Why a file lists no clients: everything that is wrong with it, in file order.
package struct ClientFileErrors: Error, Sendable, CustomStringConvertible {
    package let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    package var description: String { diagnostics.rendered() }
}
