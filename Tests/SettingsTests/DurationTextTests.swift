// SPDX-License-Identifier: Apache-2.0
import Settings
import TestSupport
import Testing

@Suite struct DurationTextTests {
    @Test(
        "numbers with units add up, and render in the fewest units",
        arguments: [
            ("90s", 90, "1m30s"), ("6h", 21600, "6h"), ("90d", 7_776_000, "90d"), ("10y", 315_360_000, "10y"),
            ("1d12h", 129_600, "1d12h"), ("1d 12h", 129_600, "1d12h"), ("36h", 129_600, "1d12h"),
            ("2w", 1_209_600, "14d"),
            ("400d", 34_560_000, "400d"), ("1y35d", 34_560_000, "400d"), ("730d", 63_072_000, "2y"),
            ("0", 0, "0s"),
            ("0s", 0, "0s"), ("007m", 420, "7m"), ("1y1w1d1h1m1s", 32_230_861, "373d1h1m1s"),
        ]
    )
    func table(_ text: String, _ seconds: Int, _ rendered: String) throws {
        let duration = try DurationText.parse(text)
        #expect(duration == .seconds(seconds))
        #expect(DurationText.render(duration) == rendered)
    }

    @Test("milliseconds are a unit of their own")
    func milliseconds() throws {
        #expect(try DurationText.parse("1500ms") == .milliseconds(1500))
        #expect(try DurationText.parse("2m500ms") == .milliseconds(120_500))
        #expect(DurationText.render(.milliseconds(1500)) == "1s500ms")
        #expect(DurationText.render(.milliseconds(7)) == "7ms")
        #expect(DurationText.render(.microseconds(7)) == "0s")
    }

    @Test(
        "everything else is refused",
        arguments: [
            "s", "10", "1.5h", "-1h", "+1h", "1 h", "6H", "6hours", "6h!", "h6", "1h1h", "1m1h", "1h30",
            "٣h", "1µs",
            "99999999999999999999s", "9223372036854775807s", "9223372036854775807ms1ms", "300000000y",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: ValueProblem.self) { try DurationText.parse(text) }
    }

    @Test("what is rendered is read back", arguments: 1...10)
    func roundTrip(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let magnitude = Int64.random(
                in: 1...(1 << Int64.random(in: 1...45, using: &generator)),
                using: &generator
            )
            let duration = Duration.milliseconds(magnitude)
            #expect(try DurationText.parse(DurationText.render(duration)) == duration)
        }
    }
}
