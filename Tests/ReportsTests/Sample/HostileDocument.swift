// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports

/// The sample with texts that nobody may obey wherever a text can come from outside.
enum HostileDocument {
    static let document: ReportDocument = {
        let sample = SampleDocument.document
        return ReportDocument(
            written: sample.written,
            classification: texts[0],
            cycle: Cycle(
                id: 42,
                started: sample.cycle.started,
                finished: sample.cycle.finished,
                estateSHA256: sample.cycle.estateSHA256,
                vantage: texts[2],
                toolVersion: "0.1.0"
            ),
            estate: estate,
            posture: posture,
            previous: SamplePosture.before,
            findings: findings,
            checks: sample.checks,
            categories: sample.categories,
            scenarios: sample.scenarios,
            attestationItems: sample.attestationItems,
            measured: [endpoint.id: sample.measured["www.mfa.example"]].compactMapValues(\.self),
            vantage: sample.vantage
        )
        .compared()
    }()

    static let texts = [
        "<script>alert('x')</script>", "=HYPERLINK(\"http://evil.example\",\"click\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3", "@SUM(A1)", "\t=1", "\r\n=1\r\nSet-Cookie: a=b", "a;=cmd()", "\u{FF1D}1",
        "\u{202E}gpj.exe\u{2066}",
        "\u{1B}[31mred\u{9B}1m", "\u{0}\u{7F}\u{FEFF}\u{2028}\u{E0041}",
        "{{ insert: param, x }} {0} [a](1) *b* `c` _d_",
        "\" onload=\"x", "a,b\"c", " ", "", "]]> -->", "chancery_x{a=\"b\"} 1\n# EOF\n", "\\\"",
        "Ōsaka 日本 السلام",
        String(decoding: [0x61, 0xFF, 0xED, 0xA0, 0x80, 0x62, 0xC0], as: UTF8.self),
        String(repeating: "=A", count: 524_288),
    ]

    static let endpoint = Endpoint(
        id: "=evil\u{202E}\"} 1\n# EOF",
        host: "<b>\u{202E}evil\" host\n",
        port: 443,
        service: .https,
        role: .publicWebsite,
        mission: texts[18],
        criticality: Role.publicWebsite.defaultCriticality,
        secrecyLifetimeDays: nil,
        authorisation: Authorisation(tier: .active),
        addresses: []
    )

    /// Each text as what was seen, what was expected, and why nothing could be said.
    static let findings: [TrackedFinding] = texts.enumerated().flatMap { position, text in
        [
            tracked(position * 2 + 1, subject(position), .fail(level: "weak", seen: text, expected: text)),
            tracked(
                position * 2 + 2,
                Subject(scope: .address, name: "\(text)\(position)@192.0.2.1"),
                .unknown(because: Unestablished(phase: .reply, reason: text, attempts: 1))
            ),
        ]
    }

    private static func subject(_ position: Int) -> Subject {
        switch position % 4 {
        case 0 where position == 0: .endpoint(endpoint.id)
        case 1: .domain("\(texts[position])\(position)")
        case 2: .mission("\(texts[position])\(position)")
        default: Subject(scope: .address, name: "\(endpoint.id)@192.0.2.\(position)")
        }
    }

    private static func tracked(_ number: Int, _ subject: Subject, _ verdict: Verdict) -> TrackedFinding {
        TrackedFinding(
            number: Int64(number),
            finding: Finding(
                check: number.isMultiple(of: 8) ? "certificate.untrusted" : "tls.version-obsolete",
                subject: subject,
                verdict: verdict
            ),
            since: SampleEstate.now,
            firstFailed: verdict.state == .fail ? SampleEstate.now : nil,
            lastSeen: SampleEstate.now,
            reopened: 0
        )
    }

    private static let estate = Estate(
        ministry: Ministry(name: texts[0] + texts[9], contact: texts[6]),
        missions: texts.enumerated().map { position, text in
            Mission(id: "\(text)\(position)", name: text, region: text, languages: [text], owner: text)
        } + [Mission(id: texts[18], name: texts[12], region: nil, languages: [], owner: texts[22])],
        endpoints: [endpoint],
        domains: texts.enumerated().map { ListedDomain(name: "\($1)\($0)", mission: texts[18]) }
    )

    private static let posture = Posture(
        asOf: SampleEstate.now,
        model: SamplePosture.stamp,
        ministry: SamplePosture.now.ministry,
        categories: SamplePosture.now.categories,
        missions: Dictionary(
            estate.missions.map { ($0.id, SamplePosture.now.ministry) },
            uniquingKeysWith: { first, _ in first }
        ),
        endpoints: [endpoint.id: SamplePosture.now.ministry],
        items: findings.map(item),
        attestations: texts.map(standing),
        acceptances: texts.enumerated().map { acceptance($1, covers: findings[$0 * 2].finding.key) },
        disputes: texts.enumerated().map { dispute($1, covers: findings[$0 * 2].finding.key) }
    )

    private static func item(_ tracked: TrackedFinding) -> RiskItem {
        RiskItem(
            key: tracked.finding.key,
            verdict: tracked.finding.verdict,
            category: "cyberattacks",
            scenarios: ["RC1"],
            initiation: .high,
            adverseImpact: .high,
            likelihood: .high,
            impact: .high,
            estimate: RiskEstimate(low: 0, point: tracked.isOpen ? 84.5 : 0, high: 95),
            acceptance: tracked.number.isMultiple(of: 3) ? texts[Int(tracked.number / 2) % texts.count] : nil,
            firstFailed: tracked.firstFailed,
            deadlineDays: 30
        )
    }

    private static func standing(_ text: String) -> AttestationStanding {
        AttestationStanding(
            item: "Q1",
            subject: .mission(text),
            state: .counted,
            attestation: Attestation(
                item: "Q1",
                subject: .mission(text),
                answer: .partly,
                owner: text,
                date: SampleEstate.today,
                validUntil: SampleEstate.today,
                grade: .e2,
                evidence: text,
                sha256: nil,
                note: text
            ),
            remark: text
        )
    }

    private static func acceptance(_ text: String, covers key: FindingKey) -> AcceptanceStanding {
        AcceptanceStanding(
            acceptance: Acceptance(
                id: text,
                check: key.check,
                subject: key.subject,
                reason: text,
                compensatingControl: text,
                approver: text,
                approverRole: text,
                ticket: text,
                approved: SampleEstate.today,
                expires: SampleEstate.today
            ),
            state: .inForce,
            covers: [key]
        )
    }

    private static func dispute(_ text: String, covers key: FindingKey) -> DisputeStanding {
        DisputeStanding(
            dispute: Dispute(
                id: text,
                check: key.check,
                subject: key.subject,
                evidence: text,
                sha256: nil,
                owner: text,
                raised: SampleEstate.today,
                decision: nil
            ),
            state: .underReview,
            covers: [key]
        )
    }
}
