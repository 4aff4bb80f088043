// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Markup
import Testing

struct PageAnatomyTests {
    static func anatomy(_ text: String) throws -> PageAnatomy {
        PageAnatomy(try document(text), at: WebURL(scheme: "https", host: "www.mfa.example", path: "/a/b"))
    }

    @Test func profilesAreNamedByLinksOfIdentity() throws {
        let page = try Self.anatomy(
            """
            <link rel="Me" href="https://a.example/@b"><a rel="nofollow me" href="/about">x</a>
            <a rel="meme" href="https://c.example/">x</a><area rel=me href="https://d.example/e">
            <a rel=me href="mailto:a@b.example">x</a><a rel=me>x</a>
            """
        )
        #expect(
            page.profiles.map(\.description) == [
                "https://a.example/@b", "https://www.mfa.example/about", "https://d.example/e",
            ]
        )
    }

    @Test func scriptsAreListed() throws {
        let page = try Self.anatomy(
            """
            <script>1</script><script src="x.js"></script>
            <script src="https://cdn.example/y.js?v=1" integrity="sha384-abc" crossorigin></script>
            <script src="//cdn.example/z.js" integrity=" "></script><script src="data:,1"></script>
            """
        )
        #expect(
            page.scripts.map { $0.url?.withoutQuery } == [
                nil, "https://www.mfa.example/a/x.js", "https://cdn.example/y.js", "https://cdn.example/z.js",
                "data:",
            ]
        )
        #expect(page.scripts.map(\.hasIntegrity) == [false, false, true, false, false])
        #expect(page.scripts.map(\.hasCrossOrigin) == [false, false, true, false, false])
    }

    @Test(
        arguments: [
            ("<img src=http://a.example/x>", .passive, "img src"),
            ("<img srcset='http://a.example/x 2x'>", .passive, "img srcset"),
            ("<video poster=http://a.example/x></video>", .passive, "video poster"),
            ("<input type=image src=http://a.example/x>", .passive, "input src"),
            ("<link rel='shortcut ICON' href=http://a.example/x>", .passive, "link href"),
            ("<script src=http://a.example/x></script>", .active, "script src"),
            ("<link rel=stylesheet href=http://a.example/x>", .active, "link href"),
            ("<iframe src=http://a.example/x></iframe>", .active, "iframe src"),
            ("<object data=http://a.example/x></object>", .active, "object data"),
            ("<form action=http://a.example/x></form>", .form, "form action"),
            ("<button formaction=http://a.example/x>", .form, "button formaction"),
            ("<base href=http://a.example/y><img src=x>", .passive, "img src"),
            ("<img src=x><base href=http://a.example/y>", .passive, "img src"),
        ] as [(String, PageAnatomy.Use, String)]
    )
    func whatIsLoadedIsNamed(_ text: String, _ use: PageAnatomy.Use, _ place: String) throws {
        let references = try Self.anatomy(text).references
        #expect(references.map(\.url.description) == ["http://a.example/x"])
        #expect(references.map(\.use) == [use])
        #expect(references.map(\.place) == [place])
    }

    @Test(arguments: [
        "<a href=http://a.example/x>", "<link rel=canonical href=http://a.example/x>",
        "<img src=data:image/png,x>",
        "<form action=''>", "<iframe src=about:blank>", "<img src='http://'>",
    ])
    func whatIsNotLoadedIsNot(_ text: String) throws {
        #expect(try Self.anatomy(text).references.isEmpty)
    }

    @Test func declarationsAreRead() throws {
        let page = try Self.anatomy(
            """
            <html lang="fr"><head><title>Ambassade</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
            <meta name="Referrer" content="origin"><meta name=generator content="CMS 1.2">
            </head><body><form></form><a href=x></a><iframe></iframe></body></html>
            """
        )
        #expect(page.language == "fr")
        #expect(page.title == "Ambassade")
        #expect(page.equivalents["content-security-policy"] == ["default-src 'self'"])
        #expect(page.referrer == ["origin"])
        #expect(page.generator == "CMS 1.2")
        #expect([page.forms, page.links, page.frames] == [1, 1, 1])
    }
}
