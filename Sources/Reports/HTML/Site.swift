// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

/// The document with the look-ups that several pages need.
struct Site {
    let document: ReportDocument
    let map: SiteMap
    let clock: Clock
    /// Everything that a check could not say.
    let unknowns: [NotSeenPage.Unknown]
    /// Everything that is open, worst first: what fails, and what is mended and not confirmed; accepted findings too.
    let failures: [TrackedFinding]
    let evidence: EvidenceMap
    private let itemsByKey: [FindingKey: RiskItem]
    /// The disputes that nobody has decided yet, by what they are about.
    private let disputesByKey: [FindingKey: [String]]
    private let findingsByEndpoint: [String: [TrackedFinding]]
    private let categoriesByID: [String: CategoryInfo]
    private let targets: [String: String]
    private let missions: [String: String]

    init(_ document: ReportDocument) {
        self.document = document
        clock = Clock(zone: document.estate.ministry.timeZone)
        unknowns = NotSeenPage.unknowns(document.findings)
        let attested = document.shortfalls
        let items = Dictionary(document.posture.items.map { ($0.key, $0) }) { first, _ in first }
        itemsByKey = items
        let reviews = document.posture.disputes.filter { $0.state == .underReview }
        disputesByKey = Dictionary(
            grouping: reviews.flatMap { review in review.covers.map { ($0, review.dispute.id) } },
            by: \.0
        ).mapValues { $0.map(\.1) }
        failures = (document.findings + attested).filter(\.isOpen)
            .sorted { Self.isWorse($0, $1, items) }
        evidence = EvidenceMap(document.visits, of: Set(failures.map(\.finding.subject)))
        map = SiteMap(
            document.estate,
            hasWideFindings: failures.contains { [.ministry, .domain].contains($0.finding.subject.scope) }
        )
        findingsByEndpoint = Dictionary(grouping: document.findings) { $0.finding.subject.endpointID ?? "" }
        targets = Dictionary(document.estate.endpoints.map { ($0.id, $0.target) }) { first, _ in first }
        missions = Dictionary(document.estate.missions.map { ($0.id, $0.name) }) { first, _ in first }
        categoriesByID = Dictionary(document.categories.map { ($0.id, $0) }) { first, _ in first }
    }

    /// What became of what was open since the report before, or is open since, the gravest first; empty without one.
    func moves(_ kind: FindingMove.Kind) -> [FindingMove] { document.difference?.open(kind) ?? [] }

    func item(_ key: FindingKey) -> RiskItem? { itemsByKey[key] }

    func findings(of endpoint: String) -> [TrackedFinding] { findingsByEndpoint[endpoint] ?? [] }

    func category(_ id: String) -> String { categoriesByID[id]?.title ?? id }

    /// `RC1, what it is`, as a part of a sentence.
    func scenario(_ id: String) -> String {
        guard let title = document.scenarios.first(where: { $0.id == id })?.title else { return id }
        return "\(id), \(title.hasSuffix(".") ? String(title.dropLast()) : title)"
    }

    /// Who bears a failure, or says that it is none; nil where nobody does.
    func decision(about key: FindingKey) -> String? {
        let item = item(key)
        if let dispute = item?.dispute { return say("held for a false positive: {{id}}", ["id": dispute]) }
        let disputes = disputesByKey[key] ?? []
        let marks = disputes.map { say("disputed, under review: {{id}}", ["id": $0]) }
        let parts = [item?.acceptance.map { say("accepted: {{id}}", ["id": $0]) }].compactMap(\.self) + marks
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// What is open, is not accepted and not held for a false positive.
    var open: [TrackedFinding] { failures.filter { item($0.finding.key)?.isBorne != true } }

    /// That it was mended or flaps; nil where neither is so.
    func note(on finding: TrackedFinding) -> String? {
        let measured = Words.state(finding.finding.verdict.state)
        let parts = [
            finding.mended.map {
                say("mended, to be confirmed (last measured: {{state}})", ["state": measured]) + "; "
                    + $0.words(clock.instant)
            },
            item(finding.finding.key)?.flapping?.words,
        ]
        .compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    func isWorse(_ left: TrackedFinding, _ right: TrackedFinding) -> Bool {
        Self.isWorse(left, right, itemsByKey)
    }

    /// Higher value first, then by key, so that the order never depends on the input's.
    private static func isWorse(
        _ left: TrackedFinding,
        _ right: TrackedFinding,
        _ items: [FindingKey: RiskItem]
    ) -> Bool {
        let values = [left, right].map { items[$0.finding.key]?.estimate.point ?? 0 }
        return values[0] == values[1] ? left.finding.key < right.finding.key : values[0] > values[1]
    }

    /// The title of a check, or the question of an attestation item.
    func title(of check: String) -> String {
        document.checks[check]?.identity.title ?? attestationItem(check)?.question ?? check
    }

    func attestationItem(_ id: String) -> AttestationItemInfo? {
        document.attestationItems.first { $0.id == id }
    }

    /// How a finding is put right; for an attestation, what would answer it.
    func remedy(for check: String) -> String {
        document.checks[check]?.identity.remedy
            ?? attestationItem(check).map { "Put it in place and attest it with evidence: \($0.evidence)" }
            ?? ""
    }

    /// `F-12`; what is attested has no number of its own.
    func label(of finding: TrackedFinding) -> String {
        finding.number > 0 ? "F-\(finding.number)" : say("attested")
    }

    /// Host and port of an endpoint, or the id of one that is listed no longer.
    func target(of endpoint: String) -> String { targets[endpoint] ?? endpoint }

    func name(of subject: Subject) -> String {
        switch subject.scope {
        case .ministry: say("the whole ministry")
        case .mission: missions[subject.name] ?? subject.name
        case .domain: say("domain {{name}}", ["name": subject.name])
        case .endpoint: target(of: subject.name)
        case .address:
            subject.address.map {
                say(
                    "{{what}} at {{place}}",
                    ["what": target(of: subject.endpointID ?? ""), "place": $0.description]
                )
            } ?? target(of: subject.endpointID ?? "")
        }
    }

    func subject(_ subject: Subject, root: String = "") -> SubjectView {
        let place =
            switch subject.scope {
            case .endpoint, .address: subject.endpointID.flatMap { map.place(of: $0) }
            case .mission: map.section(of: subject.name)?.path
            case .domain, .ministry: map.ministry?.path
            }
        return SubjectView(name: name(of: subject), path: place.map { root + $0 })
    }
}

struct SubjectView {
    let name: String
    /// Nil where no page speaks of it.
    let path: String?
}
