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
        #expect(text.contains("verdict       not measured: connection refused"))
        #expect(
            text.contains("connect       1 of 3\n  shut out      1: Android 4.0-4.3\n  unknown       1\n")
        )
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

    @Test("At the end each of several targets has its line, the worst first")
    func summary() throws {
        let text = ScanDocumentTests.document(.text(colour: false))
        let summary = try #require(text.split(separator: "\n\n").last).split(separator: "\n")
        #expect(summary.first == "\(ScanDocumentTests.endpoints.count) targets")
        #expect(summary.dropFirst().count == ScanDocumentTests.endpoints.count)
        let labels = summary.dropFirst().map {
            $0.dropFirst(2).prefix(12).trimmingCharacters(in: .whitespaces)
        }
        #expect(labels == ["high", "high", "not measured", "not measured", "none"])
    }

    @Test("One target alone has no summary, and its certificate that ran out is marked")
    func alone() throws {
        var output = ScanOutput(.text(colour: false))
        _ = output.opening(started: SampleEstate.now.addingTimeInterval(400 * 86400), toolVersion: "0.1.0")
        let text = String(decoding: output.next(try ScanDocumentTests.endpoint("www")), as: UTF8.self)
        #expect(output.closing(finished: SampleEstate.now) == "")
        #expect(text.contains("expired on 2027-01-12"))
    }

    @Test("What is not known is said with its reason, once, without pointers")
    func gaps() throws {
        var output = ScanOutput(.text(colour: false))
        let text = String(decoding: output.next(try ScanDocumentTests.endpoint("mx")), as: UTF8.self)
        #expect(text.contains("the connection was reset"))
        #expect(!text.contains("/grade") && !text.contains("handshake: the connection"))
        let section = try #require(text.split(separator: "\n\n").first { $0.hasPrefix("Not established") })
        #expect(section.split(separator: "\n").dropFirst().count { $0.hasPrefix("  unknown") } >= 1)
    }

    @Test("The sample is the kept file, byte for byte")
    func golden() throws {
        try Golden.expect(
            Data(ScanDocumentTests.document(.text(colour: false)).utf8),
            equals: "scan.txt"
        )
    }
}
