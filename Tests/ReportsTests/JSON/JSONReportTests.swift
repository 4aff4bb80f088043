// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reports
import Testing

struct JSONReportTests {
    private static func file(_ document: ReportDocument) throws -> RenderedFile {
        let files = try RenderedFile.all(of: document, JSONReport.render)
        try #require(files.map(\.path) == ["report.json"])
        return files[0]
    }

    @Test("The sample report is the kept file, byte for byte")
    func golden() throws {
        try Golden.expect(Self.file(SampleDocument.document).bytes, equals: "report.json")
    }

    @Test("A report about nothing is a whole document")
    func empty() throws {
        try Golden.expect(Self.file(SampleDocument.empty).bytes, equals: "report-empty.json")
    }

    @Test("No hidden character of a certificate or a finding reaches the file")
    func hostile() throws {
        let text = try Self.file(SampleDocument.document).text
        #expect(text.contains("alert('x')"))
        #expect(!text.unicodeScalars.contains(where: VisibleText.isHidden))
    }

    @Test("It comes in pieces, and whoever takes them may refuse")
    func pieces() throws {
        var sizes: [Int] = []
        try JSONReport.render(LargeDocument.document(endpoints: 40)) { sizes.append($1.count) }
        #expect(sizes.count > 2)
        #expect(sizes.dropLast().allSatisfy { $0 >= 64 << 10 && $0 < 256 << 10 })
        struct Full: Error {}
        var taken = 0
        #expect(throws: Full.self) {
            try JSONReport.render(LargeDocument.document(endpoints: 40)) { _, _ in
                taken += 1
                throw Full()
            }
        }
        #expect(taken == 1)
    }
}
