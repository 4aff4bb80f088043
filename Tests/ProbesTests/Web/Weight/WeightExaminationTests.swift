// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import HTTPWire
import Model
import NIOPosix
import Testing
import Transport

@testable import Probes

struct WeightExaminationTests {
    private static let html = """
        <head><link rel=stylesheet href=/a.css><script src=https://cdn.example/x.js></script></head>
        <body><p>Embassy</p><img src=/b.png><img src=/c.png loading=lazy></body>
        """

    private static func file(_ body: String, _ fields: String...) -> String {
        ScriptedSite.page("200 OK", fields, body)
    }

    private static let site = [
        "/": ScriptedSite.html(html, "ETag: \"1\""),
        "/a.css": file("@import 'd.css';p{background:url(e.png)}", "Cache-Control: max-age=60"),
        "/d.css": file("p{color:red}", "Cache-Control: no-store"), "/b.png": file("123456789"),
        "/e.png": file("12345"),
    ]

    private struct Seen {
        let answers: [Answer]
        let requests: Int
        let connections: Int

        var weight: PageWeight? { answers.fact(PageWeight.self) }
        var gap: Unestablished? { answers.gap(PageWeight.self) }
        var versions: [LanguageVersions.Version] { answers.fact(LanguageVersions.self)?.versions ?? [] }
    }

    /// - Parameter other: what `static.example` answers, which is listed, too; nil where it has no address.
    private func weight(
        _ site: [String: String] = site,
        requests: Int = 40,
        losing: Set<Int> = [],
        beside other: [String: String]? = nil
    ) async throws -> Seen {
        let peer = SitePeer(ScriptedSite(site), losing: losing)
        let probe = WeightProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        ) { _ in [] }
        let end = ContinuousClock.now + .seconds(60)
        let endpoint = Endpoint.sample(host: "server.example", port: 443)
        let second = Endpoint.sample(host: "static.example", port: 443)
        var talk = try await probe.talk(endpoint, peer, settings: .init(), until: end)
        talk.pause = .zero
        let root = WebURL(root: endpoint)
        let hosts = ListedHosts([second], own: (root.origin, talk)) { endpoint in
            guard let other else { return nil }
            let peer = SitePeer(ScriptedSite(other))
            let talk = try? await probe.talk(endpoint, peer, settings: .init(), until: end)
            return talk.map { ($0, nil) }
        }
        var examination = WeightExamination(root: root, hosts: hosts, requests: requests)
        let answers = await examination.answers()
        return Seen(
            answers: answers,
            requests: await peer.requests.count,
            connections: await peer.connections
        )
    }

    private func part(_ name: String, _ weight: PageWeight?) -> PageWeight.Part? {
        weight?.parts.first { $0.address.hasSuffix(name) }
    }

    @Test func ownPartsAreWeighedAndForeignOnesCounted() async throws {
        let seen = try await weight()
        let weight = try #require(seen.weight)
        #expect(weight.parts.count == 7 && weight.gap == nil)
        #expect(
            weight.page?.wire == PageWeight.steady(Self.html.utf8.count) && weight.page?.isReusable == true
        )
        let sheet = try #require(part("/a.css", weight))
        #expect(sheet.isBlocking && sheet.wire == 40 && sheet.isReusable == true && sheet.gap == nil)
        let second = try #require(part("/d.css", weight))
        #expect(second.level == 2 && second.isBlocking && second.wire == 12 && second.isReusable == false)
        let background = try #require(part("/e.png", weight))
        #expect(!background.isCertain && background.wire == 5 && background.isReusable == false)
        #expect(part("/b.png", weight)?.wire == 9 && part("/c.png", weight)?.isCertain == false)
        let foreign = try #require(part("/x.js", weight))
        #expect(foreign.gap == "not ours" && foreign.wire == nil && foreign.isBlocking)
        #expect(seen.requests == 6, "the page, two styles, three pictures")
        #expect(seen.connections < 6)
    }

    @Test func listedHostsAreAskedAndThoseWithoutAnAddressAreNot() async throws {
        let site = ["/": ScriptedSite.html("<img src=https://static.example/b.png><img src=/c.png>")]
        let seen = try await weight(site, beside: ["/b.png": Self.file("123")])
        #expect(part("/b.png", seen.weight)?.wire == 3)
        #expect(seen.requests == 2, "the page and the picture of its own host")
        #expect(try await part("/b.png", weight(site).weight)?.gap == "not ours")
    }

    @Test func versionsInOtherLanguagesAreAskedForTheirMarks() async throws {
        let own = "<link rel=alternate hreflang=en href=/><link rel=alternate hreflang=fr href=/fr>"
        let site = [
            "/": ScriptedSite.html(
                own
                    + "<link rel=alternate hreflang=de href=/de><link rel=alternate hreflang=es href=https://b.example/>"
                    + "<link rel=alternate hreflang=it href=/it>"
            ),
            "/fr": ScriptedSite.html("<html lang=fr>\(own)<p>\(String(repeating: "mot ", count: 100))</p>"),
            "/de": ScriptedSite.html("<html lang=en><p>x</p>"),
        ]
        let versions = try await weight(site).versions
        #expect(versions.map(\.language) == ["de", "es", "fr", "it"])
        #expect(versions.map(\.namesBack) == [false, nil, true, nil])
        #expect(versions.map(\.declared) == ["en", nil, "fr", nil])
        #expect(versions.map(\.gap) == [nil, "not ours", nil, "HTTP 404"])
        #expect(versions[2].letters == 300 && versions[3].status == 404)
        let few = try await weight(site, requests: 2)
        #expect(few.requests == 2 && few.versions.last?.gap == "PageCostRequests= allows no more requests")
    }

    @Test func theBoundOnRequestsHolds() async throws {
        let seen = try await weight(requests: 2)
        #expect(seen.requests == 2)
        #expect(part("/a.css", seen.weight)?.wire == 40)
        #expect(part("/b.png", seen.weight)?.gap == "PageCostRequests= allows no more requests")
        let none = try await weight(requests: 0)
        #expect(none.requests == 0 && none.gap?.reason.contains("PageCostRequests=") == true)
    }

    @Test func whoAnswersNoMoreIsAskedNoMore() async throws {
        let seen = try await weight(losing: [2, 3])
        #expect(part("/a.css", seen.weight)?.gap == "no connection in time")
        #expect(part("/b.png", seen.weight)?.gap == "no connection in time")
        #expect(seen.requests <= 3)
    }

    @Test func redirectsOfThePageAreFollowedAndThoseOfPartsTold() async throws {
        let seen = try await weight([
            "/": ScriptedSite.redirect("/en"), "/en": ScriptedSite.html("<img src=/b.png>"),
            "/b.png": ScriptedSite.redirect("/c.png"),
        ])
        #expect(seen.weight?.page?.address == "https://server.example/en")
        #expect(part("/b.png", seen.weight)?.gap == "it redirects, which was not followed")
    }

    @Test func aPageThatCannotBeHadIsUnknown() async throws {
        let seen = try await weight(losing: [1, 2, 3, 4])
        #expect(seen.weight == nil && seen.gap?.reason == "no connection in time")
    }

    @Test func everyOtherPartOfAnAddressIsCountedWithoutBytes() async throws {
        let seen = try await PageInquiryWeight.seen(Self.html)
        #expect(seen.parts.count == 5)
        #expect(seen.parts.dropFirst().allSatisfy { $0.wire == nil && $0.gap == PageWeight.unasked })
        #expect(seen.page?.wire == PageWeight.steady(Self.html.utf8.count))
        #expect(PageWeight.steady(255) == 255 && PageWeight.steady(511) == 256)
    }
}

/// What the visit to an address tells of a page's weight.
private enum PageInquiryWeight {
    static func seen(_ html: String) async throws -> PageWeight {
        let head = HTTPHead(
            status: 200,
            fields: [HTTPField(name: "content-type", value: Array("text/html".utf8))]
        )
        let response = HTTPResponse(head: head, body: Array(html.utf8), bodyEnd: .complete)
        let reply = WebTalk.Reply(response: response, end: nil)
        let url = WebURL(scheme: "https", host: "server.example")
        let body = PageBody(reply, limit: 1 << 20)
        return PageWeight(reply, body, body.document, at: url, gap: nil)
    }
}
