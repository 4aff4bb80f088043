// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import Testing

@testable import Reports

/// Pages of what was seen: bounded, escaped, and reached from the findings.
struct EvidencePageTests {
    private static func visit(_ subject: Subject, _ bodies: [String]) -> Visit {
        Visit(
            subject: subject,
            vantage: "vienna-1",
            started: SampleEstate.now,
            finished: SampleEstate.now.addingTimeInterval(5),
            cost: Cost(),
            transcriptSHA256: String(repeating: "7a", count: 32),
            answers: bodies.enumerated().map { number, body in
                let question = Question(kind: FactKind("test.fact", version: 1), aspect: "\(number)")
                return .fact(FactRecord(question: question, body: Data(body.utf8)))
            } + [
                .unestablished(
                    Question(kind: FactKind("test.gap", version: 1), aspect: ""),
                    Unestablished(phase: .reply, reason: "said <nothing>", attempts: 1)
                )
            ]
        )
    }

    private static func document(_ visits: [Visit]) -> ReportDocument {
        var document = SampleDocument.document
        document.visits = visits
        return document
    }

    private static func failing() throws -> TrackedFinding {
        try #require(Site(SampleDocument.document).failures.first { $0.finding.subject.endpointID != nil })
    }

    @Test func theEvidenceOpensFromItsFinding() throws {
        let subject = try Self.failing().finding.subject
        let body = #"{"names":["<b>","\u202e"]}"#
        let pages = HTMLReportTests.pages(Self.document([Self.visit(subject, [body])]))
        let page = try #require(pages.first { $0.path == "evidence/index.html" })
        #expect(page.text.contains(SHA256.hex(Array(body.utf8))))
        #expect(page.text.contains("&lt;b&gt;") && !page.text.contains("<b>"))
        #expect(page.text.contains("said &lt;nothing&gt;") && page.text.contains("id=\"v1\""))
        #expect(pages.contains { $0.text.contains("href=\"../evidence/index.html#v1\"") })
        #expect(!HTMLReportTests.sample.contains { $0.path.hasPrefix("evidence") })
    }

    @Test func whatHasNoOpenFindingIsNotShown() throws {
        let other = Self.visit(.domain("nobody.example"), ["{}"])
        #expect(!HTMLReportTests.pages(Self.document([other])).contains { $0.path.hasPrefix("evidence") })
    }

    /// Long facts, many of them, and of the characters that HTML writes longest.
    @Test func noPageIsLongerThanTwoMegabytes() throws {
        let subject = try Self.failing().finding.subject
        let endpoint = try #require(subject.endpointID)
        let visits = try (0..<60).map { number in
            Self.visit(
                .address(try #require(IPAddress("192.0.2.\(number)")), of: endpoint),
                [String(repeating: "\"", count: 200_000), String(repeating: "é\u{200B}", count: 20_000)]
            )
        }
        let pages = HTMLReportTests.pages(Self.document(visits)).filter { $0.path.hasPrefix("evidence") }
        #expect(pages.count > 5)
        for page in pages { #expect(page.text.utf8.count <= 2 << 20, "\(page.path)") }
        #expect(pages.allSatisfy { $0.text.contains("only the beginning is shown") })
        let anchors = pages.flatMap { $0.text.matches(of: /id="(v[0-9]+)"/).map(\.output.1) }
        #expect(anchors.count == 60 && Set(anchors).count == 60)
    }

    @Test func aReportEndsSomewhere() {
        let endpoint = "big.example"
        let body = String(repeating: "\"", count: EvidenceMap.longestFact)
        let visits = (0..<400).map { Self.visit(.endpoint("\(endpoint)\($0)"), [body]) }
        let map = EvidenceMap(visits, of: Set(visits.map(\.subject)))
        #expect(map.isCut && map.pages.flatMap(\.self).count < 400)
        #expect(map.place(of: visits[0].subject) == "evidence/index.html#v1")
        #expect(map.place(of: visits[399].subject) == nil)
    }
}
