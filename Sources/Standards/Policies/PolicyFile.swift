// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Settings

/// Reads a guideline from a file of settings.
package enum PolicyFile {
    package static let schema = Schema([PolicySection.kind, RuleSection.kind])

    /// Throws everything that is wrong with the file, in file order.
    ///
    /// - Parameter file: the path as diagnostics print it.
    package static func read(_ bytes: [UInt8], file: String) throws(StandardErrors) -> Policy {
        let syntax = Lexer.lex(bytes, file: file)
        let document = Document([FileStack(syntax)], schema: schema)
        var diagnostics = document.diagnostics
        var rules: [PolicyRule] = []
        for section in document.sections(of: RuleSection.kind) {
            var reader = SectionReader(section)
            if let rule = RuleSection.read(&reader) { rules.append(rule) }
            diagnostics += reader.diagnostics
        }
        let policies = document.sections(of: PolicySection.kind)
        if policies.isEmpty {
            diagnostics.append(
                Diagnostic(.error, "the file has no [Policy …] section", at: syntax.source.whole)
            )
        }
        for second in policies.dropFirst() {
            diagnostics.append(Diagnostic(.error, "a file holds one policy", at: second.header))
        }
        var policy: Policy?
        if let section = policies.first {
            var reader = SectionReader(section)
            policy = PolicySection.read(&reader, rules: rules)
            diagnostics += reader.diagnostics
            if rules.isEmpty, diagnostics.isEmpty {
                diagnostics.append(Diagnostic(.error, "\(section.title) has no rule", at: section.header))
            }
        }
        guard let policy, diagnostics.isEmpty else { throw StandardErrors(diagnostics.inFileOrder()) }
        return policy
    }
}

/// Why a file is no policy or no grade table: everything that is wrong with it, in file order.
package struct StandardErrors: Error, Sendable, CustomStringConvertible {
    package let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    package var description: String { diagnostics.rendered() }
}
