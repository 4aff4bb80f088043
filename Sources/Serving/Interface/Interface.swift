// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Pipeline
import Store

/// What other programs read, as JSON.
extension Route {
    static let interface: [Route] = [
        Route("/api/v1/openapi.json") { _, _ in .content(PackageResources.openapi_json, type: json) },
        Route("/api/v1/status") { site, _ in try await site.status() },
        Route("/api/v1/posture") { site, _ in
            .content(try await site.listing().postureJSON, type: json)
        },
        Route("/api/v1/findings", query: ["verdict", "band", "check", "endpoint", "limit", "cursor"]) {
            try await $0.findings($1)
        },
        Route("/api/v1/findings/{number}") { site, query in
            try document(try site.finding(query, in: try await site.listing()))
        },
        Route("/api/v1/findings/{number}/history") { try await $0.findingHistory($1) },
        Route("/api/v1/endpoints", query: ["mission", "limit", "cursor"]) { try await $0.endpoints($1) },
        Route("/api/v1/endpoints/{endpoint}") { try await $0.endpoint($1) },
        Route("/api/v1/history", query: ["limit", "cursor"]) { try await $0.history($1) },
    ]

    static let json = "application/json"

    static func document(_ value: some Encodable) throws -> WebAnswer {
        .content(try JSONText.bytes(value), type: json)
    }
}

extension Website {
    /// Throws 503 where there is nothing to tell yet.
    func listing() async throws -> Snapshots.Listing {
        guard let listing = try await snapshots.currentListing() else {
            throw Problem(503, "No cycle was closed yet.", fields: [.init("Retry-After", "60")])
        }
        return listing
    }

    func status() async throws -> WebAnswer {
        let glance = await source.glance()
        let newest = try await snapshots.newestCycle()
        let check: SelfCheck? = if let newest { try await store.selfCheck(of: newest.id) } else { nil }
        let status = ServedStatus(
            version: version,
            started: glance.started,
            configurationLoaded: glance.configurationLoaded,
            reloadErrors: glance.reloadErrors,
            activity: glance.activity,
            nextCycle: glance.nextCycle,
            newestCycle: newest,
            selfCheck: check.flatMap { check in newest.map { ServedSelfCheck(check, before: $0.id) } },
            statistics: try await snapshots.currentStatistics()
        )
        return .instant(try JSONText.bytes(status), type: Route.json)
    }

    func findings(_ query: Query) async throws -> WebAnswer {
        let verdicts = try query.values("verdict", Verdict.State.self).map(\.rawValue)
        let bands = try query.values("band", Band.self)
        let (checks, endpoints) = (Set(query.all("check")), Set(query.all("endpoint")))
        let listing = try await listing()
        let lines = listing.findings.filter { line in
            let isAsked =
                verdicts.isEmpty
                ? ["fail", "unknown"].contains(line.verdict) || line.mended != nil
                : verdicts.contains(line.verdict)
            return isAsked && (checks.isEmpty || checks.contains(line.check))
                && (bands.isEmpty || line.band.map(bands.contains) == true)
                && (endpoints.isEmpty || line.endpoint.map(endpoints.contains) == true)
        }
        return try Route.document(try query.page(of: lines, in: listing) { $0 })
    }

    func finding(_ query: Query, in listing: Snapshots.Listing) throws(Problem) -> FindingLine {
        let text = query.path("number")
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text) else {
            throw .badValue(of: "number", "the number of a finding")
        }
        guard let line = listing.findings.first(where: { $0.number == number }) else {
            throw Problem(404, "No finding of the newest cycle has this number.")
        }
        return line
    }

    func findingHistory(_ query: Query) async throws -> WebAnswer {
        let line = try finding(query, in: try await listing())
        guard let scope = Scope(rawValue: line.scope) else { throw Problem.notFound }
        let key = FindingKey(check: line.check, subject: Subject(scope: scope, name: line.subject))
        let changes = try await store.history(of: key).map { change in
            ServedChange(
                cycle: change.cycle,
                at: change.at,
                verdict: change.verdict.state.rawValue,
                level: change.verdict.level,
                evidence: change.verdict.evidence
            )
        }
        return try Route.document(
            ServedCourse(number: line.number, check: line.check, subject: line.subject, changes: changes)
        )
    }

    func endpoints(_ query: Query) async throws -> WebAnswer {
        let missions = Set(query.all("mission"))
        let listing = try await listing()
        let listed = listing.estate.endpoints.filter { endpoint in
            missions.isEmpty || endpoint.mission.map(missions.contains) == true
        }
        return try Route.document(
            try query.page(of: listed, in: listing) { ServedEndpoint($0, in: listing.posture) }
        )
    }

    func endpoint(_ query: Query) async throws -> WebAnswer {
        let listing = try await listing()
        guard let endpoint = listing.estate.endpoints.first(where: { $0.id == query.path("endpoint") }) else {
            throw Problem(404, "The newest cycle had no such endpoint.")
        }
        return try Route.document(ServedEndpoint(endpoint, in: listing.posture))
    }

    /// Newest first; the cursor is the cycle that the page begins with.
    func history(_ query: Query) async throws -> WebAnswer {
        let limit = try query.limit(most: 100)
        let listing = try await listing()
        var first = listing.cycle.id
        if let text = try query.one("cursor") {
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let cycle = Cycle.ID(text) else {
                throw Problem.badValue(of: "cursor", "what the page before has as next")
            }
            first = min(first, cycle)
        }
        let cycles = try await store.cycles(limit: .max).filter { $0.id <= listing.cycle.id }
        let rest = cycles.filter { $0.id <= first }
        var moments: [ServedMoment] = []
        for cycle in rest.prefix(limit) {
            guard let posture = try await store.posture(of: cycle.id) else { continue }
            moments.append(ServedMoment(cycle, posture))
        }
        return try Route.document(
            Page(
                cycle: listing.cycle.id,
                asOf: listing.posture.asOf,
                total: cycles.count,
                items: moments,
                next: rest.dropFirst(limit).first.map { "\($0.id)" }
            )
        )
    }
}
