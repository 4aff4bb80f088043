// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Reports

/// What is mended and not confirmed is open, and nowhere said to fail now.
@Suite("Mended findings in reports")
struct MendedPagesTests {
    private static func page(_ path: String) throws -> String {
        try #require(HTMLReportTests.sample.first { $0.path == path }).text
    }

    @Test("The list has it with its last verdict and what confirms it")
    func findings() throws {
        let html = try Self.page("findings.html")
        #expect(html.contains("failing findings and 1 mended, to be confirmed"))
        let row = try #require(html.split(separator: "<tr>").first { $0.contains("F-11,") })
        #expect(row.contains("mended, to be confirmed (last measured: pass); clean since "))
        #expect(row.contains(", confirmed by a clean measurement from "))
        #expect(row.contains("flapping: changed 4 times in 30 days"))
        #expect(!html.contains("F-12,"))
    }

    @Test("Its endpoint shows what was seen when it failed last")
    func endpoint() throws {
        let pages = HTMLReportTests.sample.map(\.text)
        let place = try #require(pages.first { $0.contains("<dt>F-11</dt>") })
        let entry = try #require(
            place.split(separator: "<dt>F-11</dt>").last?.split(separator: "</dd>").first
        )
        #expect(entry.contains("TLS 1.0 is answered"))
        #expect(entry.contains("as seen when it failed last, first "))
        #expect(!entry.contains("failing since"))
        #expect(entry.contains("came back 1 time, last "))
    }

    @Test("Page one counts it among what is open")
    func pageOne() throws {
        let html = try Self.page("index.html")
        #expect(html.contains("of them mended, to be confirmed"))
        #expect(html.contains("flapping findings"))
    }

    @Test("JSON has the failure that counts beside the verdict of the last measurement")
    func json() throws {
        let site = Site(SampleDocument.document)
        func members(_ number: Int64) throws -> [String: JSONValue] {
            let finding = try #require(site.document.findings.first { $0.number == number })
            guard case .object(let members) = finding.json(site) else { return [:] }
            return Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
        }
        let mended = try members(11)
        #expect(mended["verdict"] == .string("pass"))
        #expect(mended["closed"] == .null)
        #expect(mended["flapping"] == ["changes": .integer(4), "days": .integer(30)])
        guard case .object(let waiting)? = mended["mended"] else {
            Issue.record("nothing says what counts")
            return
        }
        #expect(waiting.first { $0.key == "level" }?.value == .string("weak"))
        let closed = try members(12)
        #expect(closed["mended"] == .null && closed["flapping"] == .null)
        #expect(closed["closed"] != .null && closed["last_reopened"] != .null)
    }
}
