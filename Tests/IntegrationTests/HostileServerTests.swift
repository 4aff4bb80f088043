// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Inventory
import Model
import Reports
import Testing

/// What a peer may do to a scan: cost it its deadline, and nothing else.
struct HostileServerTests {
    private static let neighbour = NginxServer(
        identities: [.rsa, .ecdsa],
        directives:
            "ssl_protocols TLSv1.2 TLSv1.3; ssl_ecdh_curve X25519:prime256v1; ssl_session_tickets off;"
    )
    private static let deadline = Duration.seconds(5)
    /// What a visit may take beyond its deadline: the replies that it waits for then.
    private static let grace = Duration.seconds(10)

    private var settings: ServiceSettings {
        var settings = LoopbackScan.settings
        settings.replyTimeout = .seconds(1)
        settings.endpointDeadline = Self.deadline
        return settings
    }

    @Test(arguments: HostileConduct.all)
    func aHostilePeerGetsAResultWithReasonsAndItsNeighbourTheSameAsAlone(hostile: HostileConduct) async throws
    {
        let nginx = try await RunningServer(Self.neighbour)
        var settings = settings
        settings.trustStore = nginx.authority.path
        let server = try await HostileServer(hostile.conduct)
        let alone = try await LoopbackScan.run(ports: [nginx.port], settings: settings)
        let began = ContinuousClock.now
        let endpoints = [
            try LoopbackScan.endpoint(port: server.port, at: [HostileServer.address]),
            try LoopbackScan.endpoint(port: nginx.port),
        ]
        let both = try await LoopbackScan.run(endpoints, settings: settings)
        #expect(ContinuousClock.now - began < Self.deadline + Self.grace)

        let bad = both[0]
        #expect(bad.error != nil || bad.unestablished.contains { !$0.reason.hasPrefix("not-") })
        #expect(bad.error?.reason.isEmpty != true)
        if hostile.isHopeless {
            #expect(bad.error != nil)
            #expect(bad.tls.protocols.values.allSatisfy { $0.isOffered == nil })
        }
        #expect(both[1].tls == alone[0].tls)
        #expect(both[1].certificates == alone[0].certificates)
        #expect(try await eventually(within: .seconds(5)) { try Self.openSockets(to: server.port) == 0 })
        try await server.stop()
    }

    @Test func aChainOfAHundredIsReadAndJudged() async throws {
        let folder = try TemporaryFolder()
        let authority = try ServerAuthority(in: folder.url)
        let leaf = try authority.identity(.rsa)
        let middle = try String(contentsOf: authority.intermediate, encoding: .utf8)
        let own = try String(contentsOfFile: leaf.leaf, encoding: .utf8)
        let chain = folder.url.appending(path: "hundred.pem")
        try (own + String(repeating: middle, count: 99)).write(to: chain, atomically: true, encoding: .utf8)
        let nginx = try await RunningServer(
            NginxServer(
                identities: [],
                directives: """
                    ssl_certificate \(chain.path); ssl_certificate_key \(leaf.key);
                    ssl_protocols TLSv1.2;
                    """
            )
        )
        var settings = settings
        settings.trustStore = authority.root.path
        settings.endpointDeadline = .seconds(60)
        let found = try #require(try await LoopbackScan.run(ports: [nginx.port], settings: settings).first)
        #expect(found.error == nil)
        #expect(found.certificates.first?.certificates.count == 100)
        #expect(found.certificates.first?.isTrusted == true)
    }

    /// Sockets that this process holds towards a port of loopback; proc(5), /proc/net/tcp.
    private static func openSockets(to port: Int) throws -> Int {
        let remote = "0200007F:" + String(port, radix: 16, uppercase: true)
        let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
        return table.split(separator: "\n").dropFirst().count { line in
            let words = line.split(separator: " ")
            return words.count > 9 && words[2] == remote && words[9] != "0"
        }
    }
}
