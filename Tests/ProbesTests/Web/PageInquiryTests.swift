// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import HTTPWire
import Model
import TLSWire
import Testing

@testable import Probes

struct PageInquiryTests {
    private func answers(_ script: [String: String], service: Service = .https) async throws
        -> (answers: [Answer], requests: Int, connections: Int)
    {
        let peer = SitePeer(ScriptedSite(script))
        let trust = try TrustStore(pem: Array(try anchor().utf8))
        let scene = TLSScene.emulated(
            peer,
            suites: [.tls12: [0xC02F]],
            service: service,
            trust: trust
        )
        let answers = await PageInquiry().answered(about: scene)
        return (answers, await peer.requests.count, await peer.connections)
    }

    private func anchor() throws -> String {
        let now = Date()
        let template = CertificateTemplate(
            commonName: "anchor",
            notBefore: now,
            notAfter: now.addingTimeInterval(3600)
        )
        return try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256"))).pem
    }

    private static let html = """
        <html><head><title>Embassy</title><meta name="generator" content="WordPress 6.1">
        <script src="https://cdn.example/x.js?v=7" integrity="sha384-x"></script><script>1</script>
        <link rel=stylesheet href="/a.css"></head>
        <body><img src="http://img.example/i.png?x=1"><p>Visa and passport for all who travel</p></body></html>
        """

    private func rich() async throws -> (answers: [Answer], requests: Int, connections: Int) {
        try await answers([
            "/": ScriptedSite.html(
                Self.html,
                "Strict-Transport-Security: max-age=1",
                "Content-Security-Policy: script-src 'nonce-abc123' 'self'; report-uri https://r.example/?id=9",
                "Set-Cookie: sid=secret; Secure; HttpOnly; Max-Age=86000; Path=/",
                "Server: nginx/1.22.1",
                "Alt-Svc: h3=\":443\"; ma=86400"
            )
        ])
    }

    @Test func onePageIsTwoRequestsOverOneConnection() async throws {
        let seen = try await rich()
        #expect(seen.requests == 2 && seen.connections == 1)
        let page = try #require(seen.answers.fact(PageResponse.self))
        #expect(page.hops.map(\.address) == ["https://server.example/"])
        #expect(page.hops.map(\.transportSecurity) == [["max-age=1"]])
        #expect(
            page.policies["content-security-policy"] == [
                "script-src 'nonce-' 'self'; report-uri https://r.example/"
            ]
        )
        #expect(page.cookies == ["sid=; Path=/; Max-Age=86400; Secure; HttpOnly"])
        #expect(page.software == ["generator: WordPress 6.1", "server: nginx/1.22.1"])
        #expect(page.advertised == ["h3"])
        #expect(page.gap == nil)
    }

    @Test(arguments: [
        ScriptedSite.html("<p>a", "Connection: close"),
        ScriptedSite.html("<p>a").replacingOccurrences(of: "HTTP/1.1", with: "HTTP/1.0"),
        ScriptedSite.html("<p>a") + "more than was announced",
    ])
    func aConnectionThatIsNotKeptIsFollowedByAnother(_ page: String) async throws {
        let kept = try await answers(["/": ScriptedSite.html("<p>a", "Access-Control-Allow-Origin: *")])
        let allowing = page.replacingOccurrences(
            of: "Content-Type",
            with: "Access-Control-Allow-Origin: *\r\nContent-Type"
        )
        let seen = try await answers(["/": allowing])
        #expect(seen.requests == 2 && seen.connections == 2)
        #expect(seen.answers.fact(CrossOriginAccess.self) == kept.answers.fact(CrossOriginAccess.self))
        #expect(seen.answers.fact(PageSketch.self) == kept.answers.fact(PageSketch.self))
    }

    @Test func itsMarkupIsListed() async throws {
        let seen = try await rich()
        let page = try #require(seen.answers.fact(PageResponse.self))
        let markup = try #require(page.markup)
        #expect(
            markup.scripts == [
                .init(
                    source: "https://cdn.example/x.js",
                    address: "https://cdn.example/x.js",
                    hasIntegrity: true
                )
            ]
        )
        #expect(markup.hasInlineScripts)
        #expect(markup.origins.map(\.origin) == ["http://img.example", "https://cdn.example"])
        #expect(
            markup.insecure == [
                .init(address: "http://img.example/i.png", use: "passive", place: "img src")
            ]
        )
        let sketch = try #require(seen.answers.fact(PageSketch.self))
        #expect(sketch.title == "Embassy" && sketch.text?.count == 128 && sketch.mediaType == "text/html")
        #expect(seen.answers.fact(CrossOriginAccess.self)?.allowOrigin == nil)
    }

    @Test func anUnchangedPageGivesTheSameBytesAgain() async throws {
        let script: (String) -> [String: String] = { nonce in
            [
                "/": ScriptedSite.html(
                    "<html><script nonce='\(nonce)'></script><body>One two three four</body></html>",
                    "Content-Security-Policy: script-src 'nonce-\(nonce)'",
                    "Set-Cookie: sid=\(nonce); Secure",
                    "Date: \(nonce)"
                )
            ]
        }
        let first = try await answers(script("a1")).answers
        let second = try await answers(script("b2")).answers
        #expect(first == second)
    }

    @Test func redirectsThatStayAreFollowedAndOthersAreNot() async throws {
        let seen = try await answers([
            "/": ScriptedSite.redirect("/en/", "Strict-Transport-Security: max-age=9"),
            "/en/": ScriptedSite.redirect("https://elsewhere.example/x?y"),
        ])
        let page = try #require(seen.answers.fact(PageResponse.self))
        #expect(page.hops.map(\.address) == ["https://server.example/", "https://server.example/en/"])
        #expect(page.hops.map(\.status) == [301, 301])
        #expect(page.leadsTo == "https://elsewhere.example/x")
        #expect(page.markup == nil)
        #expect(seen.requests == 3)
    }

    @Test func aLoopOfRedirectsEnds() async throws {
        let seen = try await answers(["/": ScriptedSite.redirect("/a"), "/a": ScriptedSite.redirect("/")])
        let page = try #require(seen.answers.fact(PageResponse.self))
        #expect(page.hops.count == 2 && page.leadsTo == "https://server.example/")
        #expect(seen.requests == 3)
    }

    @Test func whoTurnsUsAwayIsUnknown() async throws {
        let seen = try await answers(["/": ScriptedSite.page("503 Service Unavailable")])
        #expect(seen.answers.fact(PageResponse.self) == nil)
        #expect(seen.answers.gap(PageResponse.self)?.reason == "turned away for now: HTTP 503")
        #expect(seen.answers.gap(CrossOriginAccess.self) != nil)
    }

    @Test(arguments: [
        ("Access-Control-Allow-Origin: https://foreign.invalid", "https://foreign.invalid"),
        ("Access-Control-Allow-Origin: *", "*"),
    ])
    func crossOriginAccessIsKeptAsItCame(_ field: String, _ origin: String) async throws {
        let script = ["/": ScriptedSite.html("<p>a", field, "Access-Control-Allow-Credentials: true")]
        let access = try #require(try await answers(script).answers.fact(CrossOriginAccess.self))
        #expect(access.allowOrigin == origin && access.allowCredentials == "true")
    }

    @Test func aCodingThatIsNotUndoneIsSaidSo() async throws {
        let script = ["/": ScriptedSite.html("xx", "Content-Encoding: br")]
        let page = try #require(try await answers(script).answers.fact(PageResponse.self))
        #expect(page.codings == ["br"])
        #expect(page.gap == "its content coding br is not undone here")
    }

    @Test func otherServicesAreAskedNothing() async throws {
        let seen = try await answers([:], service: .imaps)
        #expect(seen.answers.isEmpty && seen.requests == 0)
    }
}
