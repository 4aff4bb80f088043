// SPDX-License-Identifier: Apache-2.0
import Facts
import HTTPWire
import Markup
import Testing

@testable import Probes

struct LanguageLookTests {
    private func languages(_ html: String, _ fields: [(String, String)] = [("content-type", "text/html")])
        throws
        -> PageLanguages
    {
        let head = HTTPHead(
            status: 200,
            fields: fields.map { HTTPField(name: $0.0, value: Array($0.1.utf8)) }
        )
        let response = HTTPResponse(head: head, body: Array(html.utf8), bodyEnd: .complete)
        let body = PageBody(WebTalk.Reply(response: response, end: nil), limit: 1 << 20)
        let document = try #require(body.document)
        return PageLanguages(document, body, head, at: WebURL(scheme: "https", host: "www.example"), gap: nil)
    }

    @Test func whatThePageSaysOfItselfIsRead() throws {
        let page = try languages(
            "<html lang=' pt-BR ' dir=LTR><meta charset=UTF-8><p>x</p>",
            [("content-type", "text/html"), ("content-language", "pt, EN")]
        )
        #expect(page.language == "pt-BR" && page.direction == "ltr" && page.charset == "utf-8" && page.isUTF8)
        #expect(page.contentLanguages == ["pt", "en"] && !page.isRightToLeft)
        let old = try languages("<meta http-equiv=Content-Type content='text/html; charset=windows-1256'>")
        #expect(old.charset == "windows-1256" && old.language == nil)
    }

    @Test func versionsAreReadFromMarkupAndField() throws {
        let page = try languages(
            """
            <link rel=alternate hreflang=fr href=/fr?x=1><link rel=alternate hreflang=x-default href=/>
            <link rel=alternate hreflang=xx href=/xx><link rel=alternate type=application/rss+xml href=/feed>
            """,
            [
                ("content-type", "text/html"),
                (
                    "link",
                    "</sw>; rel=\"alternate\"; hreflang=\"sw\", <https://a.example/de>; hreflang=de; rel=alternate, </c>; rel=x"
                ),
            ]
        )
        #expect(page.alternates.map(\.language) == ["de", "fr", "sw", "x-default", "xx"])
        #expect(page.alternates.map(\.isValid) == [true, true, true, true, false])
        #expect(page.alternates[1].address == "https://www.example/fr")
        #expect(page.alternates[0].address == "https://a.example/de")
    }

    @Test(
        arguments: [
            ("<a href=/fr/x>a</a>", ["fr"]), ("<a href=/site/en-gb/>a</a>", ["en"]),
            ("<a href='/?lang=sw'>a</a>", ["sw"]), ("<a href=https://es.a.example/>a</a>", ["es"]),
            ("<a href=/x hreflang=pt-BR>a</a>", ["pt"]), ("<a href=/x lang=ja>a</a>", ["ja"]),
            ("<a href=/francais>Français</a>", ["fr"]), ("<option>العربية</option>", ["ar"]),
            ("<a href=/x> Bahasa\n Indonesia </a>", ["id"]), ("<a href=/zz/>a</a>", []),
            ("<a href=/french/>a</a>", ["fr"]),
            ("<option value=/sw/>a</option>", ["sw"]), ("<a href=/francais.html>\n FR </a>", ["fr"]),
            ("<p>OK</p><p>fr</p>", []), ("<a href=/x>Arabic</a>", ["ar"]),
            ("<a href=/about/>A text of français</a>", []),
        ]
    )
    func linksToLanguagesAreKnown(_ html: String, _ expected: [String]) throws {
        #expect(try languages(html).linked == expected)
    }

    @Test func scriptsFromRightToLeftAreKnown() throws {
        let arabic = String(repeating: "وزارة الخارجية ", count: 4)
        #expect(try languages("<p>\(arabic)</p>").isRightToLeft)
        #expect(try !languages("<p>\(arabic) \(String(repeating: "Ministry ", count: 30))</p>").isRightToLeft)
        #expect(try !languages("<p>وزارة</p>").isRightToLeft)
    }

    @Test func bytesThatAreNoUTF8AreSeen() throws {
        let head = HTTPHead(
            status: 200,
            fields: [HTTPField(name: "content-type", value: Array("text/html".utf8))]
        )
        let bytes = Array("<p>caf".utf8) + [0xE9] + Array("</p>".utf8)
        let response = HTTPResponse(head: head, body: bytes, bodyEnd: .complete)
        let body = PageBody(WebTalk.Reply(response: response, end: nil), limit: 1 << 20)
        let url = WebURL(scheme: "https", host: "www.example")
        #expect(!PageLanguages(body.document, body, head, at: url, gap: nil).isUTF8)
    }
}
