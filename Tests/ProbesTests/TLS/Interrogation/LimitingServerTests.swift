// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import Testing
import Transport

@testable import Probes

/// A server that lets twenty connections a second in, and treats the rest as such servers do.
@Suite(.enabled(if: RealServer.path(of: "nginx") != nil))
struct LimitingServerTests {
    private func visit(_ server: RealServer, port: UInt16, _ limits: BudgetLimits) async throws -> Visit {
        let probe = TLSProbe(
            dialer: Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(limits: limits)
            ),
            trust: try TrustStore(pem: Array(server.authority.pem.utf8)),
            limits: TLSProbeLimits(dialogue: DialogueLimits(replyTimeout: .seconds(1))),
            vantage: "test"
        )
        let endpoint = Endpoint.sample(host: RealServer.host, port: port)
        let address = try #require(IPAddress("127.0.0.1"))
        return await probe.visit(endpoint, at: address, tier: .active)
    }

    private static let unpaced = BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0)

    private func server() async throws -> RealServer {
        try await RealServer("nginx", files: RealServer.nginx(suites: Self.suites)) { _, directory in
            ["-p", directory.path, "-c", directory.appending(path: "nginx.conf").path]
        }
    }

    /// Enough for some seconds' worth of connections.
    private static let suites =
        "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305:AES128-SHA:"
        + "AES256-SHA:AES128-GCM-SHA256:AES256-GCM-SHA384:ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA:"
        + "AES128-SHA256:AES256-SHA256:ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:CAMELLIA128-SHA"

    /// All but the page and its parts, whose addresses name the port.
    private func answers(_ visit: Visit) -> Set<Answer> {
        Set(visit.answers.filter { ![PageResponse.kind, PageWeight.kind].contains($0.question.kind) })
    }

    /// Nothing is asked so fast that anything is lost.
    @Test func isSeenAsWithoutALimitAtTheDefaultPace() async throws {
        let server = try await server()
        let free = try await visit(server, port: server.port, Self.unpaced)
        let proxy = try await LimitingProxy(before: server.port, perSecond: 20, excess: .reset)
        let limited = try await visit(server, port: proxy.port, BudgetLimits())
        #expect(proxy.turnedAway == 0)
        #expect(answers(limited) == answers(free))
        #expect(Readout(answers: free.answers).gaps.isEmpty)
    }

    @Test(arguments: LimitingProxy.Excess.allCases)
    func isSeenAsWithoutALimitUnpaced(excess: LimitingProxy.Excess) async throws {
        let server = try await server()
        let free = try await visit(server, port: server.port, Self.unpaced)
        let proxy = try await LimitingProxy(before: server.port, perSecond: 20, excess: excess)
        let limited = try await visit(server, port: proxy.port, Self.unpaced)
        #expect(proxy.turnedAway > 0)
        let missed = answers(free).subtracting(answers(limited))
        #expect(missed.isEmpty, "\(missed)")
        #expect(limited.cost.connections < free.cost.connections * 2, "\(limited.cost)")
    }
}
