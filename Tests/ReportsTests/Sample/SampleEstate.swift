// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// A ministry with every kind of endpoint that a report has to show.
enum SampleEstate {
    /// 23 November 2026, 04:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_795_406_400)

    static let today = CalendarDay(now)

    /// A text that nobody may obey: markup, quotes, a terminal sequence, a right-to-left override.
    static let hostile = "CN=<script>alert('x')</script>\" onload=\"\u{1B}[31mred\u{202E}gpj.exe\u{2066}&amp;"

    static let estate = Estate(
        ministry: Ministry(
            name: "Ministry of Foreign Affairs of Ruritania",
            timeZone: "Europe/Vienna",
            contact: "audit@mfa.example"
        ),
        missions: [
            Mission(
                id: "hq",
                name: "Headquarters",
                region: "Home",
                languages: ["de", "en"],
                owner: "it@mfa.example"
            ),
            Mission(
                id: "nairobi",
                name: "Embassy in Nairobi",
                region: "Africa",
                languages: ["en", "sw"],
                owner: "it-nairobi@mfa.example"
            ),
            Mission(
                id: "geneva",
                name: "Permanent Mission in Geneva",
                region: "Europe",
                languages: ["fr"],
                owner: nil
            ),
            Mission(
                id: "../etc",
                name: "Consulate <General> in Ōsaka",
                region: nil,
                languages: [],
                owner: nil
            ),
        ],
        endpoints: [
            endpoint("www.mfa.example", .https, .statementHost, "hq"),
            endpoint("mx.mfa.example", .smtp, .mail, "hq"),
            endpoint("visa.nairobi.mfa.example", .https, .consularPortal, "nairobi"),
            endpoint("meet.geneva.mfa.example", .https, .conference, "geneva"),
            endpoint("files.mfa.example", .https, .fileExchange, nil, secrecy: 3650),
        ],
        domains: [ListedDomain(name: "mfa.example", mission: nil)],
        attestations: [attestation, shortfall],
        acceptances: [acceptance],
        disputes: disputes
    )

    static let attestation = Attestation(
        item: "Q1",
        subject: .ministry,
        answer: .yes,
        owner: "Head of information security",
        date: today.adding(days: -40),
        validUntil: today.adding(days: 325),
        grade: .e2,
        evidence: "INC-REG-2026",
        sha256: String(repeating: "5e", count: 32),
        note: "Register extract"
    )

    static let shortfall = Attestation(
        item: "Q34",
        subject: .ministry,
        answer: .no,
        owner: nil,
        date: today.adding(days: -5),
        validUntil: today.adding(days: 90),
        grade: .e0,
        evidence: nil,
        sha256: nil,
        note: nil
    )

    /// Its page answers no more, and what it says is measured otherwise.
    static let contradicted = Attestation(
        item: "Q40",
        subject: .mission("nairobi"),
        answer: .yes,
        owner: "Press <office>",
        date: today.adding(days: -20),
        validUntil: today.adding(days: 12),
        grade: .e3,
        evidence: "https://www.mfa.example/statements",
        sha256: nil,
        note: nil
    )

    static let disputes = [
        Dispute(
            id: "visa-certificate",
            check: "certificate.untrusted",
            subject: .endpoint("visa.nairobi.mfa.example"),
            evidence: "Recording <IT-1300>",
            sha256: String(repeating: "3c", count: 32),
            owner: "it-nairobi@mfa.example",
            raised: today.adding(days: -3),
            decision: nil
        ),
        Dispute(
            id: "geneva-name",
            check: "certificate.name-mismatch",
            subject: .mission("geneva"),
            evidence: "Ticket 7",
            sha256: nil,
            owner: "it@mfa.example",
            raised: today.adding(days: -30),
            decision: Dispute.Decision(
                outcome: .upheld,
                by: "Head of information security",
                on: today.adding(days: -20),
                reason: "The name was measured through another box.",
                until: today.adding(days: 200)
            )
        ),
    ]

    static let acceptance = Acceptance(
        id: "legacy-visa-clients",
        check: "tls.version-obsolete",
        subject: .endpoint("visa.nairobi.mfa.example"),
        reason: "Applicants in the region still use old phones",
        compensatingControl: "Read-only mirror without forms",
        approver: "A. Person",
        approverRole: "Director General",
        ticket: "RISK-114",
        approved: today.adding(days: -30),
        expires: today.adding(days: 60)
    )

    private static func endpoint(
        _ host: String,
        _ service: Service,
        _ role: Role,
        _ mission: String?,
        secrecy: Int? = nil
    ) -> Endpoint {
        Endpoint(
            id: host,
            host: host,
            port: service.defaultPort,
            service: service,
            role: role,
            mission: mission,
            criticality: role.defaultCriticality,
            secrecyLifetimeDays: secrecy,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }
}
