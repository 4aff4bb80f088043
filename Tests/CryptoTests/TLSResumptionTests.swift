// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing

@Suite struct TLSResumptionTests {
    /// One connection of a client that offers a session, driven until neither end has anything to say.
    private struct Outcome {
        let facts: TLSSessionFacts
        let session: TLSSession?
        let tickets: [[UInt8]]
        let random: [UInt8]
    }

    private func connect(
        _ client: TLSClientContext,
        _ server: TLSServerContext,
        resuming session: TLSSession? = nil
    ) throws -> Outcome {
        var caller = try TLSClientSession(client, serverName: "www.example", resuming: session)
        var called = try TLSServerSession(server)
        _ = caller.step()
        for _ in 0..<10 {
            let toServer = caller.takeOutput()
            called.receive(toServer)
            _ = called.step()
            let toClient = called.takeOutput()
            if toServer.isEmpty && toClient.isEmpty { break }
            caller.receive(toClient)
            if caller.step() == .established { _ = caller.read() }
        }
        let facts = caller.facts()
        return Outcome(
            facts: try #require(facts),
            session: caller.session,
            tickets: caller.tickets,
            random: caller.serverRandom
        )
    }

    private func contexts(
        at version: TLSVersion,
        sendsTickets: Bool = true,
        asksTickets: Bool = true
    ) throws -> (TLSClientContext, TLSServerContext) {
        let chain = try Laboratory.Chain(host: "www.example")
        var settings = TLSSessionTests.server(chain)
        settings.sendsTickets = sendsTickets
        var client = TLSClientSettings()
        client.minimum = version
        client.maximum = version
        client.cipherList = "ALL:@SECLEVEL=0"
        client.requestsTickets = asksTickets
        settings.cipherList = "ALL:@SECLEVEL=0"
        return (try TLSClientContext(client), try TLSServerContext(settings))
    }

    @Test(arguments: [TLSVersion.tls10, .tls12, .tls13])
    func aTicketBringsTheClientBackMoreThanOnce(version: TLSVersion) throws {
        let (client, server) = try contexts(at: version)
        let first = try connect(client, server)
        #expect(!first.facts.isResumed)
        #expect(first.random.count == 32)
        let session = try #require(first.session)
        #expect(session.ticket.count > 16)
        #expect(session.ticketLifetime > 0)
        #expect(session.maximumEarlyData == 0)
        for _ in 0..<2 {
            let again = try connect(client, server, resuming: session)
            #expect(again.facts.isResumed)
            #expect(again.facts.version == version.rawValue)
        }
    }

    @Test func ticketsOfOneServerBeginWithOneNameAndThoseOfTwoDoNot() throws {
        let (client, server) = try contexts(at: .tls13)
        let (_, other) = try contexts(at: .tls13)
        let tickets = try [server, server, other].map { server in
            let session = try connect(client, server).session
            return try #require(session).ticket
        }
        #expect(tickets[0] != tickets[1])
        #expect(tickets[0].prefix(16) == tickets[1].prefix(16))
        #expect(tickets[0].prefix(16) != tickets[2].prefix(16))
    }

    @Test(arguments: [(TLSVersion.tls12, 1), (.tls13, 2)])
    func everyTicketOfAConnectionIsSeen(version: TLSVersion, count: Int) throws {
        let (client, server) = try contexts(at: version)
        let first = try connect(client, server)
        #expect(first.tickets.count == count)
        #expect(first.tickets.last == first.session?.ticket)
        #expect(Set(first.tickets).count == count && Set(first.tickets.map { $0.prefix(16) }).count == 1)
    }

    @Test func aSessionOfAnotherServerIsNotResumed() throws {
        let (client, server) = try contexts(at: .tls13)
        let (_, other) = try contexts(at: .tls13)
        let session = try connect(client, server).session
        let again = try connect(client, other, resuming: session)
        #expect(!again.facts.isResumed)
    }

    @Test(arguments: [(true, false), (false, true)])
    func withoutTicketsOnEitherSideNoneComes(sends: Bool, asks: Bool) throws {
        let (client, server) = try contexts(at: .tls12, sendsTickets: sends, asksTickets: asks)
        let first = try connect(client, server)
        #expect(first.session?.ticket.isEmpty != false && first.tickets.isEmpty)
    }
}
