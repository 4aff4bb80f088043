// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing

struct WebURLTests {
    static let base = WebURL("https://www.mfa.example/a/b?c#d")

    @Test(arguments: [
        ("https://WWW.mfa.example", "https://www.mfa.example/"),
        ("http://a.example:80/", "http://a.example/"),
        ("http://a.example:8080/x", "http://a.example:8080/x"),
        ("//cdn.example/x.js", "https://cdn.example/x.js"),
        ("/x/../y/./z", "https://www.mfa.example/y/z"),
        ("../../../x", "https://www.mfa.example/x"),
        ("x.js?v=1", "https://www.mfa.example/a/x.js?v=1"),
        ("?q", "https://www.mfa.example/a/b?q"),
        ("", "https://www.mfa.example/a/b?c"),
        ("#only", "https://www.mfa.example/a/b?c"),
        ("  https:\\\\evil.example\\x  ", "https://evil.example/x"),
        ("ht\ntps://a.example/", "https://a.example/"),
        ("https:x", "https://www.mfa.example/a/x"),
        ("http:x", "http://x/"),
        ("https://user:secret@a.example/", "https://a.example/"),
        ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443/"),
        ("/é \"<", "https://www.mfa.example/%C3%A9%20%22%3C"),
        ("data:text/plain,x", "data:text/plain,x"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://a.example/%2e%2E/b", "https://a.example/b"),
    ])
    func itIsReadAsBrowsersReadIt(_ text: String, _ expected: String) throws {
        #expect(try #require(WebURL(text, relativeTo: Self.base)).description == expected)
    }

    @Test(arguments: [
        "https://", "https://a b/", "https://a:99999/", "https://a:x/", "https://[::1/", "https://a<b/",
        "http://[x]/", "https:///",
    ])
    func whatIsNoneIsNone(_ text: String) {
        #expect(WebURL(text, relativeTo: Self.base) == nil)
    }

    @Test func aRelativeOneNeedsABase() {
        #expect(WebURL("/x") == nil)
        #expect(WebURL("x", relativeTo: WebURL("data:,")) == nil)
        #expect(WebURL("https://a.example/" + String(repeating: "x", count: 9000)) == nil)
    }

    @Test func partsAreForRequestsAndOrigins() throws {
        let url = try #require(WebURL("https://a.example:8443/x?y"))
        #expect(url.origin == "https://a.example:8443")
        #expect(url.authority == "a.example:8443")
        #expect(url.requestTarget == "/x?y")
        #expect(url.withoutQuery == "https://a.example:8443/x")
        #expect(url.effectivePort == 8443)
        #expect(try #require(WebURL("http://a.example")).effectivePort == 80)
    }
}
