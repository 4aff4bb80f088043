// SPDX-License-Identifier: Apache-2.0

/// What lies open, of one matter, among the files that should not be on the web.
///
/// The question's aspect is the matter: `repository`, `secrets`, `backup` or `status-page`.
package struct ExposedFiles: Fact {
    package static let kind = FactKind("web.exposed-files", version: 1)

    /// A file, by its signature; of its content nothing is kept.
    package struct Found: Codable, Hashable, Sendable {
        package let path: String
        /// By what it was known: `git-config`.
        package let signature: String
        /// Of the bytes that were read, lower-case hex; nil where the server makes the page anew each time.
        package let sha256: String?

        package init(path: String, signature: String, sha256: String?) {
            self.path = path
            self.signature = signature
            self.sha256 = sha256
        }
    }

    package let matter: String
    /// How many paths were asked for.
    package let asked: Int
    /// By path.
    package let found: [Found]

    package init(matter: String, asked: Int, found: [Found]) {
        self.matter = matter
        self.asked = asked
        self.found = found.sorted { $0.path < $1.path }
    }

    package var aspect: String { matter }
}
