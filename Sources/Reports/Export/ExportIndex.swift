// SPDX-License-Identifier: Apache-2.0
import Checks
import Model

/// The document with the look-ups that files of findings need, each made once.
final class ExportIndex: Sendable {
    let document: ReportDocument
    /// As the store has them, then what is attested.
    let findings: [TrackedFinding]
    /// The day of the posture.
    let today: CalendarDay
    private let items: [FindingKey: RiskItem]
    private let endpoints: [String: Endpoint]
    private let domains: [String: ListedDomain]
    private let missions: [String: Mission]
    private let acceptances: [String: AcceptanceStanding]
    private let acceptancesByKey: [FindingKey: [AcceptanceStanding]]
    private let disputes: [FindingKey: [DisputeStanding]]
    private let standings: [FindingKey: AttestationStanding]
    private let questions: [String: AttestationItemInfo]

    init(_ document: ReportDocument) {
        self.document = document
        findings = document.findings + document.shortfalls
        let posture = document.posture
        today = CalendarDay(posture.asOf)
        items = Self.first(posture.items.map { ($0.key, $0) })
        endpoints = Self.first(document.estate.endpoints.map { ($0.id, $0) })
        domains = Self.first(document.estate.domains.map { ($0.name, $0) })
        missions = Self.first(document.estate.missions.map { ($0.id, $0) })
        acceptances = Self.first(posture.acceptances.map { ($0.acceptance.id, $0) })
        acceptancesByKey = Dictionary(
            grouping: posture.acceptances.flatMap { one in one.covers.map { ($0, one) } },
            by: \.0
        ).mapValues { $0.map(\.1) }
        disputes = Dictionary(
            grouping: posture.disputes.flatMap { one in one.covers.map { ($0, one) } },
            by: \.0
        ).mapValues { $0.map(\.1) }
        standings = Self.first(
            posture.attestations.map { (FindingKey(check: $0.item, subject: $0.subject), $0) }
        )
        questions = Self.first(document.attestationItems.map { ($0.id, $0) })
    }

    private static func first<Key: Hashable, Value>(_ pairs: [(Key, Value)]) -> [Key: Value] {
        Dictionary(pairs) { first, _ in first }
    }

    func item(_ key: FindingKey) -> RiskItem? { items[key] }

    func endpoint(_ id: String) -> Endpoint? { endpoints[id] }

    func mission(_ id: String) -> Mission? { missions[id] }

    func isListed(domain: String) -> Bool { domains[domain] != nil }

    func question(_ id: String) -> AttestationItemInfo? { questions[id] }

    func standing(_ key: FindingKey) -> AttestationStanding? { standings[key] }

    func acceptance(_ id: String) -> AcceptanceStanding? { acceptances[id] }

    /// Those that name it, in force or not.
    func acceptances(about key: FindingKey) -> [AcceptanceStanding] { acceptancesByKey[key] ?? [] }

    func disputes(about key: FindingKey) -> [DisputeStanding] { disputes[key] ?? [] }

    /// The title of a check, or the question of an attestation item.
    func title(of check: String) -> String {
        document.checks[check]?.identity.title ?? questions[check]?.question ?? check
    }

    /// How a finding is put right; for an attestation, what would answer it.
    func remedy(for check: String) -> String? {
        document.checks[check]?.identity.remedy
            ?? questions[check].map { "Put it in place and attest it with evidence: \($0.evidence)" }
    }

    /// The id of the mission that answers for a subject; nil for the ministry's own.
    func mission(of subject: Subject) -> String? {
        switch subject.scope {
        case .address, .endpoint: subject.endpointID.flatMap { endpoints[$0]?.mission }
        case .domain: domains[subject.name]?.mission
        case .mission: subject.name
        case .ministry: nil
        }
    }

    /// `https://www.mfa.example:443`, with the address behind where there is one; words for wider subjects.
    func place(of subject: Subject) -> String {
        switch subject.scope {
        case .ministry: "ministry"
        case .mission, .domain: subject.description
        case .endpoint: endpoints[subject.name].map(Self.place) ?? subject.name
        case .address:
            [
                subject.endpointID.map { id in endpoints[id].map(Self.place) ?? id },
                subject.address?.description,
            ]
            .compactMap(\.self).joined(separator: " at ")
        }
    }

    static func place(_ endpoint: Endpoint) -> String { "\(endpoint.service.rawValue)://\(endpoint.target)" }

    /// A URI of the endpoint, whatever the configuration has for its host; nil for wider subjects and for
    /// endpoints that are listed no longer.
    func uri(of subject: Subject) -> String? {
        guard let endpoint = subject.endpointID.flatMap({ endpoints[$0] }) else { return nil }
        return Self.uri(endpoint)
    }

    static func uri(_ endpoint: Endpoint) -> String {
        let host = IPAddress(endpoint.host).map { $0.family == .v6 ? "[\($0)]" : "\($0)" }
        return "\(endpoint.service.rawValue)://\(host ?? ExportText.uri(endpoint.host)):\(endpoint.port)/"
    }
}
