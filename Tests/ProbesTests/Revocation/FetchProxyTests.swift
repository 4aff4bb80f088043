// SPDX-License-Identifier: Apache-2.0
import Model
import NIOPosix
import Resolver
import Testing
import Transport

@testable import Probes

/// Fetches that go through a proxy: it is given the whole address, and its faults are the vantage's.
struct FetchProxyTests {
    private func fetch(
        _ url: String,
        through proxy: FetchProxy?,
        servedBy server: String = "127.0.0.1",
        post: [UInt8]? = nil
    ) async throws -> [UInt8] {
        let resolver = try NameResolver(ResolverSettings())
        let fetch = WebFetch(
            dialer: Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(limits: BudgetLimits(connectionsPerSecond: 0))
            ),
            proxy: proxy,
            resolve: { await resolver.addresses(of: $0) },
            courtesy: AddressBudget(),
            userAgent: "test",
            limits: DialogueLimits(replyTimeout: .seconds(1)),
            deadline: .seconds(5)
        )
        let reach = NetworkReach(of: try #require(IPAddress(server)))
        let address = try WebAddress(url, over: url.hasPrefix("https:") ? .https : .http)
        return try await fetch.run(.init(address: address, reach: reach, post: post, limit: 1_000))
    }

    private func proxied(
        _ script: [String: ScriptedWebServer.Conduct],
        _ url: String,
        post: [UInt8]? = nil
    ) async throws -> (body: [UInt8]?, reason: Unestablished?, requests: [String]) {
        let server = try await ScriptedWebServer(script)
        let proxy = FetchProxy(host: "127.0.0.1", port: UInt16(server.port))
        var body: [UInt8]?
        var reason: Unestablished?
        do {
            body = try await fetch(url, through: proxy, post: post)
        } catch let gap as Unestablished {
            reason = gap
        }
        try await server.stop()
        return (body, reason, server.requests)
    }

    @Test func theProxyIsAskedForTheWholeAddress() async throws {
        let url = "http://127.0.0.9:81/a.crl?x=1"
        let (body, _, requests) = try await proxied(["GET \(url)": .body([1, 2, 3])], url)
        #expect(body == [1, 2, 3])
        #expect(requests == ["GET \(url)"])
    }

    @Test func aQuestionIsPostedThroughIt() async throws {
        let (body, _, requests) = try await proxied(
            ["POST": .answering { Array($0.reversed()) }],
            "http://127.0.0.9/",
            post: [1, 2]
        )
        #expect(body == [2, 1] && requests == ["POST http://127.0.0.9/"])
    }

    @Test func redirectsStayBehindIt() async throws {
        let (body, _, requests) = try await proxied(
            [
                "GET http://127.0.0.9/a": .redirect("http://127.0.0.8:82/b"),
                "GET http://127.0.0.8:82/b": .body([7]),
            ],
            "http://127.0.0.9/a"
        )
        #expect(body == [7] && requests.count == 2)
    }

    @Test func itsRefusalIsNamed() async throws {
        let (_, reason, _) = try await proxied(["GET": .status(407)], "http://127.0.0.9/a")
        #expect(reason?.reason.contains("HTTP 407 through the proxy 127.0.0.1:") == true)
    }

    @Test(arguments: [407, 302])
    func aWayThatItRefusesIsNamedAndNotLeft(_ status: Int) async throws {
        let refusal = Array("HTTP/1.1 \(status) No\r\nLocation: https://127.0.0.8/\r\n\r\n".utf8)
        let (_, reason, requests) = try await proxied(["CONNECT": .raw(refusal)], "https://127.0.0.9/a")
        #expect(reason?.phase == .vantage)
        #expect(reason?.reason == "no way to 127.0.0.9: HTTP \(status) from the proxy")
        #expect(requests.allSatisfy { $0 == "CONNECT 127.0.0.9:443" } && !requests.isEmpty)
    }

    @Test func itLeadsIntoNoPrivateNetworkEither() async throws {
        let server = try await ScriptedWebServer(["GET": .body([1])])
        let proxy = FetchProxy(host: "127.0.0.1", port: UInt16(server.port))
        let gap = await #expect(throws: Unestablished.self) {
            try await fetch("http://10.0.0.9/a", through: proxy, servedBy: "192.0.2.1")
        }
        #expect(gap?.phase == .vantage)
        try await server.stop()
        #expect(server.requests.isEmpty)
    }

    @Test func aProxyThatIsNotThereIsTheVantagesFault() async throws {
        let server = try await ScriptedWebServer()
        let port = UInt16(server.port)
        try await server.stop()
        let gap = await #expect(throws: Unestablished.self) {
            try await fetch("http://127.0.0.9/a", through: FetchProxy(host: "127.0.0.1", port: port))
        }
        #expect(gap?.phase == .vantage)
        #expect(gap?.reason == "the proxy 127.0.0.1:\(port): connection refused")
    }
}
