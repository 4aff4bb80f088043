// SPDX-License-Identifier: Apache-2.0
internal import Model

/// What alerts look at in a closed cycle.
struct AlertView {
    /// How one topic stands, its addresses taken together.
    enum State: Hashable {
        /// Fails, or is not confirmed as mended, and nobody bears it; with the worst band.
        case open(Band, category: String)
        /// Some of it could not be established, and nothing of it is open.
        case undetermined
        /// All that is open of it is accepted, or disputed with success.
        case borne
        case clean
    }

    /// Something that runs out soon.
    struct Ending {
        /// With its last day, so that a prolonged one is told again.
        let id: String
        let subject: Subject
        let item: String?
        /// Nil where nothing of its check or item is open.
        let category: String?
    }

    let topics: [AlertTopic: State]
    let checks: Set<String>
    let subjects: Set<Subject>
    /// Endpoints and domains of which something was established.
    let seen: Set<Subject>
    /// Those of which nothing was, though it was looked for.
    let unseen: Set<Subject>
    let ending: [Ending]
    /// Whether nothing at all of what is measured could be established.
    var isBlind: Bool { seen.isEmpty && !unseen.isEmpty }

    /// - Parameter findings: all of the posture's cycle: a posture has no items for what passes.
    init(_ posture: Posture, _ findings: [TrackedFinding]) {
        var states: [FindingKey: State] = [:]
        for tracked in findings { states[tracked.finding.key] = State(tracked) }
        for standing in posture.attestations {
            // Without an item of its own, what staff answered is as it should be.
            states[FindingKey(check: standing.item, subject: standing.subject)] = .clean
        }
        for item in posture.items { states[item.key] = State(item) }
        var topics: [AlertTopic: State] = [:]
        for (key, state) in states {
            let topic = AlertTopic(key)
            topics[topic] = topics[topic].map { $0.joined(with: state) } ?? state
        }
        self.topics = topics
        checks = Set(topics.keys.map(\.check))
        subjects = Set(topics.keys.map(\.subject))
        var sights: [Subject: Sight] = [:]
        for tracked in findings {
            let subject = tracked.finding.key.subject
            guard subject.isMeasured else { continue }
            sights[AlertTopic(tracked.finding.key).subject, default: Sight()].add(tracked.finding)
        }
        seen = Set(sights.filter { $0.value.isSeen == true }.keys)
        unseen = Set(sights.filter { $0.value.isSeen == false }.keys)
        let categories = Dictionary(posture.items.map { ($0.key.check, $0.category) }) { first, _ in first }
        ending =
            posture.acceptances.compactMap { Ending($0, categories) }.sorted { $0.id < $1.id }
            + posture.attestations.compactMap { Ending($0, categories) }.sorted { $0.id < $1.id }
    }
}

/// What was seen of one endpoint or domain.
private struct Sight {
    private var own = (established: 0, unknown: 0)
    private var addresses = (established: 0, unknown: 0)

    mutating func add(_ finding: Finding) {
        let part = finding.key.subject.scope == .address ? \Sight.addresses : \Sight.own
        switch finding.verdict.state {
        case .pass, .fail: self[keyPath: part].established += 1
        case .unknown: self[keyPath: part].unknown += 1
        case .notApplicable, .notTested: break
        }
    }

    /// Of an endpoint what its addresses showed, for names can be looked up while nothing answers; nil where nothing was
    /// looked for.
    var isSeen: Bool? {
        let part = addresses.established + addresses.unknown > 0 ? addresses : own
        return part.established > 0 ? true : part.unknown > 0 ? false : nil
    }
}

extension AlertView.State {
    /// Of what has no item: nothing of it is open.
    fileprivate init(_ tracked: TrackedFinding) {
        switch tracked.finding.verdict.state {
        case .pass, .notApplicable: self = tracked.openFailure == nil ? .clean : .undetermined
        // A failure without an item is one that the risk model does not know.
        case .unknown, .notTested, .fail: self = .undetermined
        }
    }

    fileprivate init(_ item: RiskItem) {
        if item.isOpen {
            self = item.isBorne ? .borne : .open(item.band, category: item.category)
        } else {
            switch item.verdict.state {
            case .pass, .notApplicable: self = .clean
            case .unknown, .notTested, .fail: self = .undetermined
            }
        }
    }

    /// The same whichever comes first.
    fileprivate func joined(with other: AlertView.State) -> AlertView.State {
        switch (self, other) {
        case (.open(let mine, let category), .open(let theirs, let its)):
            .open(max(mine, theirs), category: min(category, its))
        case (.open, _): self
        case (_, .open): other
        case (.undetermined, _), (_, .undetermined): .undetermined
        case (.borne, _), (_, .borne): .borne
        case (.clean, .clean): .clean
        }
    }
}

extension AlertView.Ending {
    fileprivate init?(_ standing: AcceptanceStanding, _ categories: [String: String]) {
        guard standing.endsSoon == true else { return nil }
        let acceptance = standing.acceptance
        id = "acceptance \(acceptance.id) ends on \(acceptance.expires)"
        subject = acceptance.subject
        item = acceptance.check
        category = categories[acceptance.check]
    }

    fileprivate init?(_ standing: AttestationStanding, _ categories: [String: String]) {
        guard standing.endsSoon == true, let attestation = standing.attestation else { return nil }
        let place = standing.subject == .ministry ? "" : " of \(standing.subject)"
        id = "attestation \(standing.item)\(place) ends on \(attestation.validUntil)"
        subject = standing.subject
        item = standing.item
        category = categories[standing.item]
    }
}

extension Subject {
    /// Whether probes look at it, and not at answers of staff alone.
    fileprivate var isMeasured: Bool {
        switch scope {
        case .address, .endpoint, .domain: true
        case .mission, .ministry: false
        }
    }
}
