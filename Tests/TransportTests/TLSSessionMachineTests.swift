// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing
import Transport

@Suite(.serialized) struct TLSSessionMachineTests {
    private let dialer = Dialer(
        group: TLSHandshakeMachineTests.group,
        budget: AddressBudget(limits: BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0))
    )

    private func server(_ version: TLSVersion) async throws -> LoopbackServer {
        try await LoopbackServer(
            .tls(try TLSHandshakeMachineTests.server(version)),
            on: TLSHandshakeMachineTests.group
        )
    }

    private func talk(
        with server: LoopbackServer,
        _ version: TLSVersion,
        resuming session: TLSSession? = nil
    ) async throws -> TLSSessionOutcome {
        var settings = TLSClientSettings()
        settings.maximum = version
        let machine = try TLSSessionMachine(
            try TLSClientContext(settings),
            serverName: "www.example",
            resuming: session,
            isLeftWhenDeclined: session != nil
        )
        return try await dialer.run(machine, to: server.target).outcome
    }

    @Test(arguments: [TLSVersion.tls12, .tls13])
    func aServerThatBeginsAnewIsLeftAtItsHello(version: TLSVersion) async throws {
        let server = try await server(version)
        let stranger = try await self.server(version)
        let session = try #require(try await talk(with: server, version).session)

        let resumed = try await talk(with: server, version, resuming: session)
        guard case .established(let facts) = resumed.handshake else {
            Issue.record("must be established, not \(resumed.handshake)")
            return
        }
        #expect(facts.isResumed && !resumed.isDeclined)

        let declined = try await talk(with: stranger, version, resuming: session)
        #expect(declined.isDeclined)
        #expect(declined.serverRandom.contains { $0 != 0 } && declined.tickets.isEmpty)
        if case .established = declined.handshake { Issue.record("the handshake was gone through with") }
        try await server.close()
        try await stranger.close()
    }
}
