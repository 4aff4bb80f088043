// SPDX-License-Identifier: Apache-2.0

/// What the page at `/` points readers to.
package struct PageLinks: Fact {
    package static let kind = FactKind("web.links", version: 1)

    /// Feeds by `link[rel=alternate]`, as RSS or Atom, absolute and in the page's order; at most 8.
    package let feeds: [String]

    package init(feeds: [String]) { self.feeds = Array(feeds.prefix(8)) }
}
