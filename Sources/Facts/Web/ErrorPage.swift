// SPDX-License-Identifier: Apache-2.0

/// What the server answers where it has no page.
package struct ErrorPage: Fact {
    package static let kind = FactKind("web.error-page", version: 1)

    /// Language or framework whose traces of calls stand in pages of errors.
    package enum Trace: String, Codable, Sendable, CaseIterable {
        case java, python, php, ruby, node, go
        case dotNet = "dot-net"
        /// A page for developers, with settings or source.
        case debugger
        /// The words of a database that did not understand.
        case database
    }

    /// Asked for.
    package let path: String
    package let status: Int
    /// Names with versions in its text: `nginx/1.22.1`; sorted.
    package let software: [String]
    /// Sorted.
    package let traces: [Trace]

    package init(path: String, status: Int, software: [String], traces: [Trace]) {
        self.path = path
        self.status = status
        self.software = software.sorted()
        self.traces = traces.sorted { $0.rawValue < $1.rawValue }
    }
}
