// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import Synchronization

/// What a verdict looked at beside the estate.
enum EvidenceTrace: Hashable, Sendable {
    case subject(Subject)
    /// Which addresses an endpoint has.
    case addresses(String)
    /// Everything below a subject.
    case under(Subject)
    /// The past, which grows with every cycle.
    case past
}

/// Evidence that notes what is asked of it.
final class TracedEvidence: Evidence {
    private let evidence: any Evidence
    private let traces = Mutex<Set<EvidenceTrace>>([])

    init(_ evidence: any Evidence) { self.evidence = evidence }

    /// What was asked for since the last call.
    func take() -> Set<EvidenceTrace> {
        traces.withLock { traces in
            let taken = traces
            traces.removeAll(keepingCapacity: true)
            return taken
        }
    }

    private func note(_ trace: EvidenceTrace) { _ = traces.withLock { $0.insert(trace) } }

    var estate: Estate { evidence.estate }

    var decisions: Decisions? { evidence.decisions }

    func endpoint(_ id: String) -> Endpoint? { evidence.endpoint(id) }

    func addresses(of endpoint: String) -> [Subject] {
        note(.addresses(endpoint))
        return evidence.addresses(of: endpoint)
    }

    func one<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) throws(Unestablished)
        -> Observation<F>
    {
        noteQuestion(to: subject)
        return try evidence.one(kind, aspect, of: subject)
    }

    func all<F: Fact>(_ kind: F.Type, under subject: Subject) -> [Observation<F>] {
        note(.under(subject))
        return evidence.all(kind, under: subject)
    }

    func history<F: Fact>(_ kind: F.Type, _ aspect: String, of subject: Subject) -> [Sighting<F>] {
        note(.past)
        return evidence.history(kind, aspect, of: subject)
    }

    func reason(_ question: Question, of subject: Subject) -> Unestablished? {
        noteQuestion(to: subject)
        return evidence.reason(question, of: subject)
    }

    /// What an address does not answer is told by its endpoint.
    private func noteQuestion(to subject: Subject) {
        note(.subject(subject))
        guard let endpoint = subject.endpointID else { return }
        note(.subject(.endpoint(endpoint)))
        note(.addresses(endpoint))
    }
}
