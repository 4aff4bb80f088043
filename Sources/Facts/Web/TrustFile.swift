// SPDX-License-Identifier: Apache-2.0

/// What lies at `/trust.txt`, or else at `/.well-known/trust.txt` (draft-org-trust-relationship-protocol-00 §5).
package struct TrustFile: Fact {
    package static let kind = FactKind("web.trust-txt", version: 1)

    /// One line of a name that the draft has.
    package struct Entry: Codable, Hashable, Sendable {
        /// In lower case.
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Where it was asked for last.
    package let path: String
    /// Of the last answer.
    package let status: Int
    /// Where that redirects to, which was not followed; without its query.
    package let leadsTo: String?
    /// In the file's order; empty where there is none, or what is there is a page.
    package let entries: [Entry]
    /// Whether there was more than is kept.
    package let isCut: Bool

    package init(
        path: String,
        status: Int,
        leadsTo: String? = nil,
        entries: [Entry] = [],
        isCut: Bool = false
    ) {
        self.path = path
        self.status = status
        self.leadsTo = leadsTo
        self.entries = entries
        self.isCut = isCut
    }

    package func values(of name: String) -> [String] { entries.filter { $0.name == name }.map(\.value) }
}
