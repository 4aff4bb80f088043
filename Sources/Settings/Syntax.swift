// SPDX-License-Identifier: Apache-2.0

/// `Key=Value` as it stands in a file.
package struct Assignment: Sendable {
    package let key: SourceString
    /// Empty where nothing follows the equals sign.
    package internal(set) var value: SourceString
}

/// `[Kind name]` with what follows it up to the next section.
package struct SectionSyntax: Sendable {
    package let kind: SourceString
    /// Words separated by one space each; nil in `[Kind]`.
    package let name: SourceString?
    /// The brackets and what they hold.
    package let header: SourceSpan
    package internal(set) var assignments: [Assignment] = []
}

/// One file after lexing: what could be read, and what could not.
package struct SyntaxFile: Sendable {
    package let source: SourceFile
    package let sections: [SectionSyntax]
    package let diagnostics: [Diagnostic]

    package init(source: SourceFile, sections: [SectionSyntax] = [], diagnostics: [Diagnostic] = []) {
        self.source = source
        self.sections = sections
        self.diagnostics = diagnostics
    }
}
