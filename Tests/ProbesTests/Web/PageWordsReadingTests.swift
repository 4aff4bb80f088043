// SPDX-License-Identifier: Apache-2.0
import Facts
import HTTPWire
import Markup
import Testing

@testable import Probes

struct PageWordsReadingTests {
    private func words(_ html: String, gap: String? = nil) throws -> PageWords {
        let url = WebURL(scheme: "https", host: "www.mfa.example")
        let read = HTMLReader()?.read(Array(html.utf8), charset: "utf-8")
        let document = try #require(read)
        return PageWords(document, PageAnatomy(document, at: url), at: url, gap: gap)
    }

    @Test func programsAreSeenByScriptFrameAndElement() throws {
        let page = try words(
            """
            <script src="https://cdn.botpress.cloud/webchat/v1/inject.js"></script><df-messenger></df-messenger>
            <iframe src="https://embed.tawk.to/x"></iframe><img src="https://a.example/chat.png"><script>1</script>
            <script type="application/ld+json">{}</script>
            """
        )
        #expect(page.chat.programs.map(\.name) == ["Botpress", "Dialogflow Messenger", "Tawk.to"])
        #expect(page.chat.programs.map(\.isMachine) == [true, true, nil])
        #expect(page.chat.unreadScripts == 2 && page.chat.disclosures.isEmpty)
    }

    @Test func disclosuresStandInTextAndLabels() throws {
        let program = "<script src='https://cdn.botpress.cloud/x.js'></script>"
        #expect(
            try words("\(program)<p>Ask our Virtual Assistant</p>").chat.disclosures == ["virtual assistant"]
        )
        #expect(try words("\(program)<a aria-label='chatbot'>x</a>").chat.disclosures == ["chatbot"])
        #expect(try words("\(program)<script>chatbot</script>").chat.disclosures.isEmpty)
    }

    @Test func correctionsAreSeenByPathAndWord() throws {
        let page = try words("<a href='/en/errata.html?a=b'>x</a><a href='/press'>Corrections</a>")
        #expect(page.corrections.addresses == ["https://www.mfa.example/en/errata.html"])
        #expect(page.corrections.words == ["corrections"])
        #expect(try words("<p>News</p>", gap: "cut").corrections == CorrectionMarks(gap: "cut"))
    }

    @Test func aLongTextLeavesAGap() throws {
        let page = try words("<p>\(String(repeating: "a ", count: 200_000))</p>")
        #expect(page.corrections.gap != nil && page.chat.gap != nil)
    }

    @Test func whatIsNoPageSaysNothing() {
        let none = PageWords(nil, nil, at: WebURL(scheme: "https", host: "a.example"), gap: nil)
        #expect(none.chat == ChatPrograms() && none.corrections == CorrectionMarks())
    }
}
