// SPDX-License-Identifier: Apache-2.0
import Facts
import HTTPWire
import Markup
import Testing

@testable import Probes

struct ScriptLookTests {
    private func need(_ html: String, _ field: (String, String)? = nil) throws -> ScriptNeed {
        let read = HTMLReader()?.read(Array(html.utf8), charset: "utf-8")
        let document: HTMLDocument = try #require(read)
        let fields = field.map { [HTTPField(name: $0.0, value: Array($0.1.utf8))] } ?? []
        return ScriptNeed(document, HTTPHead(status: 200, fields: fields), gap: nil)
    }

    private static let words = String(repeating: "word ", count: 250)

    @Test func whatReadersHaveIsCounted() throws {
        let seen = try need(
            """
            <p>\(Self.words)</p><a href=/a>a</a><a href=#top onclick="x()">b</a><a href="javascript:x()">c</a>
            <a href="#" onclick="x()">d</a><span role=link onclick="x()">e</span><a>f</a>
            <form action="/s"></form><form onsubmit="x()"></form><form action=" javascript:x()"></form><script>x()</script>
            """
        )
        #expect(seen.letters == 1000 && seen.links == 1 && seen.scriptedLinks == 3)
        #expect(seen.scriptedForms == 2 && seen.hasScripts && !seen.isHollow && !seen.asksForScripts)
    }

    @Test(
        arguments: [
            ("<div id=root></div><script src=/a.js></script>", true),
            ("<app-root></app-root><script src=/a.js></script>", true),
            ("<body><div id=app>\n </div>", true), ("<div id=app>Text</div>", false),
            ("<div id=app><p>x</p></div>", false), ("<div id=other></div>", false),
        ]
    )
    func emptyElementsToFillAreSeen(_ html: String, _ isHollow: Bool) throws {
        #expect(try need(html).isHollow == isHollow)
    }

    @Test func noscriptIsRead() throws {
        #expect(
            try need("<noscript>You need to enable JavaScript to run this app.</noscript>").asksForScripts
        )
        #expect(try !need("<noscript><img src=/pixel></noscript>").asksForScripts)
        #expect(try !need("<p>JavaScript</p>").asksForScripts)
    }

    @Test(
        arguments: [
            ("<title>Just a moment...</title><script src=/x></script>", "Cloudflare"),
            ("<title>x</title><script src=\"https://ct.captcha-delivery.com/c.js\"></script>", "DataDome"),
            ("<iframe src=\"/_Incapsula_Resource?CWUDNSAI=1\"></iframe>", "Imperva"),
        ]
    )
    func challengesToMachinesAreKnown(_ html: String, _ name: String) throws {
        #expect(try need(html).challenge == name)
        #expect(try need("<p>\(Self.words)</p>" + html).challenge == nil, "a page with words is one")
    }

    @Test func aFieldTellsOfAChallengeToo() throws {
        #expect(try need("<p>x</p>", ("cf-mitigated", "challenge")).challenge == "Cloudflare")
        #expect(try need("<p>x</p>").challenge == nil)
        #expect(ScriptNeed(nil, HTTPHead(status: 200, fields: []), gap: "cut").gap == "cut")
    }
}
