// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Testing

@testable import Probes

struct PageTextTests {
    private let now = Date(timeIntervalSince1970: 1_795_435_200)

    @Test(arguments: [
        ("a=secret", "a="),
        ("a=b; Max-Age=1", "a=; Max-Age=1"),
        ("a=b; Expires=Tue, 23 Nov 2027 12:00:03 GMT; Secure", "a=; Max-Age=31536000; Secure"),
        (
            "__Host-x=1; Path=/; Secure; HttpOnly; SameSite=lax",
            "__Host-x=; Path=/; Secure; HttpOnly; SameSite=Lax"
        ),
        (
            "a=b; Domain=.MFA.example; SameSite=odd; Partitioned",
            "a=; Domain=mfa.example; SameSite=odd; Partitioned"
        ),
    ])
    func cookiesKeepAllButTheirValues(_ field: String, _ expected: String) {
        #expect(CookieText.stable(field, at: now) == expected)
    }

    @Test func aCookieThatBrowsersIgnoreIsNone() {
        #expect(CookieText.stable("; Secure", at: now) == nil)
    }

    @Test func everyNonceIsTakenOut() {
        let text = PolicyText.stable(
            "script-src 'nonce-aa' 'nonce-bb'; style-src 'nonce-cc"
                + "; img-src https://a.example/x?y=1; report-uri https://a.example/r?k"
        )
        #expect(
            text == "script-src 'nonce-' 'nonce-'; style-src 'nonce-; "
                + "img-src https://a.example/x; report-uri https://a.example/r"
        )
    }

    private func sketch(_ text: String) -> PageSketch {
        PageSketch(status: 200, mediaType: nil, title: nil, text: TextSketch.of(text))
    }

    @Test func likeTextsAreLikeAndOthersAreNot() throws {
        let words = (0..<300).map { "word\(String(UnicodeScalar(UInt8(97 + $0 % 26))))\($0)" }
        let whole = words.joined(separator: " ")
        let changed = (words.dropLast(10) + ["another", "end"]).joined(separator: " ")
        let other = words.map { $0 + "x" }.joined(separator: " ")
        #expect(try #require(sketch(whole).likeness(to: sketch(whole))) == 1)
        #expect(try #require(sketch(whole).likeness(to: sketch(changed))) > 0.8)
        #expect(try #require(sketch(whole).likeness(to: sketch(other))) < 0.2)
        #expect(sketch("").likeness(to: sketch(whole)) == nil)
    }

    @Test func numbersDoNotCount() {
        #expect(TextSketch.of("open at 12 30 today") == TextSketch.of("open at 14 45 today"))
    }

    @Test(arguments: [
        ("java.lang.NullPointerException at org.example.Main(Main.java:5)", [ErrorPage.Trace.java]),
        ("Fatal error: Uncaught in /srv/x.php on line 3", [.php]),
        ("Server Error in '/' Application. Source File: c:\\x.cs", [.dotNet]),
        ("You have an error in your SQL syntax near", [.database]),
        ("This page was not found. We are sorry.", []),
        ("Travel at your own risk; exceptions apply", []),
    ])
    func tracesAreKnownByTheirWords(_ text: String, _ expected: [ErrorPage.Trace]) {
        #expect(ErrorMarks.traces(in: text) == expected)
    }

    @Test func versionsAreRead() {
        #expect(ErrorMarks.software(in: "Apache/2.4.41 (Ubuntu) Server") == ["Apache/2.4.41"])
        #expect(ErrorMarks.software(in: "nginx and Apache/ alone").isEmpty)
    }

    @Test func scriptsOfOthersAreKeptBeforeOwnOnes() {
        let own = (0..<80).map {
            PageMarkup.Script(source: "/\($0).js", address: "https://www/\($0).js", hasIntegrity: false)
        }
        let foreign = PageMarkup.Script(
            source: "https://cdn.example/x.js",
            address: "https://cdn.example/x.js",
            hasIntegrity: false
        )
        let markup = PageMarkup(scripts: own + [foreign])
        #expect(markup.scripts.count == PageMarkup.most && markup.scripts.first == foreign)
    }
}
