// SPDX-License-Identifier: Apache-2.0
import Accessibility
import Markup
import Testing

/// What is asked of ministries' pages is kept by our own.
struct ReportAccessibilityTests {
    @Test(arguments: HTMLReportTests.all) func everyPageKeepsTheRules(_ page: HTMLReportTests.Page) throws {
        let read = HTMLReader()?.read(Array(page.text.utf8), charset: "utf-8")
        let document: HTMLDocument = try #require(read)
        let reading = AccessibilityReading(document)
        let broken = reading.results.filter { $0.violations > 0 }
        #expect(broken.isEmpty, "\(broken.map { "\($0.id) \($0.places)" })")
        #expect(reading.results.contains { $0.id == "document-title" && $0.passes == 1 })
    }
}
