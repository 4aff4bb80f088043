// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports

@testable import Checks

/// What the sample report says beyond its findings: something of everything that pages can show.
enum SampleOutlook {
    static let outlook: ReportOutlook = {
        var outlook = ReportOutlook()
        outlook.plan = plan
        outlook.calendar = calendar
        outlook.inclusion = inclusion
        outlook.trend = trend
        outlook.comparison = comparison
        outlook.shared = SharedInfo(worst: DependenceGraph(dependences).worst(.loss))
        return outlook
    }()

    private static let visa = "visa.nairobi.mfa.example"

    /// With `out` of ten clients shut out.
    static func reach(out: Int) -> Reach {
        let outcomes = (1...10).map { number in
            ClientsExcluded.Outcome(
                client: number == 1 ? SampleEstate.hostile : "Client \(number)",
                handshakes: [
                    SimulatedHandshake(
                        client: "Client \(number)",
                        connects: number > out,
                        version: nil,
                        suite: nil,
                        group: nil,
                        whyNot: number > out ? nil : "no version in common"
                    )
                ]
            )
        }
        return Reach(outcomes, audience: audience)
    }

    private static let audience = Audience(
        source: "a survey <of> 2026",
        date: SampleEstate.today,
        regions: ["Africa", "Europe"].map { name in
            Audience.Region(
                name: name,
                weight: 0.5,
                shares: Dictionary(uniqueKeysWithValues: (2...10).map { ("Client \($0)", 0.1) })
                    .merging([SampleEstate.hostile: 0.1]) { first, _ in first }
            )
        }
    )

    private static func fall(_ category: String, _ before: Double, _ after: Double) -> PlanInfo.Fall {
        PlanInfo.Fall(
            category: category,
            before: RiskEstimate(low: before - 4, point: before, high: 95),
            after: RiskEstimate(low: after - 4, point: after, high: 95)
        )
    }

    private static let keys = (1...10).map {
        FindingKey(check: "tls.sample-\($0)", subject: .endpoint(visa))
    }

    private static let plan = PlanInfo(
        steps: [
            step(.certificate, visa, [SampleFindings.untrusted], [fall("cyberattacks", 88, 40)]),
            step(.tls, "192.0.2.10", keys, [fall("data-leaks", 46, 14)]),
            step(.zone, "mfa.example", [SampleFindings.secrecy], []),
            step(.site, "192.0.2.10", [FindingKey(check: "x", subject: .domain("mfa.example"))], []),
            step(.page, "www.mfa.example", [SampleFindings.shutOut], []),
            step(.host, SampleEstate.hostile, [SampleFindings.shutOut], []),
            step(.process, "Q34 of the ministry", [FindingKey(check: "Q34", subject: .ministry)], []),
        ],
        bundles: 9,
        questions: [PlanInfo.Question(id: "Q4", places: 1, narrows: 12.5)]
    )

    private static func step(
        _ cause: PlanInfo.Cause,
        _ place: String,
        _ findings: [FindingKey],
        _ falls: [PlanInfo.Fall]
    ) -> PlanInfo.Step {
        let change = ReachChange(from: reach(out: 3), to: reach(out: 1))
        let isTLS = cause == .tls
        return PlanInfo.Step(
            cause: cause,
            place: place,
            effort: isTLS ? "S" : "M",
            findings: findings,
            falls: falls,
            jewels: isTLS ? [visa] : [],
            ministry: RiskEstimate(low: 55, point: 60, high: 95),
            lines: isTLS
                ? [PlanInfo.Lines(program: "nginx", lines: ["ssl_protocols TLSv1.2 <TLSv1.3>;"])] : [],
            reach: isTLS
                ? [
                    PlanInfo.Reached(endpoint: visa, change: change, reason: nil),
                    PlanInfo.Reached(endpoint: "www.mfa.example", change: nil, reason: "nobody can tell"),
                ] : []
        )
    }

    private static func entry(_ number: Int) -> CalendarInfo.Entry {
        let days = number < 16 ? 40 : number * 9
        return CalendarInfo.Entry(
            day: SampleEstate.today.adding(days: days),
            kind: CalendarInfo.Kind.allCases[number % 4],
            id: "certificate.sample-\(number)",
            title: number == 3 ? SampleEstate.hostile : "The certificate expires soon",
            band: number % 5 == 0 ? nil : Band.allCases[number % 5],
            isContinual: number == 7,
            subjects: [SampleFindings.visa, SampleFindings.www],
            evidence: number == 8 ? "" : "24 % of its life left"
        )
    }

    private static let calendar = CalendarInfo(
        from: SampleEstate.today,
        through: SampleEstate.today.adding(months: 12),
        entries: (0..<40).map(entry).sorted { $0.day < $1.day }
    )

    private static func state(_ risk: Double, out: Int) -> InclusionInfo.State {
        InclusionInfo.State(
            risk: RiskEstimate(low: risk - 3, point: risk, high: risk + 3),
            reach: reach(out: out)
        )
    }

    private static func candidate(_ zone: InclusionInfo.Zone, _ risk: Double, out: Int, best: Bool = false)
        -> InclusionInfo.Candidate
    {
        InclusionInfo.Candidate(
            titles: best ? ["TLS 1.2 on", "X25519 on"] : ["A change <of> settings"],
            needs: best ? ["OpenSSL 3.5"] : [],
            zone: zone,
            isOnFrontier: best,
            state: state(risk, out: out),
            change: ReachChange(from: reach(out: 4), to: reach(out: out))
        )
    }

    private static func reached(_ endpoint: Endpoint) -> InclusionInfo.Reached {
        let reach: Result<Reach, Unestablished> =
            endpoint.id == visa
            ? .success(reach(out: 4))
            : .failure(Unestablished(phase: .connect, reason: "refused", attempts: 1))
        return InclusionInfo.Reached(
            endpoint: endpoint.id,
            reach: reach,
            regional: RegionalReach(
                of: endpoint,
                in: SampleEvidence.evidence,
                clients: reach,
                audience: audience
            )
        )
    }

    static let inclusion = InclusionInfo(
        source: audience.source,
        endpoints: SampleEstate.estate.endpoints.map(reached) + [
            InclusionInfo.Reached(
                endpoint: "mx.mfa.example",
                reach: .success(Reach([], audience: audience)),
                regional: RegionalReach(regions: [])
            )
        ],
        frontiers: [
            InclusionInfo.Frontier(
                endpoint: visa,
                now: state(60, out: 4),
                isNowOnFrontier: false,
                candidates: [
                    candidate(.free, 58, out: 2, best: true), candidate(.paid, 92, out: 0, best: true),
                    candidate(.lost, 60, out: 6), candidate(.lost, 60, out: 6),
                ],
                channel: "yes, attested until 2027-01-01"
            ),
            InclusionInfo.Frontier(
                endpoint: "www.mfa.example",
                now: state(20, out: 0),
                isNowOnFrontier: true,
                candidates: [],
                channel: "not established, Q20 is not answered"
            ),
        ],
        untried: 2
    )

    private static func moment(_ place: Int) -> TrendInfo.Moment {
        let days = Double(place - 3) * 30
        return TrendInfo.Moment(
            cycle: Int64(39 + place),
            asOf: SampleEstate.now.addingTimeInterval(days * 86_400),
            isOtherModel: place == 2
        )
    }

    static let trend = TrendInfo(
        moments: (0..<4).map(moment),
        lines: [
            TrendInfo.Line(category: nil, points: points(99, 95, 91, 88)),
            TrendInfo.Line(category: "cyberattacks", points: points(99, 95, 91, 88)),
            TrendInfo.Line(category: "data-leaks", points: points(60, 60, 60, 60)),
            TrendInfo.Line(category: "digital-divide", points: points(10, nil, 30, 55)),
            TrendInfo.Line(category: "disinformation", points: points(55, 50, nil, 14)),
            TrendInfo.Line(category: "ai-governance", points: points(nil, nil, nil, 4)),
        ]
    )

    private static func points(_ values: Double?...) -> [RiskEstimate?] {
        values.map { $0.map { RiskEstimate(low: $0 - 4, point: $0, high: min(100, $0 + 5)) } }
    }

    private static let comparison: ModelComparison = {
        let other = Posture(
            asOf: SampleEstate.now,
            model: ModelStamp(
                name: "chancery",
                version: "2",
                sha256: String(repeating: "b2", count: 32),
                likelihoodRule: "nist"
            ),
            ministry: SamplePosture.now.ministry,
            categories: Array(SamplePosture.now.categories.dropFirst()),
            missions: [:],
            endpoints: [:],
            items: [],
            attestations: [],
            acceptances: []
        )
        return ModelComparison(
            cycle: 41,
            before: SamplePosture.before,
            after: other,
            lastDay: SampleEstate.today.adding(days: 60)
        )
    }()

    private static let dependences = ["www.mfa.example", visa].map { id in
        Dependence(
            .network,
            of: .endpoint(id),
            mission: id == visa ? "nairobi" : "hq",
            uses: ["AS64496 <Host>"]
        )
    }
}
