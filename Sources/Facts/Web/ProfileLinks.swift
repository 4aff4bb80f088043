// SPDX-License-Identifier: Apache-2.0

/// What the page at `/` says that it is the same as, by `rel=me` of `a`, `area` and `link` (HTML §4.6.7, XFN 1.1).
package struct ProfileLinks: Fact {
    package static let kind = FactKind("web.profiles", version: 1)

    package static let most = 64

    /// Absolute addresses of the web, sorted; at most `most`.
    package let addresses: [String]
    /// Why there may be more; nil where these are all.
    package let gap: String?

    package init(addresses: [String], gap: String? = nil) {
        let all = Set(addresses).sorted()
        self.addresses = Array(all.prefix(Self.most))
        self.gap = gap ?? (all.count > Self.most ? "only the first \(Self.most) were kept" : nil)
    }
}
