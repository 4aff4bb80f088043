// SPDX-License-Identifier: Apache-2.0
internal import Checks
package import Settings

/// Reads the configuration lines of `remedies.conf`.
package enum RemedyFile {
    package static let schema = Schema([RemedySection.kind])

    /// `file` is how diagnostics call it; a check that this version does not know is an error.
    package static func read(_ bytes: [UInt8], file: String) throws(StandardErrors) -> Remedies {
        let stack = FileStack(Lexer.lex(bytes, file: file))
        let document = Document([stack], schema: schema)
        var diagnostics = document.diagnostics
        var lines: [String: [ConfiguredProgram: [String]]] = [:]
        for section in document.sections(of: RemedySection.kind) {
            var reader = SectionReader(section)
            if let check = reader.takeName(.check) { lines[check] = RemedySection.read(&reader) }
            diagnostics += reader.diagnostics
        }
        guard diagnostics.isEmpty else { throw StandardErrors(diagnostics.inFileOrder()) }
        return Remedies(lines)
    }
}

/// `[Remedy CHECK]`: a key a program.
enum RemedySection {
    static let keys = ConfiguredProgram.allCases.map { program in
        (
            program: program,
            key: Key(program.rawValue, .text, summary: "Lines for \(program.rawValue), separated by \" | \".")
        )
    }

    static let kind = SectionKind(
        "Remedy",
        .named(example: "web.hsts-missing"),
        keys: keys.map(\.key.description),
        summary: "Configuration lines that mend what one check found."
    )

    static func read(_ reader: inout SectionReader) -> [ConfiguredProgram: [String]] {
        var lines: [ConfiguredProgram: [String]] = [:]
        for (program, key) in keys {
            guard let text = reader.take(key) else { continue }
            lines[program] = text.split(separator: " | ").map(String.init)
        }
        if lines.isEmpty {
            reader.report(.error, "\(reader.section.title) has no lines", at: reader.section.header)
        }
        return lines
    }
}

extension ValueType where Value == String {
    /// The id of a check of this version.
    fileprivate static let check = ValueType(
        expects: "the id of a check",
        parse: { text throws(ValueProblem) in
            if Catalog.identities[text] != nil { return text }
            throw ValueProblem(candidates: Catalog.identities.keys.sorted())
        },
        render: { $0 }
    )
}
