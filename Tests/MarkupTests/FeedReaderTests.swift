// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Markup
import Testing

struct FeedReaderTests {
    private func read(_ text: String) throws -> FeedDocument? {
        guard let reader = FeedReader() else {
            Issue.record("there is no memory")
            return nil
        }
        return reader.read(Array(text.utf8))
    }

    @Test func theDatesOfRSSAreRead() throws {
        let feed = try #require(
            try read(
                """
                <?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <channel><pubDate>Thu, 26 Nov 2026 10:00:00 GMT</pubDate><item><title>a &amp; b</title>
                <pubDate>Thu, 01 Jan 1970 00:01:00 GMT</pubDate></item>
                <item><dc:date>1970-01-01T00:00:02Z</dc:date></item><item><x><pubDate>1 Jan 1971 00:00</pubDate></x>
                </item></channel></rss>
                """
            )
        )
        #expect(feed == FeedDocument(format: .rss, dates: [60, 2, nil]))
    }

    @Test func theLatestDateOfAnEntryOfAtomCounts() throws {
        let feed = try #require(
            try read(
                """
                <a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:updated>2026-01-01T00:00:00Z</a:updated>
                <a:entry><a:published>1970-01-01T00:00:01Z</a:published><a:updated>1970-01-01T01:00:03+01:00</a:updated>
                </a:entry></a:feed>
                """
            )
        )
        #expect(feed == FeedDocument(format: .atom, dates: [3]))
    }

    @Test func whatIsCutShortIsReadAsFarAsItGoes() throws {
        let feed = try read(
            "<rss><channel><item><pubDate>1 Jan 1970 00:00:05 +0000</pubDate></item><item><pub"
        )
        #expect(feed?.dates.first == 5)
    }

    @Test(arguments: ["", "<html><body>no</body></html>", "no", "{\"items\":[]}"])
    func otherDocumentsAreNoFeeds(text: String) throws { #expect(try read(text) == nil) }

    @Test func entitiesAreNotExpanded() throws {
        let bomb = """
            <!DOCTYPE rss [<!ENTITY a "1 Jan 1970 00:00:09 GMT"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY f SYSTEM "file:///etc/passwd">]>
            <rss><channel><item><pubDate>&a;</pubDate></item><item><pubDate>&b;&f;</pubDate></item></channel></rss>
            """
        #expect(try read(bomb)?.dates.allSatisfy { $0 == nil } ?? true)
    }

    @Test func theNumberOfItemsIsBounded() throws {
        let items = String(repeating: "<item><pubDate>1 Jan 1970 00:00 GMT</pubDate></item>", count: 2000)
        #expect(try read("<rss><channel>\(items)</channel></rss>")?.dates.count == 500)
    }
}

struct FeedDateTests {
    @Test(
        arguments: [
            ("Thu, 26 Nov 2026 10:00:00 GMT", 1_795_687_200), ("26 Nov 2026 10:00 +0100", 1_795_683_600),
            ("Thu, 26 November 26 05:00:00 EST", 1_795_687_200), ("2026-11-26T10:00:00Z", 1_795_687_200),
            ("2026-11-26t11:00:00.123+01:00", 1_795_687_200), ("2026-11-26", 1_795_651_200),
            ("29 Feb 2000 00:00:00 GMT", 951_782_400), ("2016-12-31T23:59:60Z", 1_483_228_799),
        ] as [(String, Int)]
    )
    func datesAreRead(_ text: String, _ seconds: Int) { #expect(FeedDate.seconds(text) == seconds) }

    @Test(arguments: [
        "", "yesterday", "2026-13-01", "2026-02-29", "0000-01-01", "2026-11-26T25:00:00Z",
        "26 Foo 2026 10:00",
        "2026-11-26T10:00:00", "99999999999999999999 Nov 2026 10:00", "2026-11-26T10:00:00+99:00",
        "é é é é é",
    ])
    func otherTextsAreNoDates(text: String) { #expect(FeedDate.seconds(text) == nil) }
}
