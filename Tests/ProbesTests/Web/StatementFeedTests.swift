// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import TLSWire
import Testing
import Transport

@testable import Probes

struct StatementFeedTests {
    private func answers(
        _ script: [String: String],
        feeds: [String],
        role: Role = .statementHost,
        allowance: Int = 12
    ) async -> (answers: [Answer], requests: Int) {
        let peer = SitePeer(ScriptedSite(script))
        let probe = WebProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        )
        let answers = await probe.answers(
            .sample(host: "server.example", port: 443, role: role),
            secured: peer,
            plain: nil,
            requests: allowance,
            links: .success(PageLinks(feeds: feeds))
        )
        return (answers, await peer.requests.count)
    }

    private static let feed = ScriptedSite.page(
        "200 OK",
        ["Content-Type: application/rss+xml"],
        "<rss><channel><item><pubDate>Thu, 01 Jan 1970 00:01:00 GMT</pubDate></item></channel></rss>"
    )

    @Test func theFirstFeedOnTheHostIsReadOnce() async throws {
        let seen = await answers(
            ["/news.xml?f=rss": Self.feed],
            feeds: ["https://elsewhere.example/feed", "https://server.example/news.xml?f=rss"]
        )
        #expect(
            seen.answers.fact(StatementFeed.self)
                == StatementFeed(
                    address: "https://server.example/news.xml",
                    status: 200,
                    format: "rss",
                    dates: [Date(timeIntervalSince1970: 60)]
                )
        )
        let without = await answers(["/news.xml?f=rss": Self.feed], feeds: [])
        #expect(seen.requests == without.requests + 1)
    }

    @Test func foreignFeedsAreNotAskedFor() async throws {
        let seen = await answers(
            [:],
            feeds: ["https://elsewhere.example/feed", "http://server.example/feed"]
        )
        #expect(seen.answers.fact(StatementFeed.self) == StatementFeed(address: nil))
    }

    @Test func whatIsThereIsToldAsItIs() async throws {
        let gone = await answers([:], feeds: ["https://server.example/gone"])
        #expect(gone.answers.fact(StatementFeed.self)?.status == 404)
        let page = await answers(["/x": ScriptedSite.html("no feed")], feeds: ["https://server.example/x"])
        #expect(page.answers.fact(StatementFeed.self)?.format == nil)
        #expect(page.answers.fact(StatementFeed.self)?.status == 200)
    }

    @Test func otherHostsAreNotAskedForOne() async throws {
        let seen = await answers(["/f": Self.feed], feeds: ["https://server.example/f"], role: .publicWebsite)
        #expect(!seen.answers.contains { $0.question == Question(StatementFeed.self) })
    }

    @Test func aPageNamesItsFeeds() async throws {
        let html = """
            <html><head><base href="https://server.example/en/">
            <link rel="alternate" type="application/rss+xml" href="news.rss">
            <link rel="alternate" hreflang="fr" href="/fr/"><link rel="Alternate" type="application/atom+xml" href="/a">
            </head><body>x</body></html>
            """
        let peer = SitePeer(ScriptedSite(["/": ScriptedSite.html(html)]))
        let now = Date()
        let template = CertificateTemplate(
            commonName: "anchor",
            notBefore: now,
            notAfter: now.addingTimeInterval(3600)
        )
        let anchor = try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256"))).pem
        let scene = TLSScene.emulated(
            peer,
            suites: [.tls12: [0xC02F]],
            service: .https,
            trust: try TrustStore(pem: Array(anchor.utf8))
        )
        let links = await PageInquiry().answered(about: scene).fact(PageLinks.self)
        #expect(links?.feeds == ["https://server.example/en/news.rss", "https://server.example/a"])
    }
}
