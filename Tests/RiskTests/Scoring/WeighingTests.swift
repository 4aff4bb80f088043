// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk
import Testing

/// Numbers worked out by hand from the tables and the formulas.
@Suite("Weighing findings")
struct WeighingTests {
    /// Confidentiality moderate.
    private let estate = Estate(ministry: Ministry(name: "M"), endpoints: [Samples.endpoint("a")])

    private func posture(_ findings: [TrackedFinding], rule: LikelihoodRule = .nist) -> Posture {
        Samples.model(rule: rule).posture(findings: findings, estate: estate, at: Samples.now)
    }

    @Test("one new failure: high × high gives high, on moderate impact moderate")
    func singleFailure() throws {
        let posture = posture([Samples.fail("steps", .sample("a", 1))])
        let item = try #require(posture.item("steps"))
        #expect(item.initiation == .high && item.adverseImpact == .high)
        #expect(item.likelihood == .high && item.impact == .moderate && item.band == .moderate)
        // Breadth 1, age 0, ease 0.5: half of the way from 21 to 79.
        #expect(item.estimate == RiskEstimate(low: 50, point: 50, high: 50))
        let category = try #require(posture.category("attack"))
        #expect(category.residual == item.estimate && category.inherent == item.estimate)
        #expect(category.drivers == [item.key])
        #expect(category.coverage == Coverage(established: 1, applicable: 1))
        #expect(!category.evidenceIsInsufficient)
        #expect(posture.endpoints["a"]?.residual.point == 50)
        #expect(posture.ministry.residual.point == 50)
    }

    @Test("breadth is the share of an endpoint's addresses, which count once as the worst of them")
    func breadth() throws {
        let findings =
            [Samples.fail("steps", .sample("a", 1))] + (2...4).map { Samples.pass("steps", .sample("a", $0)) }
        let posture = posture(findings)
        // (1/4 + 0 + 1/2) / 3 = 1/4 of the way from 21 to 79.
        #expect(posture.item("steps")?.estimate.point == 35.5)
        #expect(posture.category("attack")?.residual.point == 35.5)
        let both = self.posture((1...2).map { Samples.fail("steps", .sample("a", $0)) })
        #expect(both.items.map(\.estimate.point) == [50, 50])
        #expect(both.category("attack")?.residual.point == 50)
    }

    @Test("age counts as a share of the band's deadline, and raises the band once when it has passed")
    func age() throws {
        // Moderate has 90 days: after 45 of them, (1 + 1/2 + 1/2) / 3.
        let halfway = posture([Samples.fail("steps", .sample("a", 1), firstFailed: Samples.daysAgo(45))])
        #expect(try abs(#require(halfway.item("steps")).estimate.point - (21 + 58 * 2.0 / 3)) < 1e-9)
        let punctual = posture([Samples.fail("steps", .sample("a", 1), firstFailed: Samples.daysAgo(90))])
        #expect(punctual.item("steps")?.adverseImpact == .high)
        // High × very high gives very high, which on moderate impact stays moderate.
        for days in [90.1, 900] {
            let late = posture([Samples.fail("steps", .sample("a", 1), firstFailed: Samples.daysAgo(days))])
            let item = try #require(late.item("steps"))
            #expect(item.adverseImpact == .veryHigh && item.likelihood == .veryHigh)
            #expect(abs(item.estimate.point - (21 + 58 * 2.5 / 3)) < 1e-9)
        }
    }

    @Test("lesser failures move the number inside the band of the worst")
    func categoryNumber() throws {
        // Worst 50, top of its band 79; the others are low, 5 + 15/2 = 12.5 each.
        let findings = [Samples.fail("steps", .sample("a", 1)), Samples.fail("mild", .sample("a", 1))]
        let category = try #require(posture(findings).category("attack"))
        #expect(abs(category.residual.point - (50 + 29 * (1 - exp(-0.125 / 3)))) < 1e-9)
        #expect(category.drivers.map(\.check) == ["steps"])
    }

    @Test("an unknown moves the upper bound to the worst level and the point only inside its band")
    func unknown() throws {
        let findings = [
            Samples.fail("mild", .sample("a", 1)), Samples.pass("steps", .sample("b", 1)),
            Samples.unknown("steps", .sample("a", 1)),
        ]
        let category = try #require(posture(findings).category("attack"))
        #expect(category.residual.low == 12.5)
        // The pass on an endpoint that is not listed does not count: p = (0 + 1) / (0 + 2), of 50.
        #expect(abs(category.residual.point - (12.5 + 7.5 * (1 - exp(-0.25 / 3)))) < 1e-9)
        #expect(abs(category.residual.high - (50 + 29 * (1 - exp(-0.125 / 3)))) < 1e-9)
        #expect(category.residual.band == .low && category.residual.highBand == .moderate)
        #expect(category.coverage == Coverage(established: 1, applicable: 2))
        #expect(!category.evidenceIsInsufficient)
        let item = try #require(posture(findings).item("steps"))
        #expect(item.estimate == RiskEstimate(low: 0, point: 0, high: 50))
    }

    @Test("what passes elsewhere makes an unknown less likely to fail")
    func likelihoodOfFailure() throws {
        let endpoints = ["a", "b", "c", "d"].map { Samples.endpoint($0) }
        let estate = Estate(ministry: Ministry(name: "M"), endpoints: endpoints)
        let findings =
            [Samples.unknown("steps", .sample("a", 1))]
            + ["b", "c", "d"].map { Samples.pass("steps", .sample($0, 1)) }
        let posture = Samples.model().posture(findings: findings, estate: estate, at: Samples.now)
        // p = 1/5 of 50 in a band that ends at 4.
        let expected = 4 * (1 - exp(-0.1 / 3))
        #expect(try abs(#require(posture.category("attack")).residual.point - expected) < 1e-9)
    }

    @Test("a headline gives way to insufficient evidence from two bands on, and where nothing was asked")
    func insufficientEvidence() throws {
        let unseen = posture([Samples.unknown("steps", .sample("a", 1))])
        #expect(try #require(unseen.category("attack")).evidenceIsInsufficient)
        #expect(try #require(unseen.category("reach")).evidenceIsInsufficient)
        #expect(try #require(unseen.category("reach")).coverage.ratio == nil)
        let slight = posture([Samples.unknown("narrow", .sample("a", 1))])
        #expect(try #require(slight.category("reach")).residual.highBand == .low)
        #expect(try #require(slight.category("reach")).evidenceIsInsufficient == false)
    }

    @Test("less than four fifths of a crown jewel seen is insufficient evidence")
    func crownJewels() throws {
        let criticality = Criticality(confidentiality: .veryLow, integrity: .low, availability: .low)
        let jewel = Samples.endpoint("jewel", role: .mail, criticality: criticality)
        let estate = Estate(ministry: Ministry(name: "M"), endpoints: [jewel, Samples.endpoint("a")])
        func isInsufficient(seen: [UInt8], unseen: [UInt8], on endpoint: String) throws -> Bool {
            let findings =
                seen.map { Samples.pass("mild", .sample(endpoint, $0)) }
                + unseen.map { Samples.unknown("mild", .sample(endpoint, $0)) }
            let posture = Samples.model().posture(findings: findings, estate: estate, at: Samples.now)
            return try #require(posture.category("attack")).evidenceIsInsufficient
        }
        #expect(try !isInsufficient(seen: [1, 2, 3, 4], unseen: [5], on: "jewel"))
        #expect(try isInsufficient(seen: [1, 2, 3], unseen: [4], on: "jewel"))
        #expect(try !isInsufficient(seen: [1, 2, 3], unseen: [4], on: "a"))
    }

    @Test("the rule min can be milder, and the posture says which rule ran")
    func minRule() {
        let findings = [Samples.fail("narrow", .sample("a", 1))]
        #expect(posture(findings).item("narrow")?.likelihood == .low)
        #expect(posture(findings, rule: .min).item("narrow")?.likelihood == .veryLow)
        #expect(posture(findings, rule: .min).model.likelihoodRule == "min")
        #expect(posture(findings).model.likelihoodRule == "nist")
    }

    @Test("a level that the model does not know counts as the gravest, a check without levels never weighs")
    func unknownLevel() throws {
        let strange = posture([Samples.fail("steps", .sample("a", 1), "of-an-older-version")])
        #expect(strange.item("steps")?.adverseImpact == .high)
        let silent = posture([Samples.unknown("silent", .endpoint("a"))])
        #expect(silent.item("silent")?.estimate == RiskEstimate.none)
        #expect(silent.category("attack")?.coverage == Coverage(established: 0, applicable: 1))
    }

    @Test("what the estate no longer lists and what the model does not know is left out")
    func leftOut() {
        let posture = posture([
            Samples.fail("steps", .sample("gone", 1)), Samples.fail("retired", .sample("a", 1)),
            Samples.fail("steps", .domain("gone.example")), Samples.fail("steps", .mission("gone")),
        ])
        #expect(posture.items.isEmpty)
        #expect(posture.ministry.coverage == Coverage())
    }
}
