// SPDX-License-Identifier: Apache-2.0

/// A section with the values in force after all drop-ins.
package struct Section: Sendable {
    package let kind: SectionKind
    /// Empty for a kind without names.
    package let name: String
    /// Where it was first defined; a whole file where no file has it.
    package let header: SourceSpan
    /// Where its name stands; the header where it has none.
    package let nameSpan: SourceSpan
    /// The keys it may have.
    package let keys: [KeyDescription]
    /// By key; for a key without list at most one value, and none where the last assignment was empty.
    private(set) var values: [String: [SourceString]] = [:]

    package var title: String { name.isEmpty ? "[\(kind.name)]" : "[\(kind.name) \(name)]" }

    package init(kind: SectionKind, name: SourceString?, header: SourceSpan) {
        self.kind = kind
        self.name = name?.text ?? ""
        self.header = header
        nameSpan = name?.span ?? header
        keys = kind.keys + kind.keysByName(self.name)
    }

    /// The values in force of a key, as they are written.
    package func values(of key: KeyDescription) -> [SourceString] { values[key.name] ?? [] }

    /// Lets what one file says about the section take effect, and reports what it cannot mean.
    mutating func apply(_ assignments: [Assignment]) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        var first: [String: SourceSpan] = [:]
        for assignment in assignments {
            let (name, span) = (assignment.key.text, assignment.key.span)
            guard let key = keys.first(where: { $0.name == name }) else {
                let nearest = NearestWord.nearest(to: name, among: keys.map(\.name))
                let message = "unknown key \(Display.quoted(name)) in [\(kind.name)]"
                diagnostics.append(Diagnostic(.error, message, at: span, suggestion: nearest))
                continue
            }
            if let first = first[name], !key.isList {
                let message = "\(Display.quoted(name)) is set twice; first at \(first)"
                diagnostics.append(Diagnostic(.error, message, at: span))
                continue
            }
            first[name] = span
            if assignment.value.text.isEmpty {
                values[name] = []
            } else if key.isList {
                values[name, default: []].append(assignment.value)
            } else {
                values[name] = [assignment.value]
            }
        }
        return diagnostics
    }
}

/// The sections of a set of files, merged and known to the schema.
///
/// A drop-in adds to the sections of its own file and overrides them: of a key with one value the last file
/// wins, lists grow, an empty assignment takes back what stood before it. Whatever else defines a section
/// again is an error: the same file, or a file that is no drop-in of the first.
package struct Document: Sendable {
    /// In the order of their first definition.
    package private(set) var sections: [Section] = []
    package private(set) var diagnostics: [Diagnostic] = []
    /// Where the sections stand in the array, by title.
    private var indices: [String: Int] = [:]

    package init(_ stacks: [FileStack], schema: Schema) {
        for stack in stacks {
            var inStack: Set<String> = []
            for file in stack.files {
                diagnostics += file.diagnostics
                var inFile: Set<String> = []
                for syntax in file.sections {
                    guard let section = section(from: syntax, schema) else { continue }
                    let title = section.title
                    guard inFile.insert(title).inserted, indices[title] == nil || inStack.contains(title)
                    else {
                        reportDuplicate(of: title, at: syntax.header)
                        continue
                    }
                    inStack.insert(title)
                    let index = indices[title] ?? sections.endIndex
                    if index == sections.endIndex { sections.append(section) }
                    indices[title] = index
                    diagnostics += sections[index].apply(syntax.assignments)
                }
            }
        }
    }

    package func sections(of kind: SectionKind) -> [Section] { sections.filter { $0.kind.name == kind.name } }

    /// The only section of a kind without names; an empty one that stands in `file` where no file has it.
    package func section(of kind: SectionKind, in file: SourceFile) -> Section {
        sections(of: kind).first ?? Section(kind: kind, name: nil, header: file.whole)
    }

    /// The section of a header, still without values; nil and a diagnostic where the header is wrong.
    private mutating func section(from syntax: SectionSyntax, _ schema: Schema) -> Section? {
        guard let kind = schema.kind(syntax.kind.text) else {
            let nearest = NearestWord.nearest(to: syntax.kind.text, among: schema.kinds.map(\.name))
            let message = "unknown section [\(Display.escaped(String(syntax.kind.text.prefix(60))))]"
            diagnostics.append(Diagnostic(.error, message, at: syntax.kind.span, suggestion: nearest))
            return nil
        }
        switch (kind.naming, syntax.name) {
        case (.unnamed, let name?):
            diagnostics.append(Diagnostic(.error, "[\(kind.name)] takes no name", at: name.span))
            return nil
        case (.named(let example), nil):
            let message = "[\(kind.name)] lacks a name; write for example [\(kind.name) \(example)]"
            diagnostics.append(Diagnostic(.error, message, at: syntax.header))
            return nil
        default:
            return Section(kind: kind, name: syntax.name, header: syntax.header)
        }
    }

    private mutating func reportDuplicate(of title: String, at header: SourceSpan) {
        let first = indices[title].map { sections[$0].header.description } ?? "the same file"
        let message = "\(Display.escaped(title)) is defined twice; first at \(first)"
        diagnostics.append(Diagnostic(.error, message, at: header))
    }
}
