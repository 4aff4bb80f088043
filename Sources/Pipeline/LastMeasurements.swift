// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
package import Store

/// When each endpoint and domain was measured last, and what was seen then: what a cycle takes over where nothing is due.
package struct LastMeasurements: Sendable {
    /// The cycle that measured a subject.
    package struct Occasion: Hashable, Sendable {
        package let began: Date
        package let ended: Date

        package init(began: Date, ended: Date) {
            self.began = began
            self.ended = ended
        }
    }

    /// By endpoint and domain, and for the ministry the newest cycle; what was never measured, or is listed or authorised
    /// otherwise since, is not in it.
    package let occasions: [Subject: Occasion]
    private let cycle: Cycle?
    private let estate: Estate

    /// Reads the newest closed cycle.
    ///
    /// - Parameter next: what is to be measured now.
    package static func load(from store: any Store, for next: Estate, at now: Date) async throws(StoreError)
        -> LastMeasurements
    {
        guard let cycle = try await store.cycles(limit: 1).first else {
            return LastMeasurements(occasions: [:], cycle: nil, estate: next)
        }
        let estate = try await store.estate(of: cycle)
        let carried = try await store.carriedSubjects(in: cycle.id)
        // As many as there may be between two visits that are the longest interval apart.
        let cycles = carried.isEmpty ? [cycle] : try await store.cycles(limit: 100_000)
        let same = Likeness(before: estate, after: next, now: now)
        let newest = Occasion(began: cycle.started, ended: cycle.finished ?? cycle.started)
        var occasions: [Subject: Occasion] = [.ministry: newest]
        for visit in try await store.visits(in: cycle) where same.holds(of: visit) {
            let made = carried.contains(visit.subject) ? visit.made(in: cycles) : cycle
            guard let made else { continue }
            occasions[visit.subject] = Occasion(began: made.started, ended: made.finished ?? made.started)
        }
        return LastMeasurements(occasions: occasions, cycle: cycle, estate: estate)
    }

    private init(occasions: [Subject: Occasion], cycle: Cycle?, estate: Estate) {
        self.occasions = occasions
        self.cycle = cycle
        self.estate = estate
    }

    /// What was seen of endpoints, with their addresses, and of domains: by the eyes of then, and at no cost of now.
    func visits(of subjects: Set<Subject>, in store: any Store) async throws(StoreError) -> [Visit] {
        guard let cycle, !subjects.isEmpty else { return [] }
        let visits = try await store.measurements(in: cycle)
        let evidence = RecordedEvidence(estate: estate, measurements: visits)
        return visits.filter { visit in
            subjects.contains(visit.subject)
                || visit.subject.endpointID.map { subjects.contains(.endpoint($0)) } == true
        }
        .map { $0.carried(out: evidence) }
    }
}

/// Whether what was seen of a subject may still stand for it.
private struct Likeness {
    private let endpoints: [String: Endpoint]
    private let domains: Set<String>
    private let today: CalendarDay

    init(before: Estate, after: Estate, now: Date) {
        today = CalendarDay(now)
        guard before.accounts == after.accounts else {
            (endpoints, domains) = ([:], [])
            return
        }
        let old = Dictionary(before.endpoints.map { ($0.id, $0) }) { first, _ in first }
        endpoints = Dictionary(after.endpoints.filter { old[$0.id] == $0 }.map { ($0.id, $0) }) { first, _ in
            first
        }
        // A domain is asked together with the others, and with the names of its websites.
        domains =
            before.domains == after.domains
            ? Set(
                after.domains.map(\.name).filter { name in
                    before.websites(of: name).elementsEqual(after.websites(of: name)) { $0 == $1 }
                }
            ) : []
    }

    func holds(of visit: KeptVisit) -> Bool {
        switch visit.subject.scope {
        case .endpoint:
            endpoints[visit.subject.name].map { endpoint in
                endpoint.authorisation.tier(on: CalendarDay(visit.finished))
                    == endpoint.authorisation.tier(on: today)
            } == true
        case .domain: domains.contains(visit.subject.name)
        case .address, .mission, .ministry: false
        }
    }
}

extension KeptVisit {
    /// The cycle in which a visit that was taken over was made.
    fileprivate func made(in cycles: [Cycle]) -> Cycle? {
        cycles.filter { $0.started <= finished }.max { $0.started < $1.started }
    }
}

extension Visit {
    /// What the vantage could not see then stays unseen, whatever it can see now.
    fileprivate func carried(out evidence: RecordedEvidence) -> Visit {
        Visit(
            subject: subject,
            vantage: vantage,
            started: started,
            finished: finished,
            cost: Cost(),
            transcriptSHA256: transcriptSHA256,
            answers: answers.map { answer in
                evidence.reason(answer.question, of: subject).map { .unestablished(answer.question, $0) }
                    ?? answer
            }
        )
    }
}

/// What a cycle measures of its estate; of all else it takes over what was seen last.
package struct CycleSelection: Sendable {
    /// Endpoints and domains, the most overdue first.
    package let due: [Subject]
    package let last: LastMeasurements

    package init(due: [Subject], last: LastMeasurements) {
        self.due = due
        self.last = last
    }

    /// What is taken over.
    func rest(of estate: Estate) -> Set<Subject> {
        let listed =
            estate.endpoints.map { Subject.endpoint($0.id) } + estate.domains.map { .domain($0.name) }
        let due = Set(due)
        return Set(listed.filter { !due.contains($0) && last.occasions[$0] != nil })
    }
}
