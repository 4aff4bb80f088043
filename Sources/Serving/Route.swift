// SPDX-License-Identifier: Apache-2.0
import HTTPWire

/// One path and what answers it; Docs describe each in Sources/Serving/Shipped/openapi.json.
package struct Route: Sendable {
    /// The path as OpenAPI writes it: `{name}` takes one segment.
    package let path: String
    /// The names of the parameters that its query may have.
    package let query: [String]
    /// Whether further segments may follow.
    private let isOpen: Bool
    private let pieces: [Substring]
    let answer: @Sendable (Website, Query) async throws -> WebAnswer

    init(
        _ path: String,
        query: [String] = [],
        isOpen: Bool = false,
        answer: @escaping @Sendable (Website, Query) async throws -> WebAnswer
    ) {
        self.path = path
        self.query = query
        self.isOpen = isOpen
        self.answer = answer
        pieces = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            .filter { !$0.isEmpty || path.count > 1 }
    }

    /// The first that matches answers.
    package static let all: [Route] =
        [
            Route("/") { _, _ in .seeOther("/\(ReportSite.root)/") },
            Route("/healthz") { _, _ in Health.alive },
            Route("/readyz") { site, _ in await site.readiness() },
            Route("/metrics") { site, query in try await site.metrics(accept: query.accept) },
            Route("/reports/") { site, _ in try site.site.answer([""]) },
            Route("/reports/{report}") { site, query in try site.site.answer(query.rest(from: 1)) },
            Route("/reports/{report}/{file}", isOpen: true) { site, query in
                try site.site.answer(query.rest(from: 1))
            },
        ] + interface

    /// What its path's parameters are; nil where it is another path.
    func match(_ segments: [String]) -> [String: String]? {
        guard segments.count == pieces.count || isOpen && segments.count > pieces.count else { return nil }
        var parameters: [String: String] = [:]
        for (piece, segment) in zip(pieces, segments) {
            if piece.hasPrefix("{") {
                guard !segment.isEmpty || isOpen else { return nil }
                parameters[String(piece.dropFirst().dropLast())] = segment
            } else if piece != segment {
                return nil
            }
        }
        return parameters
    }

    /// Throws for a parameter that it does not know: a filter that is misspelt must not look like one that found all.
    func permit(_ parameters: [RequestTarget.Parameter]) throws(Problem) {
        for parameter in parameters where !query.contains(parameter.name) {
            let known = query.isEmpty ? "none is known here" : "known are \(query.joined(separator: ", "))"
            throw Problem(400, "There is no such parameter of the query; \(known).")
        }
    }
}

/// What a route knows of its request.
struct Query: Sendable {
    private let target: RequestTarget
    private let path: [String: String]
    let accept: String

    init(_ request: WebRequest, _ path: [String: String]) {
        target = request.target
        accept = request.accept
        self.path = path
    }

    /// A parameter of the path; empty where it has none of that name.
    func path(_ name: String) -> String { path[name] ?? "" }

    func rest(from position: Int) -> [String] { Array(target.segments.dropFirst(position)) }

    func all(_ name: String) -> [String] { target.parameters.filter { $0.name == name }.map(\.value) }

    /// Nil where it is not given; throws where it is given twice.
    func one(_ name: String) throws(Problem) -> String? {
        let values = all(name)
        guard values.count <= 1 else { throw .badValue(of: name, "one value") }
        return values.first
    }
}
