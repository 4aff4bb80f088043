// SPDX-License-Identifier: Apache-2.0

/// What an address answers at `/`, past the redirects that stay on it.
///
/// Without dates, values of cookies, nonces and queries: an unchanged page gives the same bytes again.
package struct PageResponse: Fact {
    package static let kind = FactKind("web.page", version: 1)

    /// One answer on the way.
    package struct Hop: Codable, Hashable, Sendable {
        /// Without its query.
        package let address: String
        package let status: Int
        /// Its fields of that name, as sent.
        package let transportSecurity: [String]
        /// Without cookies, as this tool goes, the way may be another than with them.
        package let setsCookies: Bool

        package init(address: String, status: Int, transportSecurity: [String], setsCookies: Bool = false) {
            self.address = address
            self.status = status
            self.transportSecurity = transportSecurity
            self.setsCookies = setsCookies
        }
    }

    /// From `/` on; of the last of them the other members speak.
    package let hops: [Hop]
    /// Where the last one redirects to, which was not followed; nil where it does not redirect.
    package let leadsTo: String?
    /// The values of fields that state a policy, by name in lower case, in their order.
    package let policies: [String: [String]]
    /// `Set-Cookie` fields without values, lifetimes as `Max-Age` in whole days; sorted.
    package let cookies: [String]
    /// Fields and elements that name software, `server: nginx/1.22.1`; sorted.
    package let software: [String]
    /// What `Alt-Svc` advertises, `h3` for one; sorted.
    package let advertised: [String]
    /// Content codings, in the order in which they were applied.
    package let codings: [String]
    /// By `HTTPIrregularity`; sorted.
    package let irregularities: [String]
    /// Nil where the content is no HTML.
    package let markup: PageMarkup?
    /// Why `markup` is not, or not all of, the page; nil where it is.
    package let gap: String?

    package init(
        hops: [Hop],
        leadsTo: String? = nil,
        policies: [String: [String]] = [:],
        cookies: [String] = [],
        software: [String] = [],
        advertised: [String] = [],
        codings: [String] = [],
        irregularities: [String] = [],
        markup: PageMarkup? = nil,
        gap: String? = nil
    ) {
        self.hops = hops
        self.leadsTo = leadsTo
        self.policies = policies
        self.cookies = cookies.sorted()
        self.software = software.sorted()
        self.advertised = advertised.sorted()
        self.codings = codings
        self.irregularities = irregularities.sorted()
        self.markup = markup
        self.gap = gap
    }

    package var status: Int { hops.last?.status ?? 0 }

    /// Where the page was found, without its query.
    package var address: String { hops.last?.address ?? "" }
}
