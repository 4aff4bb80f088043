// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Testing

@testable import Service

struct ReportPeriodTests {
    /// 2027-01-01, 00:30 in Paris: still 2026 in UTC, and ISO week 53 of 2026 in both.
    private let instant = Date(timeIntervalSince1970: 1_798_759_800)

    @Test(arguments: [
        (ReportPeriod.daily, "2027-01-01"), (.weekly, "2026-W53"), (.monthly, "2027-01"),
        (.quarterly, "2027-Q1"),
    ])
    func aPeriodIsNamedInTheMinistrysTimeZone(period: ReportPeriod, name: String) throws {
        let paris = try #require(TimeZone(identifier: "Europe/Paris"))
        #expect(period.folderName(of: instant, timeZone: paris) == name)
    }

    @Test func theSameInstantMayLieInAnotherPeriodElsewhere() {
        #expect(ReportPeriod.daily.folderName(of: instant, timeZone: .gmt) == "2026-12-31")
        #expect(ReportPeriod.monthly.folderName(of: instant, timeZone: .gmt) == "2026-12")
        #expect(ReportPeriod.quarterly.folderName(of: instant, timeZone: .gmt) == "2026-Q4")
    }
}
