// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports

/// Findings of the sample ministry.
enum SampleFindings {
    static let visa = Subject(scope: .address, name: "visa.nairobi.mfa.example@192.0.2.40")
    static let www = Subject(scope: .address, name: "www.mfa.example@192.0.2.10")
    static let meet = Subject(scope: .address, name: "meet.geneva.mfa.example@192.0.2.50")

    static let obsolete = FindingKey(check: "tls.version-obsolete", subject: visa)
    static let untrusted = FindingKey(check: "certificate.untrusted", subject: visa)
    static let secrecy = FindingKey(check: "tls.no-forward-secrecy", subject: www)
    static let shutOut = FindingKey(
        check: "inclusion.clients-shut-out",
        subject: .endpoint("www.mfa.example")
    )
    static let missionWide = FindingKey(check: "inclusion.clients-shut-out", subject: .mission("nairobi"))

    /// Clean once, and not confirmed.
    static let mended = FindingKey(check: "tls.version-obsolete", subject: www)

    static let all: [TrackedFinding] = [
        failing(
            1,
            obsolete,
            level: "weak",
            seen: "SSL 3.0 and TLS 1.0 are answered",
            expected: "TLS 1.2 or 1.3"
        ),
        failing(
            2,
            untrusted,
            level: "broken",
            seen: SampleEstate.hostile,
            expected: "a chain to a public root"
        ),
        failing(
            3,
            secrecy,
            level: "weak",
            seen: "TLS_RSA_WITH_AES_128_CBC_SHA",
            expected: "ECDHE",
            reopened: 1
        ),
        failing(4, shutOut, level: "weak", seen: "Android 4.0-4.3", expected: "all clients of the audience"),
        failing(5, missionWide, level: "weak", seen: "one endpoint of one", expected: "none"),
        tracked(6, FindingKey(check: "certificate.untrusted", subject: www), .pass),
        tracked(
            7,
            FindingKey(check: "certificate.untrusted", subject: meet),
            .unknown(because: SampleEvidence.refused)
        ),
        tracked(
            8,
            FindingKey(check: "tls.version-obsolete", subject: meet),
            .unknown(because: SampleEvidence.refused)
        ),
        tracked(
            9,
            FindingKey(check: "tls.version-obsolete", subject: .endpoint("files.mfa.example")),
            .unknown(because: Unestablished(phase: .resolve, reason: "SERVFAIL", attempts: 2))
        ),
        tracked(
            10,
            FindingKey(check: "tls.no-forward-secrecy", subject: visa),
            .notTested(because: "not authorised")
        ),
        course(11, mended, mended: clean),
        course(12, FindingKey(check: "certificate.untrusted", subject: .endpoint("files.mfa.example"))),
    ]

    private static let clean = Mended(
        failure: .fail(level: "weak", seen: "TLS 1.0 is answered", expected: "TLS 1.2 or 1.3"),
        clean: SampleEstate.now.addingTimeInterval(-6 * 3600)
    )

    /// What passes now and failed once; closed where it is not mended alone.
    private static func course(_ number: Int64, _ key: FindingKey, mended: Mended? = nil) -> TrackedFinding {
        let first = SampleEstate.now.addingTimeInterval(Double(-number) * 3 * 86400)
        return TrackedFinding(
            number: number,
            finding: Finding(check: key.check, subject: key.subject, verdict: .pass),
            since: first.addingTimeInterval(86_400),
            firstFailed: first,
            lastSeen: SampleEstate.now,
            reopened: 1,
            lastReopened: first.addingTimeInterval(43_200),
            mended: mended,
            closed: mended == nil ? SampleEstate.now : nil
        )
    }

    private static func failing(
        _ number: Int64,
        _ key: FindingKey,
        level: String,
        seen: String,
        expected: String,
        reopened: Int = 0
    ) -> TrackedFinding {
        tracked(number, key, .fail(level: level, seen: seen, expected: expected), reopened: reopened)
    }

    private static func tracked(
        _ number: Int64,
        _ key: FindingKey,
        _ verdict: Verdict,
        reopened: Int = 0
    ) -> TrackedFinding {
        let first = SampleEstate.now.addingTimeInterval(Double(-number) * 3 * 86400)
        return TrackedFinding(
            number: number,
            finding: Finding(check: key.check, subject: key.subject, verdict: verdict),
            since: first,
            firstFailed: verdict.state == .fail ? first : nil,
            lastSeen: SampleEstate.now,
            reopened: reopened
        )
    }
}

/// How the sample ministry stands.
enum SamplePosture {
    static let categories = [
        CategoryInfo(id: "cyberattacks", title: "Cyberattacks", isCore: true),
        CategoryInfo(id: "data-leaks", title: "Data leaks", isCore: true),
        CategoryInfo(id: "digital-divide", title: "Digital divide", isCore: true),
        CategoryInfo(id: "disinformation", title: "Disinformation", isCore: false),
        CategoryInfo(id: "ai-governance", title: "AI governance", isCore: false),
    ]

    static let stamp = ModelStamp(
        name: "chancery",
        version: "1",
        sha256: String(repeating: "9a", count: 32),
        likelihoodRule: "nist"
    )

    static let now = posture(cyber: 88, leaks: 46, divide: 55)
    static let before = posture(cyber: 81, leaks: 60, divide: 55, items: earlier, former: "old.mfa.example")

    static let empty = Posture(
        asOf: SampleEstate.now,
        model: stamp,
        ministry: assessment(0, 0, 0, known: 0, of: 0),
        categories: [],
        missions: [:],
        endpoints: [:],
        items: [],
        attestations: [],
        acceptances: []
    )

    private static func assessment(
        _ low: Double,
        _ point: Double,
        _ high: Double,
        known: Int,
        of applicable: Int,
        isInsufficient: Bool = false,
        drivers: [FindingKey] = []
    ) -> Assessment {
        Assessment(
            inherent: RiskEstimate(low: low, point: min(100, point + 8), high: min(100, high + 8)),
            residual: RiskEstimate(low: low, point: point, high: high),
            coverage: Coverage(established: known, applicable: applicable),
            evidenceIsInsufficient: isInsufficient,
            drivers: drivers
        )
    }

    private static func posture(
        cyber: Double,
        leaks: Double,
        divide: Double,
        items: [RiskItem] = items,
        former: String = "www.mfa.example"
    ) -> Posture {
        let visa = "visa.nairobi.mfa.example"
        let worst = assessment(80, cyber, 95, known: 39, of: 50, drivers: [SampleFindings.untrusted])
        return Posture(
            asOf: SampleEstate.now,
            model: stamp,
            ministry: worst,
            categories: standings(worst, leaks: leaks, divide: divide),
            missions: [
                "nairobi": worst, "hq": assessment(21, leaks, 79, known: 20, of: 22),
                "geneva": assessment(0, 30, 96, known: 1, of: 12, isInsufficient: true),
            ],
            endpoints: [visa: worst, former: assessment(21, leaks, 79, known: 11, of: 12)],
            items: items,
            attestations: attestations,
            acceptances: acceptances,
            disputes: disputes
        )
    }

    private static let attestations = [
        AttestationStanding(
            item: "Q1",
            subject: .ministry,
            state: .counted,
            attestation: SampleEstate.attestation
        ),
        AttestationStanding(item: "Q4", subject: .ministry, state: .missing, attestation: nil),
        AttestationStanding(
            item: "Q34",
            subject: .ministry,
            state: .counted,
            attestation: SampleEstate.shortfall
        ),
        AttestationStanding(
            item: "Q40",
            subject: .mission("nairobi"),
            state: .contradicted,
            attestation: SampleEstate.contradicted,
            countsAs: .e1,
            backing: .missing,
            remark: "it is not there",
            contradictedBy: [SampleFindings.untrusted],
            endsSoon: true
        ),
    ]

    private static let acceptances = [
        AcceptanceStanding(
            acceptance: SampleEstate.acceptance,
            state: .inForce,
            covers: [SampleFindings.obsolete],
            endsSoon: true
        )
    ]

    private static let disputes = [
        DisputeStanding(
            dispute: SampleEstate.disputes[0],
            state: .underReview,
            covers: [SampleFindings.untrusted]
        ),
        DisputeStanding(dispute: SampleEstate.disputes[1], state: .upheld, covers: []),
    ]

    private static func standings(_ cyber: Assessment, leaks: Double, divide: Double) -> [CategoryStanding] {
        func scenario(_ id: String, _ state: ScenarioStanding.State, _ point: Double) -> ScenarioStanding {
            let isKnown = state == .measured || state == .attested
            return ScenarioStanding(
                id: id,
                state: state,
                estimate: RiskEstimate(low: isKnown ? point : 0, point: point, high: 95),
                coverage: Coverage(established: isKnown ? 8 : 0, applicable: state == .unmeasured ? 0 : 10)
            )
        }
        return [
            CategoryStanding(
                id: "cyberattacks",
                assessment: cyber,
                scenarios: [scenario("RC1", .measured, 88), scenario("RC7", .unestablished, 40)]
            ),
            CategoryStanding(
                id: "data-leaks",
                assessment: assessment(21, leaks, 79, known: 18, of: 20, drivers: [SampleFindings.secrecy]),
                scenarios: [scenario("RL1", .measured, 46)]
            ),
            CategoryStanding(
                id: "digital-divide",
                assessment: assessment(5, divide, 96, known: 3, of: 11, isInsufficient: true),
                scenarios: [scenario("RG1", .measured, 55)]
            ),
            CategoryStanding(
                id: "disinformation",
                assessment: assessment(5, 14, 20, known: 4, of: 4),
                scenarios: [scenario("RD4", .unmeasured, 0)]
            ),
            CategoryStanding(
                id: "ai-governance",
                assessment: assessment(0, 0, 0, known: 0, of: 0),
                scenarios: []
            ),
        ]
    }

    /// Of the report before: one item better, one worse, one closed since, one not asked any more, the others new.
    private static let earlier: [RiskItem] = [
        (SampleFindings.secrecy, "data-leaks", 84), (SampleFindings.shutOut, "digital-divide", 14),
        (
            FindingKey(check: "certificate.untrusted", subject: .endpoint("files.mfa.example")),
            "cyberattacks", 60
        ),
        (
            FindingKey(check: "tls.version-obsolete", subject: .endpoint("old.mfa.example")), "cyberattacks",
            30
        ),
    ].map { item($0, $1, $2, nil) }.sorted { $0.key < $1.key }

    static let items: [RiskItem] = {
        let values: [(FindingKey, String, Double, String?)] = [
            (SampleFindings.obsolete, "cyberattacks", 84, "legacy-visa-clients"),
            (SampleFindings.untrusted, "cyberattacks", 88, nil),
            (SampleFindings.secrecy, "data-leaks", 46, nil),
            (SampleFindings.shutOut, "digital-divide", 55, nil),
            (SampleFindings.mended, "cyberattacks", 40, nil),
            (SampleFindings.missionWide, "digital-divide", 18, nil),
            (FindingKey(check: "Q34", subject: .ministry), "disinformation", 14, nil),
        ]
        return values.map { item($0, $1, $2, $3) }.sorted { $0.key < $1.key }
    }()

    static func item(
        _ key: FindingKey,
        _ category: String,
        _ point: Double,
        _ acceptance: String?
    ) -> RiskItem {
        let tracked = SampleFindings.all.first { $0.finding.key == key }
        let failure = Verdict.fail(level: "no", seen: "attested: no", expected: "yes, with evidence")
        let verdict = tracked?.finding.verdict ?? failure
        return RiskItem(
            key: key,
            verdict: tracked?.closed == nil ? verdict : failure,
            category: category,
            scenarios: ["RC1"],
            initiation: .moderate,
            adverseImpact: .high,
            likelihood: .moderate,
            impact: Band(value: point),
            estimate: RiskEstimate(low: point, point: point, high: point),
            acceptance: acceptance,
            firstFailed: SampleEstate.now,
            mended: tracked?.mended,
            flapping: tracked?.mended.map { _ in Flapping(changes: 4, days: 30) }
        )
    }
}
