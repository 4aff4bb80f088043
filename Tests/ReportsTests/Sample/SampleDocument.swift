// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Reports
import TLSWire

/// A handmade report with everything that a report can show.
enum SampleDocument {
    static let document = ReportDocument(
        written: SampleEstate.now.addingTimeInterval(1800),
        classification: "OFFICIAL",
        cycle: Cycle(
            id: 42,
            started: SampleEstate.now.addingTimeInterval(-3600),
            finished: SampleEstate.now,
            estateSHA256: String(repeating: "e5", count: 32),
            vantage: "vienna-1",
            toolVersion: "0.1.0"
        ),
        estate: SampleEstate.estate,
        posture: SamplePosture.now,
        previous: SamplePosture.before,
        findings: SampleFindings.all,
        checks: checks,
        categories: SamplePosture.categories,
        scenarios: scenarios,
        attestationItems: attestationItems,
        measured: measured,
        vantage: vantage,
        networks: networks,
        outlook: SampleOutlook.outlook
    )
    .compared().checked()

    private static let networks: [NetworkShares] = {
        var endpoints = NetworkShares(kind: "endpoints")
        let host = AddressNetwork.Network(number: 64496, organisation: "Host <b>", country: "NL")
        for _ in 1...3 { endpoints.add([host]) }
        endpoints.add([AddressNetwork.Network(number: 64497, organisation: nil, country: nil)])
        endpoints.add([])
        return [endpoints]
    }()

    private static func answer(_ fact: some Fact) -> Answer { .fact(FactRecord(fact)) }

    /// A place that has no IPv6 and a filter before its mail.
    static let vantage = ScanVantage(
        Visit(
            subject: .ministry,
            vantage: "vienna-1",
            started: SampleEstate.now,
            finished: SampleEstate.now,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: [
                answer(VantageRoutes(ipv4: true, ipv6: false)),
                answer(OutgoingWay(.mail, isOpen: false, failure: "no connection in time")),
                answer(TLSInterception(ground: nil, issuer: nil)),
                .unestablished(
                    Question(ResolverConduct.self),
                    Unestablished(phase: .resolve, reason: "the resolver says nothing", attempts: 1)
                ),
                .unestablished(
                    Question(OutgoingWay.self, OutgoingWay.Way.ipv6.rawValue),
                    Unestablished(phase: .notMeasured, reason: "no endpoint that was visited needs it")
                ),
            ]
            .compactMap(\.self)
        )
    )

    /// The least that a report can be made of.
    static let empty = ReportDocument(
        written: SampleEstate.now,
        cycle: Cycle(
            id: 1,
            started: SampleEstate.now,
            finished: nil,
            estateSHA256: String(repeating: "00", count: 32),
            vantage: "nowhere",
            toolVersion: "0.1.0"
        ),
        estate: Estate(ministry: Ministry(name: "Empty")),
        posture: SamplePosture.empty,
        findings: [],
        checks: [:],
        categories: [],
        scenarios: [],
        attestationItems: [],
        measured: [:]
    )

    static let measured: [String: ScanEndpoint] = {
        let builder = ScanEndpointBuilder(
            evidence: SampleEvidence.evidence,
            appraisal: SampleEvidence.appraisal
        )
        return Dictionary(
            uniqueKeysWithValues: SampleEstate.estate.endpoints.map { endpoint in
                (
                    endpoint.id,
                    builder.endpoint(endpoint, findings: [], cost: cost, clients: clients(of: endpoint.id))
                )
            }
        )
    }()

    static let cost = Cost(connections: 61, bytesSent: 18_220, bytesReceived: 241_700, milliseconds: 6120)

    static func clients(of endpoint: String) -> [Subject: [ScanClient]] {
        var clients: [Subject: [ScanClient]] = [:]
        for subject in SampleEvidence.evidence.addresses(of: endpoint) {
            clients[subject] = [
                ScanClient(
                    name: "Firefox 137",
                    connects: true,
                    version: .tls13,
                    suite: .init(0x1301),
                    group: "x25519"
                ),
                ScanClient(
                    name: "Android 4.0-4.3",
                    connects: endpoint.hasPrefix("visa"),
                    whyNot: endpoint.hasPrefix("visa") ? nil : "no protocol version in common"
                ),
                ScanClient(name: "Java 8u31", connects: nil, whyNot: "its groups are not known"),
            ]
        }
        return clients
    }

    static let checks: [String: CheckInfo] = Dictionary(
        uniqueKeysWithValues: [
            check("tls.version-obsolete", "An obsolete protocol version is offered", "cyberattacks", "S"),
            check("certificate.untrusted", "The certificate is not trusted", "cyberattacks", "S"),
            check(
                "tls.no-forward-secrecy",
                "A suite without forward secrecy is offered",
                "data-leaks",
                "medium"
            ),
            check("inclusion.clients-shut-out", "Clients are shut out", "digital-divide", nil),
        ].map { ($0.identity.id, $0) }
    )

    static func check(_ id: String, _ title: String, _ category: String, _ effort: String?)
        -> CheckInfo
    {
        CheckInfo(
            identity: CheckIdentity(
                id: id,
                title: title,
                measures: "Whether \(title.lowercased()).",
                scope: .address,
                levels: ["weak", "broken"],
                references: ["RFC 8996 §4", "NIST SP 800-52r2 §3.1"],
                remedy: "Switch it off, and keep what today’s clients need."
            ),
            category: category,
            controls: ["NIST SP 800-53r5": ["SC-8", "SC-13"], "NIS2 21(2)": ["h"]],
            rationale: effort == nil ? nil : "Known attacks need no more than a place on the path.",
            effort: effort
        )
    }

    static let attestationItems = [
        AttestationItemInfo(
            id: "Q1",
            question: "Are incidents of the last twelve months logged with times to detect and contain?",
            evidence: "Register extract",
            scope: .ministry
        ),
        AttestationItemInfo(
            id: "Q4",
            question: "Was there a crisis exercise in the last twelve months?",
            evidence: "After-action report",
            scope: .ministry
        ),
        AttestationItemInfo(
            id: "Q34",
            question: "Are staff trained on source checking?",
            evidence: "Share of staff with dates",
            scope: .ministry
        ),
    ]

    static let scenarios = [
        scenario(
            "RC1",
            "cyberattacks",
            "Cyberattacks on diplomatic channels",
            checks: ["tls.version-obsolete"]
        ),
        scenario("RC7", "cyberattacks", "Escalation by own actions", attestations: ["Q4"]),
        scenario("RL1", "data-leaks", "Leaks in sensitive negotiation", checks: ["tls.no-forward-secrecy"]),
        scenario(
            "RG1",
            "digital-divide",
            "The global South at the periphery",
            checks: ["inclusion.clients-shut-out"]
        ),
        scenario(
            "RD4",
            "disinformation",
            "New skills: filtering, analysis",
            because: "No probe can ask this."
        ),
        scenario(
            "X1",
            nil,
            "Hegemony and realism",
            because: "Theory of international relations.",
            isOut: true
        ),
    ]

    private static func scenario(
        _ id: String,
        _ category: String?,
        _ title: String,
        checks: [String] = [],
        attestations: [String] = [],
        because: String? = nil,
        isOut: Bool = false
    ) -> ScenarioInfo {
        ScenarioInfo(
            id: id,
            category: category,
            title: title,
            paper: id == "RL1" ? "B" : "A",
            section: id == "RL1" ? "“Innovation in Diplomatic Negotiations”" : "§3",
            cited: isOut || id == "RL1" ? nil : "Rehman & Rassias 2024",
            citedVia: id == "RL1" ? "Zarif 2021" : nil,
            checks: checks,
            attestations: attestations,
            unmeasuredBecause: because,
            isOutOfScope: isOut
        )
    }
}
