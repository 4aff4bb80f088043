// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The feed of a host of statements.
package struct StatementFeed: Fact {
    package static let kind = FactKind("web.feed", version: 1)

    /// Without its query; nil where the page names no feed on its own host.
    package let address: String?
    /// Of the answer; nil where nothing was asked.
    package let status: Int?
    /// `rss`, `rdf` or `atom`; nil where what lies there is no feed.
    package let format: String?
    /// The latest different dates of its items, newest first, at most 8; to the second, UTC.
    package let dates: [Date]

    package init(address: String?, status: Int? = nil, format: String? = nil, dates: [Date] = []) {
        self.address = address
        self.status = status
        self.format = format
        self.dates = Array(Set(dates).sorted(by: >).prefix(8))
    }
}
