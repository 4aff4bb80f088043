// SPDX-License-Identifier: Apache-2.0

/// Where a failure is mended, so that what one change mends is one bundle.
package enum RootCause: String, Codable, Sendable, CaseIterable {
    /// The records of a domain: one edit of its zone.
    case zone
    /// One certificate and its chain, wherever it is served.
    case certificate
    /// The TLS settings of one server or proxy, for all that it serves.
    case tls
    /// The settings of one web server or proxy: redirects, header fields.
    case site
    /// The pages of one host, and what they load.
    case page
    /// One host and what runs there.
    case host
    /// A decision, a procedure, an answer.
    case process
}
