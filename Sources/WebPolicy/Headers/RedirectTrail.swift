// SPDX-License-Identifier: Apache-2.0
package import HTTPWire

/// The way from a first address of a page over its redirects.
package struct RedirectTrail: Hashable, Sendable {
    package struct Hop: Hashable, Sendable {
        package let url: WebURL
        /// Its fields of that name; empty where it was not asked.
        package let strictTransportSecurity: [String]

        package init(_ url: WebURL, strictTransportSecurity: [String] = []) {
            self.url = url
            self.strictTransportSecurity = strictTransportSecurity
        }
    }

    /// The first address, then every target, the last one whether it was asked or not.
    package let hops: [Hop]

    package init(_ hops: [Hop]) { self.hops = hops }

    package var first: WebURL? { hops.first?.url }
    package var last: WebURL? { hops.last?.url }
    /// Where the first redirect goes; nil where there is none.
    package var firstTarget: WebURL? { hops.count > 1 ? hops[1].url : nil }

    /// Whether the first redirect goes to HTTPS on the same host, as Internet.nl and pshtt want it.
    package var isForced: Bool {
        guard let first, let target = firstTarget else { return false }
        return target.scheme == "https" && target.host == first.host
    }
}
