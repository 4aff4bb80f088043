// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reports
import Testing

struct ScanTextTests {
    @Test("Plain text holds no control character but line feeds")
    func plain() {
        let text = ScanDocumentTests.document(.text(colour: false))
        #expect(!text.unicodeScalars.contains { VisibleText.isHidden($0) && $0 != "\n" })
        #expect(text.contains("\\u{001B}[31mred"))
        #expect(text.contains("\\u{202E}"))
    }

    @Test("Colour adds sequences of its own and no words")
    func colour() {
        let plain = ScanDocumentTests.document(.text(colour: false))
        let coloured = ScanDocumentTests.document(.text(colour: true))
        #expect(coloured != plain)
        #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    }

    @Test("Unknown answers are said in words")
    func unknown() {
        let text = ScanDocumentTests.document(.text(colour: false))
        #expect(text.contains("SSLv2         unknown"))
        #expect(text.contains("verdict       not measured: connect: connection refused"))
        #expect(text.contains("1 connect, 1 are shut out, 1 unclear"))
    }

    @Test("No line is longer than 80 columns but for a word that is")
    func width() {
        let text = ScanDocumentTests.document(.text(colour: false))
        for line in text.split(separator: "\n") where line.count > 80 {
            #expect(line.drop { $0 == " " }.split(separator: " ").count == 1, "\(line)")
        }
    }

    @Test("The verdict comes first, the gravest finding before its detail")
    func order() throws {
        let text = ScanDocumentTests.document(.text(colour: false))
        let lines = text.split(separator: "\n")
        #expect(lines[1].contains("verdict"))
        let findings = try #require(text.firstRange(of: "Findings"))
        let protocols = try #require(text.firstRange(of: "Protocols and suites"))
        #expect(findings.lowerBound < protocols.lowerBound)
    }

    @Test("The sample is the kept file, byte for byte")
    func golden() throws {
        try Golden.expect(
            Data(ScanDocumentTests.document(.text(colour: false)).utf8),
            equals: "scan.txt"
        )
    }
}
