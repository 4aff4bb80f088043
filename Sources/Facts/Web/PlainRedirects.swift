// SPDX-License-Identifier: Apache-2.0

/// What the port of plain HTTP says at `/`, and where it leads.
package struct PlainRedirects: Fact {
    package static let kind = FactKind("web.plain", version: 1)

    package enum State: String, Codable, Sendable {
        /// Nothing listens.
        case refused
        /// What listens there does not speak HTTP.
        case notHTTP = "not-http"
        case answered
    }

    /// Why no further redirect was followed.
    package enum End: String, Codable, Sendable {
        /// The last answer is no redirect.
        case page
        /// It leads to an address that was asked before.
        case loop
        /// It leads to where the page at `/` of this endpoint was asked already.
        case endpoint
        /// It leads to another host or port, which is not asked.
        case elsewhere
        case tooMany = "too-many"
        /// The last target did not answer.
        case lost
        /// The last redirect names no address.
        case malformed
    }

    package let state: State
    /// Every answer on the way, the first over plain HTTP; empty where there was none.
    package let hops: [PageResponse.Hop]
    /// The last target, without its query, where it was not asked or did not answer.
    package let leadsTo: String?
    /// Nil where nothing answered.
    package let end: End?

    package init(
        state: State,
        hops: [PageResponse.Hop] = [],
        leadsTo: String? = nil,
        end: End? = nil
    ) {
        self.state = state
        self.hops = hops
        self.leadsTo = leadsTo
        self.end = end
    }
}
