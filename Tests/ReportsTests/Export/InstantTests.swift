// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Reports

struct InstantTests {
    @Test(
        "Instants are what Foundation writes",
        arguments: [0, 1, 59.9, 86_399, 951_782_400, 1_795_406_400, 4_102_444_799, -1] as [Double]
    )
    func agrees(seconds: Double) {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(Instant.rfc3339(date) == date.formatted(.iso8601))
    }

    @Test("No instant traps", arguments: [.infinity, -.infinity, .nan, 1e300, -1e300] as [Double])
    func never(seconds: Double) {
        #expect(Instant.rfc3339(Date(timeIntervalSince1970: seconds)).utf8.count == 20)
    }

    @Test("Days begin and end within themselves")
    func days() {
        let day = CalendarDay(SampleEstate.now)
        #expect(Instant.rfc3339(startOf: day) == "2026-11-23T00:00:00Z")
        #expect(Instant.rfc3339(endOf: day) == "2026-11-23T23:59:59Z")
    }
}
