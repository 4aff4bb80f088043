// SPDX-License-Identifier: Apache-2.0
import Accessibility
import Foundation
import Markup
import Model
import Reports
import Testing

/// The index above the periods lists them, newest first, with how each category stood.
struct PeriodIndexTests {
    static func page(_ periods: [PeriodSummary], classification: String? = "OFFICIAL") throws -> String {
        let bytes = try PeriodIndex.render(
            periods,
            organisation: "Ministry <of> Ruritania",
            classification: classification,
            timeZone: "Europe/Vienna",
            categories: SamplePosture.categories
        )
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let periods = [
        PeriodSummary(folder: "2026-11", posture: SamplePosture.now),
        PeriodSummary(folder: "2026-10", posture: SamplePosture.before),
        PeriodSummary(folder: "../evil\"<b>", posture: SamplePosture.empty),
    ]

    @Test("Periods are listed newest first, marked and escaped, with a link to the latest")
    func list() throws {
        let page = try Self.page(Self.periods)
        #expect(page.contains("Ministry &lt;of&gt; Ruritania") && page.contains("OFFICIAL"))
        #expect(page.contains("href=\"./latest/index.html\""))
        let newest = try #require(page.range(of: "href=\"./2026-11/index.html\""))
        let older = try #require(page.range(of: "href=\"./2026-10/index.html\""))
        #expect(newest.lowerBound < older.lowerBound)
        #expect(!page.contains("<b>") && page.contains("href=\"./evilb/index.html\""))
        #expect(page.contains("▲ worse") && page.contains("was high 81"))
    }

    @Test("Every category has a line and a row; without any report the page says so")
    func trends() throws {
        let page = try Self.page(Self.periods)
        #expect(page.matches(of: /class="line"/).count == SamplePosture.categories.count)
        let empty = try Self.page([], classification: nil)
        #expect(empty.contains("No report was written yet") && !empty.contains("class=\"marking\""))
        #expect(!empty.contains("latest"))
        let single = try Self.page([Self.periods[0]])
        #expect(!single.contains("class=\"line\"") && single.contains("first report"))
    }

    @Test("It keeps the rules that are asked of ministries' pages")
    func accessible() throws {
        for page in [try Self.page(Self.periods), try Self.page([])] {
            let read = HTMLReader()?.read(Array(page.utf8), charset: "utf-8")
            let document: HTMLDocument = try #require(read)
            let broken = AccessibilityReading(document).results.filter { $0.violations > 0 }
            #expect(broken.isEmpty, "\(broken.map { "\($0.id) \($0.places)" })")
        }
    }
}
