// SPDX-License-Identifier: Apache-2.0

/// What documents that the page at `/` links to, on the same host, tell about who made them, where and by what.
package struct DocumentMetadata: Fact {
    package static let kind = FactKind("web.document-metadata", version: 1)

    /// A document that tells something; of its words nothing is kept.
    package struct Document: Codable, Hashable, Sendable {
        package let path: String
        /// `pdf`, `office` or `photo`.
        package let format: String
        /// `author`, `location`, `software`; sorted.
        package let traces: [String]

        package init(path: String, format: String, traces: [String]) {
            self.path = path
            self.format = format
            self.traces = traces.sorted()
        }
    }

    /// How many documents were read.
    package let read: Int
    /// By path.
    package let documents: [Document]

    package init(read: Int, documents: [Document]) {
        self.read = read
        self.documents = documents.sorted { $0.path < $1.path }
    }
}
