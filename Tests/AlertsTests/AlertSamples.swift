// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

@testable import Alerts

/// Postures made of a few items.
enum AlertSample {
    static let start = Date(timeIntervalSince1970: 1_795_000_000)

    /// How one check on one subject stands.
    enum State: Hashable, CaseIterable {
        case high, moderate, accepted, mended, pass, notApplicable, unknown, notTested
    }

    static let estate = Estate(
        ministry: Ministry(name: "Ministry"),
        missions: [Mission(id: "paris", name: "Paris", region: nil, languages: [], owner: nil)],
        endpoints: ["a", "b"].map { id in
            Endpoint(
                id: id,
                host: "\(id).mfa.example",
                port: 443,
                service: .https,
                role: .other,
                mission: id == "a" ? "paris" : nil,
                criticality: Criticality(confidentiality: .low, integrity: .low, availability: .low),
                secrecyLifetimeDays: nil,
                authorisation: Authorisation(tier: .active),
                addresses: []
            )
        },
        domains: [],
        attestations: [],
        acceptances: []
    )

    static func key(_ check: String, _ endpoint: String, at address: String? = nil) -> FindingKey {
        let subject = address.flatMap { IPAddress($0) }.map { Subject.address($0, of: endpoint) }
        return FindingKey(check: check, subject: subject ?? .endpoint(endpoint))
    }

    private static let silence = Unestablished(phase: .connect, reason: "refused", attempts: 3)
    private static let failure = Verdict.fail(level: "bad", seen: "bad", expected: "good")

    static func verdict(_ state: State) -> Verdict {
        switch state {
        case .high, .moderate, .accepted: failure
        case .mended, .pass: .pass
        case .notApplicable: .notApplicable(because: "none")
        case .unknown: .unknown(because: silence)
        case .notTested: .notTested(because: "not ours")
        }
    }

    static func item(_ key: FindingKey, _ state: State) -> RiskItem {
        let point: Double =
            switch state {
            case .high: 90
            case .moderate, .accepted, .mended: 50
            case .pass, .notApplicable, .unknown, .notTested: 0
            }
        return RiskItem(
            key: key,
            verdict: verdict(state),
            category: key.check.hasPrefix("mail") ? "disinformation" : "cyberattacks",
            scenarios: [],
            initiation: .moderate,
            adverseImpact: .moderate,
            likelihood: .moderate,
            impact: .moderate,
            estimate: RiskEstimate(low: point, point: point, high: 90),
            acceptance: state == .accepted ? "known" : nil,
            firstFailed: nil,
            mended: state == .mended ? Mended(failure: failure, clean: start) : nil
        )
    }

    /// A finding of each.
    static func finding(_ key: FindingKey, _ state: State) -> TrackedFinding {
        let fails = [State.high, .moderate, .accepted, .mended].contains(state)
        return TrackedFinding(
            number: 1,
            finding: Finding(check: key.check, subject: key.subject, verdict: verdict(state)),
            since: start,
            firstFailed: fails ? start : nil,
            lastSeen: start,
            reopened: 0,
            mended: state == .mended ? Mended(failure: failure, clean: start) : nil
        )
    }

    /// A closed cycle.
    struct Outcome {
        let posture: Posture
        let findings: [TrackedFinding]
    }

    /// As a cycle leaves it: what passes, does not apply or is not tested has no item in the posture.
    static func posture(
        _ states: [FindingKey: State],
        model: String = "ab",
        ending: [AcceptanceStanding] = [],
        hour: Int = 0
    ) -> Outcome {
        let nothing = Assessment(
            inherent: .none,
            residual: .none,
            coverage: Coverage(),
            evidenceIsInsufficient: false,
            drivers: []
        )
        let weighed = states.filter { ![.pass, .notApplicable, .notTested].contains($0.value) }
        let posture = Posture(
            asOf: start.addingTimeInterval(Double(hour) * 3600),
            model: ModelStamp(name: "Chancery", version: "1", sha256: model, likelihoodRule: "nist"),
            ministry: nothing,
            categories: [],
            missions: [:],
            endpoints: [:],
            items: weighed.map { item($0.key, $0.value) }.sorted { $0.key < $1.key },
            attestations: [],
            acceptances: ending
        )
        return Outcome(posture: posture, findings: states.map { finding($0.key, $0.value) })
    }
}

extension AlertLedger {
    init(at cycle: Cycle.ID, _ outcome: AlertSample.Outcome) {
        self.init(at: cycle, outcome.posture, outcome.findings)
    }

    func following(_ outcome: AlertSample.Outcome, at cycle: Cycle.ID, in estate: Estate) -> (
        alerts: [Alert], ledger: AlertLedger
    ) {
        following(outcome.posture, outcome.findings, at: cycle, in: estate)
    }
}
