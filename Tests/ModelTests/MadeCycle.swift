// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// A cycle whose findings are written by hand, or drawn at random.
struct MadeCycle {
    static let levels = Dictionary(uniqueKeysWithValues: checks.map { ($0, ["offered", "chosen"]) })
    private static let checks = ["tls.rc4-suites", "tls.version-obsolete", "names.caa-missing"]

    var listed: Set<Subject> = [.ministry, .endpoint("www"), .endpoint("mail"), .domain("mfa.example")]
    var checks = Set(Self.checks)
    var categories: [String: (Double, Double, Double)] = [:]
    var attestations: [AttestationStanding] = []
    var weighed: [RiskItem] = []
    var model = "1"
    private var findings: [FindingKey: TrackedFinding] = [:]

    mutating func add(
        _ key: FindingKey,
        _ verdict: Verdict,
        value: Double = 50,
        mended isMended: Bool = false
    ) {
        let failure = Verdict.fail(level: "offered", seen: "RC4", expected: "none")
        let mended = isMended ? Mended(failure: failure, clean: Self.now) : nil
        findings[key] = TrackedFinding(
            number: 1,
            finding: Finding(check: key.check, subject: key.subject, verdict: verdict),
            since: Self.now,
            firstFailed: nil,
            lastSeen: Self.now,
            reopened: 0,
            mended: mended
        )
        weighed.removeAll { $0.key == key }
        guard verdict.state == .fail || verdict.state == .unknown || isMended else { return }
        weighed.append(Self.item(key, verdict, value, mended: mended))
    }

    private static let now = Date(timeIntervalSince1970: 1_795_780_800)

    static func item(_ key: FindingKey, _ verdict: Verdict, _ value: Double, mended: Mended? = nil)
        -> RiskItem
    {
        RiskItem(
            key: key,
            verdict: verdict,
            category: "cyberattacks",
            scenarios: [],
            initiation: .high,
            adverseImpact: .high,
            likelihood: .high,
            impact: .high,
            estimate: RiskEstimate(low: value, point: value, high: value),
            acceptance: nil,
            firstFailed: now,
            mended: mended
        )
    }

    private static func assessment(_ values: (Double, Double, Double)) -> Assessment {
        let estimate = RiskEstimate(low: values.0, point: values.1, high: values.2)
        return Assessment(
            inherent: estimate,
            residual: estimate,
            coverage: Coverage(established: 1, applicable: 1),
            evidenceIsInsufficient: false,
            drivers: []
        )
    }

    var side: ComparedCycle {
        let posture = Posture(
            asOf: Self.now,
            model: ModelStamp(name: "made", version: model, sha256: model, likelihoodRule: "nist"),
            ministry: Self.assessment((40, 50, 60)),
            categories: categories.sorted { $0.key < $1.key }.map {
                CategoryStanding(id: $0, assessment: Self.assessment($1), scenarios: [])
            },
            missions: [:],
            endpoints: [:],
            items: weighed,
            attestations: attestations,
            acceptances: []
        )
        return ComparedCycle(
            cycle: Cycle(
                id: 1,
                started: Self.now,
                finished: Self.now,
                estateSHA256: "",
                vantage: "test",
                toolVersion: "test"
            ),
            kept: posture,
            posture: posture,
            listed: listed,
            findings: findings.values.sorted { $0.finding.key < $1.finding.key },
            checks: checks
        )
    }

    /// Any verdict of any check on any subject that is listed; addresses may be left out, and whole endpoints and checks.
    static func random(_ generator: inout some RandomNumberGenerator) -> MadeCycle {
        var cycle = MadeCycle()
        cycle.listed = Set(
            cycle.listed.sorted().filter { $0 == .ministry || Int.random(in: 0..<4, using: &generator) > 0 }
        )
        cycle.checks = Set(cycle.checks.sorted().filter { _ in Int.random(in: 0..<5, using: &generator) > 0 })
        let addresses = ["www", "mail"].flatMap { host in
            (1...2).map { Subject(scope: .address, name: "\(host)@192.0.2.\($0)") }
        }
        for subject in cycle.listed.union(addresses).sorted() {
            let place = subject.endpointID.map { Subject.endpoint($0) } ?? subject
            guard cycle.listed.contains(place) else { continue }
            for check in cycle.checks.sorted() where Int.random(in: 0..<4, using: &generator) > 0 {
                let verdict = verdicts.randomElement(using: &generator) ?? .pass
                cycle.add(
                    FindingKey(check: check, subject: subject),
                    verdict,
                    value: Double.random(in: 1...100, using: &generator),
                    mended: verdict.isClean && Int.random(in: 0..<4, using: &generator) == 0
                )
            }
        }
        return cycle
    }

    private static let verdicts: [Verdict] = [
        .pass, .notApplicable(because: "no TLS"), .notTested(because: "not authorised"),
        .unknown(because: Unestablished(phase: .connect, reason: "refused")),
        .fail(level: "offered", seen: "RC4", expected: "none"),
        .fail(level: "chosen", seen: "RC4", expected: "none"),
    ]
}
