// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@Suite struct BandTests {
    @Test("ranks and raising go from 0 to 4 and stop there", arguments: Band.allCases)
    func ranks(_ band: Band) {
        #expect(Band(rank: band.rank) == band)
        #expect(band.raised(by: 0) == band)
        #expect(band.raised(by: 10) == .veryHigh)
        #expect(band.raised(by: -10) == .veryLow)
        #expect(band.raised(by: 1).rank == min(4, band.rank + 1))
    }

    @Test("a value lies in its own bin, at both ends", arguments: Band.allCases)
    func bins(_ band: Band) {
        #expect(Band(value: band.range.lowerBound) == band)
        #expect(Band(value: band.range.upperBound) == band)
    }

    @Test(
        "values between two bins and beyond the scale have a band",
        arguments: [
            (4.5, Band.veryLow), (20.5, .low), (79.999, .moderate), (95.5, .high), (-1, .veryLow),
            (101, .veryHigh),
            (-.infinity, .veryLow), (.infinity, .veryHigh), (.nan, .veryLow),
        ]
    )
    func gaps(_ value: Double, _ expected: Band) {
        #expect(Band(value: value) == expected)
    }

    @Test("the bands are ordered as listed, and cover 0 to 100")
    func order() {
        #expect(Band.allCases.sorted() == [.veryLow, .low, .moderate, .high, .veryHigh])
        #expect(Band.veryLow.range.lowerBound == 0)
        #expect(Band.veryHigh.range.upperBound == 100)
        #expect(Band.allCases.map(\.description) == ["very low", "low", "moderate", "high", "very high"])
    }
}
