// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import HTTPWire
import Markup
import Testing

@testable import Probes

struct DatasetReadingTests {
    private static let now = Date(timeIntervalSince1970: 1_795_435_200)

    private func metadata(_ html: String, modified: String? = nil, gap: String? = nil) throws
        -> DatasetMetadata
    {
        let read = HTMLReader()?.read(Array(html.utf8), charset: "utf-8")
        let document = try #require(read)
        let fields = modified.map { [HTTPField(name: "last-modified", value: Array($0.utf8))] }
        return DatasetMetadata(document, HTTPHead(status: 200, fields: fields ?? []), gap: gap, at: Self.now)
    }

    @Test func scriptsOfDataAreRead() throws {
        let html = """
            <script type="application/ld+json">{"@type": "Dataset", "license": "x", "dateModified": "2026-01-02"}</script>
            <script type="Application/LD+JSON; charset=utf-8">{"@type": "Dataset", "dateModified": "2026-03-04"}</script>
            <script type="application/ld+json">{"@type": "Organization"}</script><script>{"@type": "Dataset"}</script>
            """
        #expect(
            try metadata(html)
                == DatasetMetadata(formats: ["json-ld"], datasets: 2, isLicensed: true, changed: "2026-03-04")
        )
    }

    @Test func attributesAreRead() throws {
        let rdfa = """
            <div vocab="http://www.w3.org/ns/dcat#" typeof="dcat:Dataset x"><a property="dct:license" href="/l">x</a>
            <meta property="dct:modified" content="2026-01-02T00:00:00Z"></div>
            """
        #expect(
            try metadata(rdfa)
                == DatasetMetadata(formats: ["rdfa"], datasets: 1, isLicensed: true, changed: "2026-01-02")
        )
        let microdata = """
            <div itemscope itemtype="https://schema.org/Dataset"><time itemprop="dateModified" datetime="2026-01-02">x</time>
            </div><link rel="alternate" type="text/turtle" href="/catalog.ttl">
            """
        #expect(
            try metadata(microdata, gap: "cut")
                == DatasetMetadata(
                    formats: ["microdata", "link"],
                    datasets: 1,
                    changed: "2026-01-02",
                    gap: "cut"
                )
        )
    }

    @Test func theFieldSpeaksWhereNothingElseDoes() throws {
        #expect(try metadata("", modified: "Wed, 01 Jan 2025 00:00:00 GMT").changed == "2025-01-01")
        #expect(try metadata("", modified: "Mon, 23 Nov 2026 00:00:00 GMT").changed == nil)
        #expect(try metadata("", modified: "once").changed == nil)
    }

    @Test func moreThanIsKeptLeavesAGap() throws {
        let script =
            "<script type='application/ld+json'>{\"a\": \"\(String(repeating: "a", count: 70_000))\"}</script>"
        #expect(try metadata(script).gap != nil)
        let many = String(repeating: "<script type='application/ld+json'>{}</script>", count: 17)
        #expect(try metadata(many).gap != nil)
    }
}
