// SPDX-License-Identifier: Apache-2.0
package import Model
internal import Settings

/// A file of attestations that stands by itself: answers that somebody thinks of giving.
package enum AttestationFile {
    /// Reads `[Attestation …]` sections with the diagnostics that they have in a configuration folder.
    ///
    /// - Parameters:
    ///   - missions: the ids that an answer may speak for.
    ///   - today: the day after which no answer is dated.
    ///   - inspect: looks at a file of evidence; nil where nobody looks.
    ///   - verifier: looks at its signature; nil where nobody looks.
    package static func read(
        path: String,
        missions: [String],
        today: CalendarDay,
        inspect: ((String) -> FileInspection)? = nil,
        verifier: EvidenceVerifier? = nil
    ) throws(ConfigurationErrors) -> [Attestation] {
        var loader = FileLoader()
        let stack = loader.stack(at: path, absence: .error(advice: ""))
        let document = Document([stack], schema: Schema([AttestationSection.kind]))
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        var context = InventoryContext(
            document,
            checks: [],
            today: today,
            directory: folder.isEmpty ? "." : folder.joined(separator: "/")
        )
        context.missions = KnownNames("mission in that cycle", missions)
        context.inspect = inspect
        context.verifier = verifier
        var diagnostics = document.diagnostics
        var attestations: [Attestation] = []
        for section in document.sections(of: AttestationSection.kind) {
            var reader = SectionReader(section)
            if let read = AttestationSection.read(&reader, &context) { attestations.append(read) }
            diagnostics += reader.diagnostics
        }
        guard diagnostics.allSatisfy({ $0.severity == .warning }) else {
            throw ConfigurationErrors(diagnostics.inFileOrder())
        }
        return attestations
    }
}
