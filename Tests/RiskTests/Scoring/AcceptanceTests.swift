// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk
import Testing

@Suite("Acceptances in a posture")
struct AcceptanceTests {
    private let endpoints = [
        Samples.endpoint("www.paris.example", mission: "paris"), Samples.endpoint("www.rome.example"),
        Samples.endpoint("mail.rome.example", role: .mail),
    ]

    private func posture(
        _ findings: [TrackedFinding],
        _ acceptances: [Acceptance],
        attestations: [Attestation] = [],
        contradictions: [Contradiction] = [],
        settling settled: Set<FindingKey> = []
    ) -> Posture {
        let estate = Estate(
            ministry: Ministry(name: "M"),
            missions: [Samples.mission("paris")],
            endpoints: endpoints,
            domains: [ListedDomain(name: "rome.example", mission: nil)],
            attestations: attestations,
            acceptances: acceptances
        )
        let item = Samples.item("Q1", no: .moderate, scope: .mission, contradictions: contradictions)
        return Samples.model(attestations: [item]).posture(
            findings: findings,
            estate: estate,
            at: Samples.now,
            settling: settled
        )
    }

    @Test("an accepted failure leaves the residual risk and stays in the inherent one")
    func effect() throws {
        let finding = Samples.fail("steps", .sample("www.paris.example", 1))
        let posture = posture([finding], [Samples.acceptance("A", "steps", .endpoint("www.paris.example"))])
        let endpoint = try #require(posture.endpoints["www.paris.example"])
        #expect(endpoint.inherent.point == 50)
        #expect(endpoint.residual == RiskEstimate.none)
        #expect(endpoint.drivers.isEmpty)
        #expect(endpoint.coverage == Coverage(established: 1, applicable: 1))
        #expect(posture.item("steps")?.acceptance == "A")
        #expect(posture.acceptances.map(\.state) == [.inForce])
        #expect(posture.acceptances[0].covers == [finding.finding.key])
    }

    @Test(
        "an acceptance counts from the day it was approved to the day it expires",
        arguments: [
            ("2026-11-23", "2026-11-23", AcceptanceStanding.State.inForce),
            ("2026-10-01", "2026-11-22", .expired), ("2026-11-24", "2026-12-24", .notYetInForce),
        ]
    )
    func dates(approved: String, expires: String, state: AcceptanceStanding.State) throws {
        let subject = Subject.endpoint("www.paris.example")
        let acceptance = Samples.acceptance("A", "steps", subject, approved: approved, expires: expires)
        let posture = posture([Samples.fail("steps", .sample("www.paris.example", 1))], [acceptance])
        #expect(posture.acceptances.map(\.state) == [state])
        let residual = try #require(posture.endpoints["www.paris.example"]).residual
        #expect((residual == .none) == (state == .inForce))
    }

    @Test(
        "an endpoint stands for its addresses, a mission for what it has, a domain for its hosts, nothing for all"
    )
    func subjects() {
        let findings = [
            Samples.fail("steps", .sample("www.paris.example", 1)),
            Samples.fail("steps", .sample("www.paris.example", 2)),
            Samples.fail("steps", .sample("www.rome.example", 1)), Samples.fail("steps", .mission("paris")),
            Samples.fail("steps", .domain("rome.example")), Samples.fail("steps", .ministry),
        ]
        func covered(_ subject: Subject) -> [String] {
            let covers = posture(findings, [Samples.acceptance("A", "steps", subject)]).acceptances[0].covers
            return covers.map(\.subject.description)
        }
        #expect(
            covered(.endpoint("www.paris.example"))
                == ["address:www.paris.example@192.0.2.1", "address:www.paris.example@192.0.2.2"]
        )
        #expect(covered(.mission("paris")) == covered(.endpoint("www.paris.example")) + ["mission:paris"])
        #expect(covered(.domain("rome.example")) == ["address:www.rome.example@192.0.2.1"])
        #expect(covered(.domain("example")).count == 3)
        #expect(covered(.domain("ome.example")).isEmpty)
        #expect(covered(.ministry).isEmpty)
        #expect(
            posture(findings, [Samples.acceptance("A", "mild", .mission("paris"))]).acceptances[0].state
                == .unused
        )
    }

    @Test(
        "length and office are limited by the band of the failure",
        arguments: [
            // Moderate on a service of no special role.
            ("steps", "www.rome.example", "2027-11-01", nil, true),
            ("steps", "www.rome.example", "2027-11-02", nil, false),
            // Moderate on the mail host: the first day counts, not the band.
            ("mild", "mail.rome.example", "2027-11-01", nil, true),
            // Very high on the mail host.
            ("steps", "mail.rome.example", "2027-01-30", nil, false),
            ("steps", "mail.rome.example", "2027-01-30", "minister", true),
            ("steps", "mail.rome.example", "2027-01-31", "Minister", false),
            ("steps", "mail.rome.example", "2027-01-30", "Minister's driver", false),
        ] as [(String, String, String, String?, Bool)]
    )
    func limits(check: String, endpoint: String, expires: String, role: String?, counts: Bool) {
        let acceptance = Samples.acceptance("A", check, .endpoint(endpoint), expires: expires, role: role)
        let posture = posture([Samples.fail(check, .sample(endpoint, 1))], [acceptance])
        #expect(posture.acceptances[0].state == (counts ? .inForce : .beyondLimit))
        #expect(posture.acceptances[0].covers.isEmpty == !counts)
        #expect((posture.item(check)?.acceptance == "A") == counts)
    }

    @Test("a high failure can be accepted for ninety days by anybody")
    func high() {
        let limits = AcceptanceLimits.standard
        let acceptance = Samples.acceptance("A", "steps", .ministry, expires: "2027-01-30")
        let longer = Samples.acceptance("A", "steps", .ministry, expires: "2027-01-31")
        #expect(limits.allow(acceptance, for: .high) && !limits.allow(longer, for: .high))
        #expect(limits.allow(longer, for: .moderate))
    }

    @Test("waiting does not void an acceptance: its limit is the band of the first day")
    func overdue() {
        let old = Samples.fail("mild", .sample("mail.rome.example", 1), firstFailed: Samples.daysAgo(300))
        let acceptance = Samples.acceptance(
            "A",
            "mild",
            .endpoint("mail.rome.example"),
            expires: "2027-10-01"
        )
        let posture = posture([old], [acceptance])
        #expect(posture.item("mild")?.adverseImpact == .moderate)
        #expect(posture.acceptances[0].state == .inForce)
    }

    @Test("an unknown is not accepted, as nobody can bear what nobody has seen")
    func unknowns() throws {
        let finding = Samples.unknown("steps", .sample("www.rome.example", 1))
        let posture = posture([finding], [Samples.acceptance("A", "steps", .endpoint("www.rome.example"))])
        #expect(posture.acceptances[0].state == .unused)
        #expect(try #require(posture.endpoints["www.rome.example"]).residual.high == 50)
    }

    @Test("whoever bears that an answer is contradicted bears what is left of it once that is mended")
    func mendedContradiction() throws {
        let key = FindingKey(check: "Q1", subject: .mission("paris"))
        let site = Subject.sample("www.paris.example", 1)
        for finding in [
            Samples.fail("steps", site), Samples.pass("steps", site), Samples.unknown("steps", site),
        ] {
            func posture(settling settled: Set<FindingKey> = []) -> Posture {
                self.posture(
                    [finding],
                    [Samples.acceptance("A", "Q1", key.subject)],
                    attestations: [Samples.attestation("Q1", .yes, .e1, subject: key.subject)],
                    contradictions: [Contradiction(check: "steps", levels: [])],
                    settling: settled
                )
            }
            let mission = try #require(posture().missions["paris"])
            let without = try #require(posture(settling: [key]).missions["paris"])
            #expect(posture().acceptances[0].state == .inForce)
            #expect(mission.residual == without.residual)
            #expect(mission.inherent.high > without.inherent.high)
        }
    }

    @Test("a mission's attested failure can be accepted")
    func attested() {
        let attestation = Samples.attestation("Q1", .no, subject: .mission("paris"))
        let posture = posture(
            [],
            [Samples.acceptance("A", "Q1", .mission("paris"))],
            attestations: [attestation]
        )
        #expect(posture.acceptances[0].state == .inForce)
        #expect(posture.item("Q1")?.acceptance == "A")
    }
}
