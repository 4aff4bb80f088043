// SPDX-License-Identifier: Apache-2.0
internal import Checks
package import Facts
package import Foundation
package import Model
internal import Probes
package import Reports
internal import Standards

/// Looks at endpoints without configuration and store: measured, judged, handed on, forgotten.
///
/// Each endpoint is judged by itself as soon as it is measured, so memory does not grow with their number.
package struct Scan: Sendable {
    private let instruments: Instruments
    private let method: Method
    private let policies: [String]?
    private let days: [CalendarDay]
    private let checks: [String: CheckInfo]
    private let concluding = Concluding()

    private static let patience = 256

    /// - Parameters:
    ///   - policies: ids of the policies to hold endpoints against; nil for all.
    ///   - days: the days to judge as of, the first of them for all but policies; none for the day itself.
    package init(
        instruments: Instruments,
        method: Method,
        policies: [String]? = nil,
        days: [CalendarDay] = []
    ) {
        self.instruments = instruments
        self.method = method
        self.policies = policies
        self.days = days
        checks = method.checkInfos
    }

    /// Begins to measure the vantage; what it cannot see counts against no endpoint that is judged from then on.
    package func lookAround(_ endpoints: [Endpoint], _ domains: [ListedDomain] = []) async {
        let survey = VantageSurvey(instruments: instruments)
        await concluding.begin(Task { await survey.begin(endpoints, domains) })
    }

    /// The visit to the vantage, by all that was seen so far; nil where nobody looked around.
    package var vantage: Visit? {
        get async {
            guard let means = await concluding.means?.value else { return nil }
            return VantageSurvey(instruments: instruments).end(means, await concluding.conclusion)
        }
    }

    /// The same without what visits say of it, for it would depend on their order.
    private var means: [Visit] {
        get async {
            guard let means = await concluding.means?.value else { return [] }
            return [VantageSurvey(instruments: instruments).end(means, VantageConclusion([]))]
        }
    }

    /// Measures every endpoint, judges what was seen, and delivers one at a time: in the order given, but that
    /// an endpoint which keeps more than `patience` others waiting comes when it is through.
    ///
    /// - Parameter keep: takes what was seen of each endpoint, before it is forgotten.
    package func run(
        _ endpoints: [Endpoint],
        clock now: @Sendable @escaping () -> Date = { Date() },
        keep: @Sendable @escaping (Endpoint, [Visit]) async -> Void = { _, _ in },
        deliver: @Sendable @escaping (ScanEndpoint) async -> Void
    ) async throws {
        let visits = VisitCollector()
        let delivery = OrderedDelivery(
            order: endpoints.map(\.id),
            patience: Self.patience,
            deliver: deliver
        )
        try await Survey(instruments: instruments, today: CalendarDay(now())).run(
            endpoints,
            deliver: { await visits.add($0) },
            finished: { endpoint in
                let seen = await visits.take(endpoint.id)
                await concluding.add(seen, of: endpoint)
                await keep(endpoint, seen)
                let result = judged(endpoint, seen + (await means), at: now())
                await delivery.add(result, of: endpoint.id)
            }
        )
    }

    /// The same for a few endpoints whose results are wanted at once, in the order given.
    package func run(_ endpoints: [Endpoint]) async throws -> [ScanEndpoint] {
        let results = ResultCollector()
        try await run(endpoints, deliver: { await results.add($0) })
        return await results.endpoints
    }

    /// Measures domains and the hosts that take their mail, and judges each domain with what was seen of these
    /// and of the endpoints beside it.
    ///
    /// - Parameters:
    ///   - endpoints: those that were measured already, by `visits`.
    ///   - deliver: takes each mail host that is not among them, one at a time.
    package func run(
        domains: [ListedDomain],
        beside endpoints: [Endpoint] = [],
        visits: [Visit] = [],
        clock now: @Sendable @escaping () -> Date = { Date() },
        deliver: @Sendable @escaping (ScanEndpoint) async -> Void = { _ in }
    ) async throws -> [ScanDomain] {
        let collector = KeptVisits()
        try await DomainSurvey(instruments: instruments).run(
            domains,
            endpoints: endpoints,
            deliver: { await collector.add($0) }
        )
        let seen = await collector.visits
        let hosts = MailHosts(domains, visits: seen, known: endpoints)
        let beside = visits + (try await visitMail(hosts, clock: now, deliver: deliver))
        let instant = days.first?.start ?? now()
        let standing = await vantage.map { [$0] } ?? []
        return domains.compactMap { domain in
            guard let visit = seen.first(where: { $0.subject == .domain(domain.name) }) else { return nil }
            let estate = Estate(
                ministry: Ministry(name: ""),
                endpoints: endpoints + hosts.endpoints,
                domains: [domain]
            )
            let evidence = RecordedEvidence(estate: estate, measurements: beside + standing + [visit])
            return ScanDomain(
                domain,
                visit: visit,
                evidence: evidence,
                verdicts: verdicts(on: evidence, at: instant)
            )
        }
    }

    /// Every visit to a mail host, delivered as it was judged.
    private func visitMail(
        _ hosts: MailHosts,
        clock now: @Sendable @escaping () -> Date,
        deliver: @Sendable @escaping (ScanEndpoint) async -> Void
    ) async throws -> [Visit] {
        let visits = VisitCollector()
        let all = KeptVisits()
        let delivery = OrderedDelivery(
            order: hosts.endpoints.map(\.id),
            patience: Self.patience,
            deliver: deliver
        )
        try await Survey(instruments: instruments, today: CalendarDay(now())).run(
            hosts.dialled(on: instruments.mailPort),
            barring: { hosts.bar($0, at: $1) },
            deliver: { await visits.add($0) },
            finished: { dialled in
                let seen = await visits.take(dialled.id)
                await concluding.add(seen, of: dialled)
                for visit in seen { await all.add(visit) }
                guard let endpoint = hosts.endpoints.first(where: { $0.id == dialled.id }) else { return }
                let result = judged(endpoint, seen + (await means), at: now())
                await delivery.add(result, of: endpoint.id)
            }
        )
        return await all.visits
    }

    private func judged(_ endpoint: Endpoint, _ visits: [Visit], at now: Date) -> ScanEndpoint {
        let estate = Estate(ministry: Ministry(name: ""), endpoints: [endpoint])
        let evidence = RecordedEvidence(estate: estate, measurements: visits)
        let instants = days.isEmpty ? [now] : days.map(\.start)
        let appraisal = Appraisal(method.standards, chosen: policies, at: instants)
        let measured = MeasuredEndpoints(
            evidence: evidence,
            measurements: visits,
            appraisal: appraisal,
            clients: method.clients
        )
        return measured.scan(endpoint, verdicts: verdicts(on: evidence, at: instants[0]))
    }

    private func verdicts(on evidence: RecordedEvidence, at now: Date) -> [ScanVerdict] {
        let findings = method.judge.findings(on: evidence, at: now)
        // A band hangs on what the same check found elsewhere, and on nothing of the other checks.
        let failing = Set(findings.lazy.filter { $0.verdict.state == .fail }.map(\.check))
        let weighed = findings.filter { failing.contains($0.check) }
        let bands = Dictionary(
            method.posture(of: weighed, in: evidence.estate, at: now).items.map { ($0.key, $0.band) }
        ) { first, _ in first }
        return findings.compactMap { finding in
            guard let info = checks[finding.check] else { return nil }
            guard finding.subject.endpointID != nil || finding.subject.scope == .domain else { return nil }
            return ScanVerdict(
                finding: finding,
                identity: info.identity,
                band: finding.verdict.state == .fail ? bands[finding.key] : nil,
                controls: info.controls
            )
        }
    }
}

/// Visits of endpoints that are not through yet, taken in from several tasks.
private actor VisitCollector {
    private var visits: [String: [Visit]] = [:]

    func add(_ visit: Visit) {
        guard let endpoint = visit.subject.endpointID else { return }
        visits[endpoint, default: []].append(visit)
    }

    func take(_ endpoint: String) -> [Visit] { visits.removeValue(forKey: endpoint) ?? [] }
}

/// Visits that are kept to the end.
private actor KeptVisits {
    private(set) var visits: [Visit] = []

    func add(_ visit: Visit) { visits.append(visit) }
}

/// Draws one conclusion from the visits of all endpoints, and keeps little of each.
private actor Concluding {
    private(set) var conclusion = VantageConclusion([])
    private(set) var means: Task<VantageSurvey.Means, Never>?

    func begin(_ task: Task<VantageSurvey.Means, Never>) { means = means ?? task }

    func add(_ visits: [Visit], of endpoint: Endpoint) {
        conclusion.add(visits, of: endpoint)
    }
}

private actor ResultCollector {
    private(set) var endpoints: [ScanEndpoint] = []

    func add(_ endpoint: ScanEndpoint) { endpoints.append(endpoint) }
}
