// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reports
import Testing

struct JSONReportTests {
    @Test("The sample report is the kept file, byte for byte")
    func golden() throws {
        try Golden.expect(JSONReport.render(SampleDocument.document).bytes, equals: "report.json")
    }

    @Test("A report about nothing is a whole document")
    func empty() throws {
        try Golden.expect(JSONReport.render(SampleDocument.empty).bytes, equals: "report-empty.json")
    }

    @Test("No hidden character of a certificate or a finding reaches the file")
    func hostile() {
        let text = String(decoding: JSONReport.render(SampleDocument.document).bytes, as: UTF8.self)
        #expect(text.contains("alert('x')"))
        #expect(!text.unicodeScalars.contains(where: VisibleText.isHidden))
    }
}
