// SPDX-License-Identifier: Apache-2.0
import Model
import Risk
import Testing

@Suite("The shipped risk model")
struct ShippedModelTests {
    /// The rows of the traceability table.
    private static let rows: [(prefix: String, count: Int)] = [
        ("RC", 12), ("RL", 5), ("RG", 8), ("RD", 10), ("RI", 6), ("RA", 2), ("RV", 3), ("RS", 2), ("RN", 4),
        ("RP", 3), ("RX", 3),
    ]

    @Test("every row of the papers' table is a scenario, and nothing else is")
    func scenarios() throws {
        let model = try ShippedModel.model()
        let expected = Self.rows.flatMap { row in (1...row.count).map { "\(row.prefix)\($0)" } }
        #expect(model.scenarios.map(\.id) == expected)
        #expect(model.scenarios.filter(\.isOutOfScope).map(\.id) == ["RX1", "RX2", "RX3"])
    }

    @Test("Q1 to Q46 are asked, each once")
    func attestations() throws {
        let model = try ShippedModel.model()
        #expect(model.attestations.map(\.id) == (1...46).map { "Q\($0)" })
        #expect(model.attestations.filter { $0.scope == .mission }.map(\.id) == ["Q24"])
        #expect(model.attestations.allSatisfy { $0.no > .veryLow || $0.id == "Q22" })
    }

    @Test("ten categories, the three core ones first, each with scenarios and attestations")
    func categories() throws {
        let model = try ShippedModel.model()
        let ids = [
            "cyberattacks", "data-leaks", "digital-divide", "disinformation", "digital-identity",
            "ai-governance", "virtual-negotiation", "data-sharing", "dependence", "governance",
        ]
        #expect(model.categories.map(\.id) == ids)
        #expect(model.categories.map(\.isCore) == [true, true, true] + Array(repeating: false, count: 7))
        for id in ids {
            #expect(model.scenarios.contains { $0.category == id })
            #expect(model.attestations.contains { $0.category == id })
        }
    }

    @Test("authors missing from paper B's references are only quoted as cited in B")
    func citations() throws {
        let missing = [
            "Benkler", "Shirky", "Nekrasov", "Hoffman", "Melissen", "Snow", "Dahlgren", "Wright", "WHO",
            "Fauci",
            "Parker", "Bennett 2016", "Mansell", "Choucri", "Peters", "Zarif", "Jensen", "Nallasamy",
            "Holmes",
        ]
        let scenarios = try ShippedModel.model().scenarios
        for author in missing {
            #expect(scenarios.contains { $0.asCitedInB.contains { $0.hasPrefix(author) } }, "\(author)")
            #expect(!scenarios.contains { $0.cited.contains { $0.hasPrefix(author + " ") || $0 == author } })
        }
        #expect(scenarios.allSatisfy { $0.asCitedInB.isEmpty || $0.papers.contains(.b) })
    }

    /// NIS2 asks for nothing of what pages are to their readers; Directive (EU) 2016/2102 does.
    private func isOutside(_ catalogue: ControlCatalogue, _ check: String) -> Bool {
        catalogue == .nis2 && check.hasPrefix("inclusion.")
            && !["inclusion.clients-excluded", "inclusion.ipv6-missing"].contains(check)
    }

    @Test("every check is mapped to all four catalogues and to at least one scenario")
    func checks() throws {
        let model = try ShippedModel.model()
        #expect(Set(model.checks.keys) == Set(ShippedModel.declarations.map(\.id)))
        for (id, check) in model.checks {
            #expect(!check.scenarios.isEmpty)
            for catalogue in ControlCatalogue.allCases {
                #expect(check.controls[catalogue].isEmpty == isOutside(catalogue, id), "\(id)")
            }
        }
        #expect(model.checks["tls.tls1.2-missing"]?.initiation == .high)
        #expect(model.thresholds["certificate.expires-soon"] == ["Soon": "25%", "VerySoon": "10%"])
        #expect(Set(model.controlEditions.keys) == Set(ControlCatalogue.allCases))
    }

    @Test(
        "an expired certificate on the mail host is a high risk, a missing TLS 1.3 on a public page a low one"
    )
    func plausibility() throws {
        let model = try ShippedModel.model()
        func band(_ check: String, _ level: String, _ role: Role) throws -> Band {
            let rule = try #require(model.checks[check])
            let adverseImpact = try #require(rule.adverseImpact(of: level))
            let likelihood = model.likelihoodRule.likelihood(
                initiation: rule.initiation,
                adverseImpact: adverseImpact
            )
            let impact = role.defaultCriticality.worst(of: rule.affects)
            return AssessmentTables.risk(likelihood: likelihood, impact: impact)
        }
        #expect(try band("certificate.expired", "expired", .mail) == .high)
        #expect(try band("certificate.untrusted", "self-signed", .mail) == .veryHigh)
        #expect(try band("tls.tls1.3-missing", "missing", .publicWebsite) == .low)
        #expect(try band("tls.tls1.0-offered", "offered", .publicWebsite) == .moderate)
        #expect(try band("tls.tls1.0-offered", "offered", .mail) == .high)
        #expect(try band("certificate.weak-rsa-key", "broken", .consularPortal) == .high)
        #expect(try band("tls.no-post-quantum", "long-lived", .conference) == .high)
        #expect(try band("inclusion.clients-excluded", "many", .publicWebsite) == .moderate)
        #expect(try band("inclusion.ipv6-missing", "missing", .publicWebsite) == .low)
    }
}
