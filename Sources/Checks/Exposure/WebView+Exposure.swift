// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import WebPolicy

extension WebView {
    /// What was established about what lies open; where its owner does not let it be asked for, that is the reason.
    func exposed<F: Fact>(_ kind: F.Type, _ aspect: String = "") throws(Unestablished) -> F {
        do {
            return try evidence.one(kind, aspect, of: subject).fact
        } catch {
            guard endpoint?.authorisation.exposure == false else { throw error }
            throw Unestablished(phase: .notAuthorised, reason: "Exposure= of the endpoint does not allow it")
        }
    }

    /// The files of a matter that were found, the gravest level first where they differ; nil where there are none.
    ///
    /// - Parameter levels: mildest first, with the signatures that make each; other files are of the mildest.
    func verdict(
        on matter: ExposedPath.Matter,
        levels: [(name: String, signatures: Set<ExposureSignature>)],
        expected: String
    ) throws(Unestablished) -> Verdict {
        let found = try exposed(ExposedFiles.self, matter.rawValue).found
        guard !found.isEmpty else { return .pass }
        let rank: (ExposedFiles.Found) -> Int = { file in
            let signature = ExposureSignature(rawValue: file.signature)
            return levels.lastIndex { level in signature.map(level.signatures.contains) ?? false } ?? 0
        }
        let worst = found.map(rank).max() ?? 0
        let files = found.filter { rank($0) == worst } + found.filter { rank($0) != worst }
        return .fail(
            level: levels[worst].name,
            seen: files.map { "\($0.path) (\($0.signature))" }.listed(),
            expected: expected
        )
    }
}
