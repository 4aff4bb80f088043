// SPDX-License-Identifier: Apache-2.0
import TLSWire
import Testing

@testable import Probes

/// The simulation itself: it must speak as the wire does, or it proves nothing.
struct SimulatedServerTests {
    private let factory = HelloFactory(serverName: "server.example", applicationProtocols: ["h2"])

    @Test func hellosMeanTheSameOnceTheyWereBytes() throws {
        for versions in [ProtocolVersion.tls10 ... .tls13, .tls12 ... .tls12, .ssl3 ... .ssl3] {
            let sent = factory.hello(
                versions,
                suites: HelloFactory.suites(for: versions.upperBound),
                groups: HelloFactory.legacyGroups
            ).hello
            let read = try ClientHello(records: sent.records())
            for policy in [KnownServers.intermediate(), KnownServers.legacy, KnownServers.onlySSL3] {
                #expect(policy.negotiate(sent) == policy.negotiate(read))
            }
        }
    }

    @Test func everyKindOfAnswerIsReadBack() async throws {
        for (suite, version) in [
            (UInt16(0x1301), ProtocolVersion.tls13), (0xC02F, .tls12), (0x009E, .tls12), (0x0035, .tls10),
            (0x0008, .tls10), (0x0014, .ssl3), (0xC018, .tls11), (0x008C, .tls12), (0xC036, .tls12),
        ] {
            var policy = KnownServers.intermediate()
            policy.suites = [version: [suite]]
            let hello = factory.hello(version...version, suites: [suite], groups: HelloFactory.groups13).hello
            guard
                case .reply(let reply) = await SimulatedServer(policy).ask(
                    hello,
                    needs: .throughServerHelloDone
                )
            else {
                Issue.record("no reply for \(CipherSuite(suite))")
                continue
            }
            #expect(reply.acceptsOffer, "\(CipherSuite(suite))")
            #expect(reply.flight?.fault == nil, "\(CipherSuite(suite))")
            #expect(version == .tls13 || reply.flight?.isDone == true, "\(CipherSuite(suite))")
        }
    }
}
