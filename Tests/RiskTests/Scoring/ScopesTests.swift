// SPDX-License-Identifier: Apache-2.0
import Model
import Risk
import Testing

@Suite("Scopes of a posture")
struct ScopesTests {
    private let estate = Estate(
        ministry: Ministry(name: "M"),
        missions: [Samples.mission("paris"), Samples.mission("rome")],
        endpoints: [
            Samples.endpoint("www.paris.example", role: .publicWebsite, mission: "paris"),
            Samples.endpoint("mail.example", role: .mail),
        ],
        domains: [
            ListedDomain(name: "paris.example", mission: "paris"),
            ListedDomain(name: "empty.test", mission: nil),
        ]
    )

    private func posture(_ findings: [TrackedFinding], _ scenarios: [Scenario] = []) -> Posture {
        let items = [Samples.item("Q1")]
        return Samples.model(scenarios: scenarios, attestations: items).posture(
            findings: findings,
            estate: estate,
            at: Samples.now
        )
    }

    @Test("a wider finding weighs as the worst endpoint beneath it")
    func impactOfWiderScopes() {
        func impact(_ subject: Subject) -> Band? {
            posture([Samples.fail("steps", subject)]).item("steps")?.impact
        }
        #expect(impact(.endpoint("www.paris.example")) == .low)
        #expect(impact(.mission("paris")) == .low)
        #expect(impact(.domain("paris.example")) == .low)
        #expect(impact(.ministry) == .veryHigh)
        // Nothing beneath: as a service of no special role.
        #expect(impact(.mission("rome")) == .moderate)
        #expect(impact(.domain("empty.test")) == .moderate)
    }

    @Test("a mission has the findings of its endpoints, its domains and its own, an endpoint only its own")
    func belonging() throws {
        let posture = posture([
            Samples.fail("mild", .sample("www.paris.example", 1)), Samples.pass("steps", .mission("paris")),
            Samples.pass("grave", .domain("paris.example")), Samples.pass("grave", .ministry),
            Samples.pass("steps", .sample("mail.example", 1)),
        ])
        #expect(posture.missions["paris"]?.coverage == Coverage(established: 3, applicable: 3))
        #expect(posture.missions["rome"]?.coverage == Coverage())
        #expect(posture.endpoints["www.paris.example"]?.coverage == Coverage(established: 1, applicable: 1))
        #expect(posture.missions["paris"]?.drivers.map(\.check) == ["mild"])
        // With the one attestation item that nobody answered.
        #expect(posture.ministry.coverage == Coverage(established: 5, applicable: 6))
    }

    @Test("at most five drivers are named, the worst first, and only those of the band")
    func drivers() throws {
        let findings = (1...7).map {
            Samples.fail("steps", .sample("mail.example", $0))
        }
        let many = posture(findings + [Samples.fail("mild", .ministry), Samples.fail("grave", .ministry)])
        #expect(try #require(many.category("attack")).drivers.map(\.check) == ["grave", "steps"])
        let wide = ["a", "b", "c", "d", "e", "f"].map { Samples.endpoint($0) }
        let estate = Estate(ministry: Ministry(name: "M"), endpoints: wide)
        let failures = wide.reversed().map { Samples.fail("steps", .sample($0.id, 1)) }
        let posture = Samples.model().posture(findings: failures, estate: estate, at: Samples.now)
        #expect(
            try #require(posture.category("attack")).drivers.map(\.subject.endpointID) == [
                "a", "b", "c", "d", "e",
            ]
        )
    }

    @Test("the ministry is as bad as its worst category, bound by bound")
    func ministry() throws {
        let posture = posture([
            Samples.fail("narrow", .sample("mail.example", 1)),
            Samples.unknown("grave", .sample("mail.example", 1)),
        ])
        let attack = try #require(posture.category("attack"))
        let reach = try #require(posture.category("reach"))
        #expect(posture.ministry.residual.low == reach.residual.low)
        #expect(posture.ministry.residual.point == reach.residual.point)
        #expect(posture.ministry.residual.high == attack.residual.high)
        #expect(posture.ministry.drivers.map(\.check) == ["narrow"])
    }

    @Test("a scenario is measured, attested, unestablished, unmeasured or out of scope")
    func scenarioStates() throws {
        func scenario(_ id: String, checks: [String] = [], roles: [Role] = [], items: [String] = [])
            -> Scenario
        {
            Scenario(id: id, category: "attack", title: id, checks: checks, roles: roles, attestations: items)
        }
        let scenarios = [
            scenario("S1", checks: ["mild"]),
            scenario("S2", checks: ["grave"], items: ["Q1"]),
            scenario("S3"),
            Scenario(id: "S4", category: "reach", title: "S4", isOutOfScope: true),
            scenario("S5", checks: ["mild"], roles: [.mail]),
        ]
        let findings = [
            Samples.fail("mild", .sample("www.paris.example", 1)),
            Samples.unknown("mild", .sample("mail.example", 1)),
        ]
        let before = posture(findings, scenarios)
        #expect(
            before.categories.flatMap(\.scenarios).map(\.state)
                == [.measured, .unestablished, .unmeasured, .unestablished, .outOfScope]
        )
        #expect(before.categories[0].scenarios[0].coverage == Coverage(established: 1, applicable: 2))
        #expect(before.categories[0].scenarios[3].coverage == Coverage(established: 0, applicable: 1))
        #expect(before.items.map(\.scenarios) == [["S1", "S5"], ["S1"]])
        var attested = estate
        attested.attestations = [Samples.attestation("Q1", .yes)]
        let model = Samples.model(scenarios: scenarios, attestations: [Samples.item("Q1")])
        let after = model.posture(findings: findings, estate: attested, at: Samples.now)
        #expect(after.categories[0].scenarios[1].state == .attested)
    }
}
