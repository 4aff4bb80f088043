// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Testing

@testable import Pipeline

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

    @Test(arguments: ReportPeriod.allCases)
    func aFolderTellsWhenItsPeriodEnds(period: ReportPeriod) throws {
        let zone = try #require(TimeZone(identifier: "America/Sao_Paulo"))
        // Every ten hours through three years, across changes of the clock.
        for step in 0..<2_700 {
            let instant = Date(timeIntervalSince1970: 1_500_000_000 + Double(step) * 36_000)
            let name = period.folderName(of: instant, timeZone: zone)
            let end = try #require(period.end(ofFolder: name, timeZone: zone))
            #expect(end > instant)
            #expect(period.folderName(of: end.addingTimeInterval(-1), timeZone: zone) == name)
            #expect(period.folderName(of: end, timeZone: zone) != name)
            #expect(
                ReportPeriod.allCases.filter { $0.end(ofFolder: name, timeZone: zone) != nil } == [period]
            )
        }
    }

    @Test(arguments: [
        "2026-13", "2026-W54", "2026-Q5", "2026-02-30", "2026", "notes", "latest", "2026-1", "26-11", "",
    ])
    func otherNamesAreNoPeriods(name: String) {
        for period in ReportPeriod.allCases { #expect(period.end(ofFolder: name, timeZone: .gmt) == nil) }
    }
}
