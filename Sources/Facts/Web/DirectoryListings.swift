// SPDX-License-Identifier: Apache-2.0

/// Whether the folders that the page at `/` takes its parts from list what is in them.
package struct DirectoryListings: Fact {
    package static let kind = FactKind("web.directory-listings", version: 1)

    /// A folder whose content is listed.
    package struct Listed: Codable, Hashable, Sendable {
        package let path: String
        /// What wrote the list: `nginx`.
        package let maker: String

        package init(path: String, maker: String) {
            self.path = path
            self.maker = maker
        }
    }

    /// Paths of all folders that were asked for; sorted.
    package let asked: [String]
    /// By path.
    package let listed: [Listed]

    package init(asked: [String], listed: [Listed]) {
        self.asked = asked.sorted()
        self.listed = listed.sorted { $0.path < $1.path }
    }
}
