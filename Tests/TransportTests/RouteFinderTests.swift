// SPDX-License-Identifier: Apache-2.0
import Model
import NIOPosix
import Testing
import Transport

struct RouteFinderTests {
    private static let group = MultiThreadedEventLoopGroup.singleton

    @Test func theKernelNamesTheSource() async throws {
        let loopback = try #require(IPAddress("127.0.0.1"))
        #expect(try await RouteFinder(group: Self.group).source(towards: loopback) == loopback)
    }

    @Test func theConfiguredSourceIsUsed() async throws {
        let source = try #require(IPAddress("127.0.0.2"))
        let finder = RouteFinder(group: Self.group, sources: [source])
        #expect(try await finder.source(towards: try #require(IPAddress("127.0.0.1"))) == source)
    }

    @Test func aSourceThatIsNotOursHasNoRoute() async throws {
        let finder = RouteFinder(group: Self.group, sources: [try #require(IPAddress("192.0.2.1"))])
        let target = try #require(IPAddress("127.0.0.1"))
        let failure = await #expect(throws: DialFailure.self) { try await finder.source(towards: target) }
        #expect(failure?.reason == .noRoute)
    }
}
