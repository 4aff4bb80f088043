// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Pipeline
import Testing

@testable import chancery

struct ReportFormatsTests {
    @Test func aPDFBringsThePagesThatItIsPrintedOf() throws {
        let formats = try ReportFormats("csv, pdf")
        #expect(formats.written == [.html, .csv])
        #expect(formats.isPrinted)
        #expect(try ReportFormats("oscal,json").written == [.json, .oscal])
        #expect(try !ReportFormats("html").isPrinted)
    }

    @Test(arguments: ["", ",", "html,docx", "HTML"])
    func otherWordsAreRefused(_ words: String) {
        #expect(throws: ValidationError.self) { try ReportFormats(words) }
    }
}
