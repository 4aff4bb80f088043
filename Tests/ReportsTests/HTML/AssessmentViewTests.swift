// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Reports

struct AssessmentViewTests {
    private static func assessment(
        _ point: Double,
        known: Int = 9,
        of applicable: Int = 10,
        isInsufficient: Bool = false
    ) -> Assessment {
        Assessment(
            inherent: RiskEstimate(low: point, point: point, high: point),
            residual: RiskEstimate(low: point, point: point, high: point),
            coverage: Coverage(established: known, applicable: applicable),
            evidenceIsInsufficient: isInsufficient,
            drivers: []
        )
    }

    @Test(
        "Numbers are cut off, so that none shows in a band it is not in",
        arguments: [
            (79.99, "Moderate", "79"), (80.0, "High", "80"), (20.9, "Low", "20"), (0.0, "Very low", "0"),
            (100.0, "Very high", "100"),
        ]
    )
    func numbers(point: Double, band: String, number: String) {
        let view = AssessmentView(Self.assessment(point))
        #expect(view.band.word == band)
        #expect(view.number == number)
    }

    @Test("Coverage is complete only where all is known")
    func coverage() {
        #expect(CoverageView(Coverage(established: 999, applicable: 1000)).share == "99 %")
        #expect(CoverageView(Coverage(established: 4, applicable: 4)).share == "100 %")
        #expect(CoverageView(Coverage()).share == "–")
    }

    @Test("A scope to which nothing applies has no number that could look good")
    func notAssessed() {
        let view = AssessmentView(Self.assessment(0, known: 0, of: 0))
        #expect(view.band.word == "Not assessed")
        #expect([view.number, view.interval, view.inherent] == ["–", "–", "–"])
    }

    @Test("Insufficient evidence takes the place of the band")
    func insufficient() {
        let view = AssessmentView(Self.assessment(3, isInsufficient: true))
        #expect(view.band.word == "Insufficient evidence")
        #expect(view.isInsufficient)
        #expect(view.pointBand == "very low")
    }

    @Test("Change is worse, better, unchanged, or not to be compared")
    func change() {
        func sign(_ before: Assessment, _ now: Assessment) -> String? {
            AssessmentView(now, previous: before).change?.sign
        }
        #expect(sign(Self.assessment(40), Self.assessment(50)) == "▲")
        #expect(sign(Self.assessment(50), Self.assessment(40)) == "▼")
        #expect(sign(Self.assessment(50), Self.assessment(50.2)) == "=")
        #expect(sign(Self.assessment(50, isInsufficient: true), Self.assessment(40)) == "·")
        #expect(AssessmentView(Self.assessment(1)).change == nil)
    }
}
