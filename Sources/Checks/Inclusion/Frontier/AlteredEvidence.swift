// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model

/// Evidence as it would be after a change: of some addresses, some facts are others, or not there.
package struct AlteredEvidence: Evidence {
    private let base: any Evidence
    /// By address; nil for what would have no answer.
    private let altered: [Subject: [Question: (any Fact)?]]

    package init(_ base: any Evidence, altered: [Subject: [Question: (any Fact)?]]) {
        self.base = base
        self.altered = altered
    }

    package var estate: Estate { base.estate }

    package var decisions: Decisions? { base.decisions }

    package func endpoint(_ id: String) -> Endpoint? { base.endpoint(id) }

    package func addresses(of endpoint: String) -> [Subject] { base.addresses(of: endpoint) }

    package func one<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject)
        throws(Unestablished) -> Observation<F>
    {
        let question = Question(kind, aspect)
        guard let answer = altered[subject]?[question] else { return try base.one(kind, aspect, of: subject) }
        guard let fact = answer as? F else { throw Self.later }
        return try observation(fact, of: subject)
    }

    package func all<F: Fact>(_ kind: F.Type, under subject: Subject) -> [Observation<F>] {
        let others = base.all(kind, under: subject).filter {
            altered[$0.subject]?[$0.fact.question] == nil
        }
        let new = altered.filter { covers(subject, $0.key) }.flatMap { address, answers in
            answers.sorted { $0.key < $1.key }.compactMap { _, answer in
                (answer as? F).flatMap { try? observation($0, of: address) }
            }
        }
        guard !new.isEmpty else { return others }
        return (others + new).sorted {
            ($0.subject, $0.fact.question) < ($1.subject, $1.fact.question)
        }
    }

    package func history<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) -> [Sighting<F>] {
        base.history(kind, aspect, of: subject)
    }

    package func reason(_ question: Question, of subject: Subject) -> Unestablished? {
        guard let answer = altered[subject]?[question] else { return base.reason(question, of: subject) }
        return answer == nil ? Self.later : nil
    }

    /// When and from where it is said to be seen is that of the address itself.
    private func observation<F: Fact>(_ fact: F, of subject: Subject) throws(Unestablished) -> Observation<F>
    {
        let visit = try base.one(Reachability.self, of: subject)
        return Observation(fact: fact, subject: subject, seen: visit.seen, vantage: visit.vantage)
    }

    private func covers(_ subject: Subject, _ address: Subject) -> Bool {
        switch subject.scope {
        case .address: subject == address
        case .endpoint: address.endpointID == subject.name
        case .domain, .mission, .ministry:
            base.estate.endpoints(under: subject).contains { $0.id == address.endpointID }
        }
    }

    private static let later = Unestablished(
        phase: .notMeasured,
        reason: "it shows once the change is made"
    )
}
