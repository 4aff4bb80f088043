// SPDX-License-Identifier: Apache-2.0

/// What `/robots.txt` says to crawlers that gather text for language models (RFC 9309).
package struct CrawlerRules: Fact {
    package static let kind = FactKind("web.robots", version: 1)

    /// Of the answer.
    package let status: Int
    /// Whether there is a file with a rule or a group.
    package let hasRules: Bool
    /// Those of the known crawlers that have a group of their own; sorted.
    package let named: [String]
    /// Those of them that are kept from everything, be it as all crawlers are; sorted.
    package let excluded: [String]

    package init(status: Int, hasRules: Bool = false, named: [String] = [], excluded: [String] = []) {
        self.status = status
        self.hasRules = hasRules
        self.named = named.sorted()
        self.excluded = excluded.sorted()
    }
}
