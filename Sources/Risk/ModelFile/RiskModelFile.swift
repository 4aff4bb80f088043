// SPDX-License-Identifier: Apache-2.0
package import Settings

/// A risk model as its file says it, with the places of the thresholds, whose meaning only the checks know.
package struct RiskModelFile: Sendable {
    package let model: RiskModel
    private let spans: [String: [String: SourceSpan]]

    /// Reads one file; throws everything that is wrong with it, in file order.
    ///
    /// - Parameters:
    ///   - file: the path as diagnostics print it.
    ///   - sha256: of the bytes, lower-case hex.
    ///   - knownChecks: the checks of this version, each of which must have its section, and nothing else.
    package init(
        _ bytes: [UInt8],
        file: String,
        sha256: String,
        knownChecks: [CheckDeclaration]
    ) throws(RiskModelErrors) {
        var reader = ModelReader(bytes, file: file, knownChecks: knownChecks)
        let model = reader.model(sha256: sha256)
        let diagnostics = reader.diagnostics.inFileOrder()
        guard let model, diagnostics.isEmpty else { throw RiskModelErrors(diagnostics) }
        self.model = model
        spans = reader.thresholdSpans
    }

    package static func schema(knownChecks: [CheckDeclaration]) -> Schema {
        Schema([
            ModelSection.kind, CategorySection.kind, ScenarioSection.kind, AttestationItemSection.kind,
            ModelReader.checkKind(knownChecks),
        ])
    }

    /// Puts what a check says against one of its thresholds where the threshold stands.
    package func diagnostic(check: String, key: String, problem: String) -> Diagnostic? {
        spans[check]?[key].map { Diagnostic(.error, "\(key): \(problem)", at: $0) }
    }
}

/// Why a file is no risk model: everything that is wrong with it, in file order.
package struct RiskModelErrors: Error, Sendable, CustomStringConvertible {
    package let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    package var description: String { diagnostics.rendered() }
}
