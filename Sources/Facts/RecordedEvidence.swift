// SPDX-License-Identifier: Apache-2.0
import Foundation
package import Model

/// Evidence out of measurements, newest one a subject; every record is read once, when it is made.
package struct RecordedEvidence: Evidence {
    package private(set) var estate: Estate
    private let visits: [Subject: ReadVisit]
    private let addressesByEndpoint: [String: [Subject]]
    private let endpoints: [String: Endpoint]
    private let past: [Subject: [PastFact]]
    /// What could not be seen from where it was measured; it makes answers unknown, whatever they seem to say.
    package let limits: VantageLimits
    package private(set) var decisions: Decisions?

    /// Where several measurements speak of one subject, the one finished last counts; one of the ministry itself
    /// says what the vantage could see.
    package init(estate: Estate, measurements: [Visit], past: [PastFact] = []) {
        let newest = Dictionary(measurements.map { ($0.subject, $0) }) { first, second in
            first.finished < second.finished ? second : first
        }
        self.init(estate: estate, visits: newest.values.map(ReadVisit.init), past: past)
    }

    /// The same of visits that were read before; one a subject.
    package init(estate: Estate, visits read: [ReadVisit], past: [PastFact] = []) {
        self.estate = estate
        self.past = Dictionary(grouping: past, by: \.subject)
        var visits = Dictionary(read.map { ($0.subject, $0) }) { first, _ in first }
        limits = VantageLimits(visits[.ministry]?.facts ?? [])
        if limits != .none {
            for place in Self.places(visits, estate) {
                visits[place.subject] = visits[place.subject]?.seen(at: place, within: limits)
            }
        }
        self.visits = visits
        addressesByEndpoint = Dictionary(
            grouping: visits.keys.filter { $0.scope == .address }.sorted(),
            by: { $0.endpointID ?? "" }
        )
        endpoints = Dictionary(estate.endpoints.map { ($0.id, $0) }) { first, _ in first }
    }

    /// The same with what the risk model finds of the ministry's decisions.
    package func weighed(_ decisions: Decisions) -> RecordedEvidence {
        var copy = self
        copy.decisions = decisions
        return copy
    }

    /// The same where staff answered otherwise.
    package func attested(_ attestations: [Attestation]) -> RecordedEvidence {
        var copy = self
        copy.estate.attestations = attestations
        return copy
    }

    package func endpoint(_ id: String) -> Endpoint? { endpoints[id] }

    package func addresses(of endpoint: String) -> [Subject] { addressesByEndpoint[endpoint] ?? [] }

    package func one<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject)
        throws(Unestablished) -> Observation<F>
    {
        let question = Question(kind, aspect)
        guard let visit = visits[subject], let answer = visit.answers[question] else {
            throw absence(of: question, on: subject)
        }
        switch answer {
        case .failure(let reason):
            throw reason
        case .success(let fact):
            guard let fact = fact as? F else { throw ReadAnswers.unreadable(question) }
            return Observation(fact: fact, subject: subject, seen: visit.finished, vantage: visit.vantage)
        }
    }

    package func all<F: Fact>(_ kind: F.Type, under subject: Subject) -> [Observation<F>] {
        subjects(under: subject).flatMap { subject in
            (visits[subject]?.questions[kind.kind] ?? []).compactMap { question in
                try? one(kind, question.aspect, of: subject)
            }
        }
    }

    package func history<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) -> [Sighting<F>] {
        let question = Question(kind, aspect)
        return (past[subject] ?? []).filter { $0.record.question == question }.compactMap { kept in
            guard let fact = try? kept.record.decode(kind) else { return nil }
            return Sighting(fact: fact, first: kept.first, last: kept.last)
        }
        .sorted { ($0.first, $0.last) < ($1.first, $1.last) }
    }

    package func reason(_ question: Question, of subject: Subject) -> Unestablished? {
        guard let answer = visits[subject]?.answers[question] else {
            return absence(of: question, on: subject)
        }
        guard case .failure(let reason) = answer else { return nil }
        return reason
    }

    /// The measured subjects that a subject covers, sorted.
    private func subjects(under subject: Subject) -> [Subject] {
        switch subject.scope {
        case .address:
            return [subject]
        case .endpoint:
            return addresses(of: subject.name) + [subject]
        case .domain, .mission, .ministry:
            let endpoints = estate.endpoints(under: subject).map(\.id)
            let covered = endpoints.flatMap { [.endpoint($0)] + addresses(of: $0) }
            let wider = visits.keys.filter { candidate in
                candidate.endpointID == nil && (candidate == subject || subject.scope == .ministry)
            }
            return (covered + wider).sorted()
        }
    }

    /// Why nobody answered a question that nobody recorded: the name gave no address, or the address gave no
    /// answer; only where both did was the question itself left out.
    private func absence(of question: Question, on subject: Subject) -> Unestablished {
        if case .failure(let reason)? = visits[subject]?.answers[Question(Reachability.self)] {
            return reason
        }
        guard let endpoint = subject.endpointID else { return wideAbsence(of: question, on: subject) }
        switch visits[.endpoint(endpoint)]?.answers[Question(AddressSet.self)] {
        case .failure(let reason)?:
            return reason
        case .success(let fact)? where (fact as? AddressSet)?.addresses.isEmpty == true:
            return Unestablished(phase: .resolve, reason: "\(endpoint) has no address")
        case .success?, nil:
            guard visits[subject] == nil || addresses(of: endpoint).isEmpty else {
                return Self.notAsked(question)
            }
            return Unestablished(phase: .vantage, reason: "\(subject.name) has not been visited")
        }
    }

    /// A domain of which no zone was found left every other question out.
    private func wideAbsence(of question: Question, on subject: Subject) -> Unestablished {
        guard subject.scope == .domain else { return Self.notAsked(question) }
        guard let visit = visits[subject] else {
            return Unestablished(phase: .vantage, reason: "\(subject.name) has not been visited")
        }
        if case .failure(let reason)? = visit.answers[Question(ZoneCut.self)] { return reason }
        return Self.notAsked(question)
    }

    /// Every measured subject with what tells whether the vantage is at fault.
    private static func places(_ visits: [Subject: ReadVisit], _ estate: Estate) -> [VantageLimits.Place] {
        let ports = Dictionary(estate.endpoints.map { ($0.id, $0.port) }) { first, _ in first }
        var issuers: [String: Set<String>] = [:]
        for (subject, visit) in visits where subject.scope == .address {
            issuers[subject.endpointID ?? "", default: []].formUnion(visit.strangers)
        }
        return visits.map { subject, visit in
            var place = VantageLimits.Place(subject: subject)
            guard let endpoint = subject.endpointID else { return place }
            let question = Question(AddressSet.self)
            let set = try? visits[.endpoint(endpoint)]?.answers[question]?.get() as? AddressSet
            place.port = ports[endpoint]
            place.isResolved = set?.source == .resolved
            place.addresses = subject.address.map { [$0] } ?? set?.addresses ?? []
            place.issuers = subject.scope == .address ? visit.strangers : issuers[endpoint] ?? []
            return place
        }
    }

    private static func notAsked(_ question: Question) -> Unestablished {
        Unestablished(phase: .notMeasured, reason: "no probe asked for \(question.kind.name)")
    }
}
