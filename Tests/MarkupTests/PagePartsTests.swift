// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Markup
import Testing

struct PagePartsTests {
    private func parts(_ html: String) throws -> [PageParts.Part] {
        let read = HTMLReader()?.read(Array(html.utf8), charset: "utf-8")
        let document: HTMLDocument = try #require(read)
        return PageParts(document, at: WebURL(scheme: "https", host: "www.example")).parts
    }

    private func one(_ html: String) throws -> PageParts.Part {
        let all = try parts(html)
        #expect(all.count == 1, "\(all)")
        return try #require(all.first)
    }

    @Test(
        arguments: [
            ("<link rel=stylesheet href=/a>", .style, true, true),
            ("<link rel=stylesheet media=print href=/a>", .style, false, true),
            ("<head><script src=/a></script>", .script, true, true),
            ("<head><script defer src=/a></script>", .script, false, true),
            ("<head><script type=module src=/a></script>", .script, false, true),
            ("<body><p>x</p><script src=/a></script>", .script, false, true),
            ("<link rel=preload as=font href=/a>", .font, false, true),
            ("<link rel='shortcut icon' href=/a>", .picture, false, false),
            ("<img src=/a>", .picture, false, true),
            ("<img src=/a loading=lazy>", .picture, false, false),
            ("<img src=/a srcset='/b 2x'>", .picture, false, false),
            ("<img srcset='/a 2x, /b 3x'>", .picture, false, false),
            ("<picture><source srcset=/b><img src=/a></picture>", .picture, false, false),
            ("<iframe src=/a></iframe>", .frame, false, true),
            ("<video src=/a></video>", .media, false, false),
            ("<style>@import '/a';</style>", .style, true, true),
            ("<style>p{background:url(/a)}</style>", .picture, false, false),
            ("<p style='background:url(/a)'>x</p>", .picture, false, false),
            ("<img src=/a><img src=/a loading=lazy>", .picture, false, true),
        ] as [(String, PageParts.Use, Bool, Bool)]
    )
    func partsAreFound(_ html: String, _ use: PageParts.Use, _ isBlocking: Bool, _ isCertain: Bool) throws {
        let part = try one(html)
        #expect(part.url.path == "/a" && part.use == use)
        #expect(part.isBlocking == isBlocking && part.isCertain == isCertain)
    }

    @Test(
        arguments: [
            "<noscript><img src=/a></noscript>", "<template><img src=/a></template>", "<a href=/a>x</a>",
            "<script type='application/json' src=/a></script>", "<script nomodule src=/a></script>",
            "<link rel='alternate stylesheet' href=/a>", "<img src='data:image/png;base64,A'>",
            "<img src=' '>",
            "<link rel=canonical href=/a>", "<noscript><style>p{background:url(/a)}</style></noscript>",
        ]
    )
    func whatIsNotFetchedIsNoPart(_ html: String) throws { #expect(try parts(html) == []) }

    @Test func whatStandsAfterNoscriptCountsAgain() throws {
        let all = try parts("<body><noscript><img src=/a></noscript><img src=/b></body>")
        #expect(all.map(\.url.path) == ["/b"])
    }

    @Test func foreignAddressesAndBasesAreKept() throws {
        let all = try parts("<base href=https://cdn.example/x/><img src=a.png><img src=//b.example/c>")
        #expect(all.map(\.url.withoutQuery) == ["https://cdn.example/x/a.png", "https://b.example/c"])
    }

    @Test func sheetsNameWhatLiesBesideThem() {
        let sheet = StyleReferences("@import 'b.css';p{background:url(c.png)}".utf8)
        let parts = PageParts(sheet: sheet, at: WebURL(scheme: "https", host: "a.example", path: "/x/a.css"))
        #expect(parts.parts.map(\.url.path) == ["/x/b.css", "/x/c.png"])
        #expect(parts.parts.map(\.isCertain) == [true, false])
    }

    @Test func theyAreBounded() throws {
        let html = (0..<600).map { "<img src=/\($0)>" }.joined()
        #expect(try parts(html).count == 512)
    }

    @Test func asidesAreReadToTheirBounds() throws {
        let html =
            "<style>p{}</style><noscript>Please enable JavaScript</noscript><p>x</p>"
            + "<noscript>\(String(repeating: "y", count: 9000))</noscript>"
        let read = HTMLReader()?.read(Array(html.utf8), charset: "utf-8")
        let document: HTMLDocument = try #require(read)
        #expect(document.styles == "p{}\n" && document.text == "x")
        #expect(document.appeal.hasPrefix("Please enable JavaScript\nyyy"))
        #expect(document.appeal.utf8.count <= 4097)
    }
}
