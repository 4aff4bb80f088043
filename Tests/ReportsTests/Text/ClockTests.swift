// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Reports

struct ClockTests {
    @Test(
        "Instants are said in the ministry's zone, with its distance from UTC",
        arguments: [
            ("UTC", "23 November 2026, 04:00 (UTC)"),
            ("Europe/Vienna", "23 November 2026, 05:00 (UTC+01:00)"),
            ("America/St_Johns", "23 November 2026, 00:30 (UTC−03:30)"),
            ("Pacific/Kiritimati", "23 November 2026, 18:00 (UTC+14:00)"),
            ("Nowhere/Land", "23 November 2026, 04:00 (UTC)"),
        ]
    )
    func zones(zone: String, expected: String) {
        #expect(Clock(zone: zone).instant(SampleEstate.now) == expected)
    }

    @Test("Dates outside every calendar do not stop a report", arguments: [-1e15, 1e15, -62_167_219_201])
    func extremes(seconds: Double) {
        #expect(!Clock(zone: "UTC").day(Date(timeIntervalSince1970: seconds)).isEmpty)
    }
}
