// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Model
import TLSWire
import Testing

@testable import Probes

struct SessionInquiryTests {
    private func readout(_ peer: any TLSPeer, _ versions: [ProtocolVersion]) async throws -> Readout {
        let scene =
            versions.count > 1
            ? try TLSScene.with(peer, .tls12, .tls13, service: .tls)
            : try TLSScene.with(peer, versions[0], service: .tls)
        return Readout(answers: await SessionInquiry().answers(about: scene))
    }

    private func outcomes(_ readout: Readout) -> [String: SessionResumption.Outcome] {
        Dictionary(
            uniqueKeysWithValues: readout.facts(SessionResumption.self).map { ($0.aspect, $0.outcome) }
        )
    }

    @Test func aSoundServerCostsSixConnections() async throws {
        let peer = LaboratoryPeer([try LaboratoryPeer.server()])
        let readout = try await readout(peer, [.tls12, .tls13])
        // The laboratory's server keeps no sessions, so it names none.
        #expect(outcomes(readout)["tls1.3/psk"] == .resumed)
        #expect(outcomes(readout)["tls1.2/ticket"] == .resumed)
        #expect(outcomes(readout)["tls1.2/session-id"] != .resumed)
        #expect(readout.facts(EarlyData.self) == [EarlyData(maximum: 0, isAccepted: nil)])
        #expect(readout.facts(TicketKey.self).map(\.state) == [.named])
        #expect(readout.facts(TicketKey.self).first?.nameSHA256?.count == 64)
        #expect(
            readout.facts(ClientCertificateRequest.self)
                == [ClientCertificateRequest(isRequested: false, isRequired: false, authorities: [])]
        )
        #expect(readout.facts(ServerClock.self).map(\.skew) == [.notShown])
        #expect(await peer.connections <= 7)
    }

    @Test func thePageGivesASessionOfTLS13() async throws {
        let peer = SitePeer(ScriptedSite(["/": ScriptedSite.html("<p>a")]), newest: .tls13)
        let scene = try TLSScene.with(peer, .tls13)
        let readout = Readout(answers: await SessionInquiry().answers(about: scene))
        #expect(outcomes(readout) == ["tls1.3/psk": .resumed])
        #expect(readout.facts(TicketKey.self).map(\.state) == [.named])
        #expect(await peer.connections == 2)
        let page = await PageInquiry().answers(about: scene)
        #expect(page.fact(PageResponse.self) != nil)
        #expect(await peer.connections == 2)
    }

    @Test func withoutAPageThereAreSessionsAllTheSame() async throws {
        let peer = SitePeer(ScriptedSite(["/": ScriptedSite.page("503 Service Unavailable")]), newest: .tls13)
        let readout = Readout(
            answers: await SessionInquiry().answers(about: try TLSScene.with(peer, .tls13))
        )
        #expect(outcomes(readout) == ["tls1.3/psk": .resumed])
    }

    @Test(arguments: [[ProtocolVersion.tls13], [.tls12]])
    func serversThatTakeTurnsAndShareNoKeysResumeSometimes(_ versions: [ProtocolVersion]) async throws {
        let peer = LaboratoryPeer([try LaboratoryPeer.server(), try LaboratoryPeer.server()])
        let readout = try await readout(peer, versions)
        let mechanism = versions == [.tls13] ? "tls1.3/psk" : "tls1.2/ticket"
        #expect(outcomes(readout)[mechanism] == .sometimes)
    }

    @Test func manyServersThatShareNoKeysNeverResume() async throws {
        let servers = try (0..<5).map { _ in try LaboratoryPeer.server() }
        let readout = try await readout(LaboratoryPeer(servers), [.tls13])
        #expect(outcomes(readout)["tls1.3/psk"] == .never)
        // The two tickets of the first are of one key.
        #expect(readout.facts(TicketKey.self).map(\.state) == [.named])
    }

    @Test func withoutTicketsAndSessionsNothingIsIssued() async throws {
        let peer = LaboratoryPeer([try LaboratoryPeer.server { $0.sendsTickets = false }])
        let readout = try await readout(peer, [.tls12])
        #expect(outcomes(readout)["tls1.2/ticket"] == .notIssued)
        #expect(readout.facts(TicketKey.self) == [TicketKey(state: .noTickets)])
    }

    @Test(arguments: [[ProtocolVersion.tls13], [.tls12]])
    func aRequestForACertificateIsSeen(_ versions: [ProtocolVersion]) async throws {
        let peer = LaboratoryPeer([try LaboratoryPeer.server { $0.requestsClientCertificate = true }])
        let request = try await readout(peer, versions).facts(ClientCertificateRequest.self)
        #expect(request == [ClientCertificateRequest(isRequested: true, isRequired: false, authorities: [])])
    }

    @Test func aPeerThatCannotBeAskedLeavesReasonsOnly() async throws {
        let readout = try await readout(SimulatedServer(ServerPolicy(suites: [:])), [.tls12, .tls13])
        #expect(readout.answers.count == readout.open.count)
        #expect(
            Set(readout.answers.map(\.question)).isSuperset(of: SessionInquiry().questions)
        )
    }
}

struct SessionLogTests {
    private func reading(_ time: UInt32, at second: Int) throws -> ClockReading {
        let stamp = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: time >> $0) }
        let random = stamp + [UInt8](repeating: 7, count: 28)
        return try #require(ClockReading(random: random, wall: second...second))
    }

    @Test(
        arguments: [
            (0, .none), (299, .none), (-301, .minutes), (3601, .hours), (-86_402, .days), (200_000, .days),
        ] as [(Int, ServerClock.Skew)]
    )
    func aClockThatGoesIsReadCoarsely(_ skew: Int, _ expected: ServerClock.Skew) throws {
        let now = 1_795_435_200
        let readings = try [0, 5].map { try reading(UInt32(now + skew + $0), at: now + $0) }
        #expect(ClockReading.skew(among: readings) == .success(expected))
    }

    @Test func bytesThatDoNotMoveWithTimeAreNoClock() throws {
        let now = 1_795_435_200
        let constant = try [0, 60].map { try reading(1_000_000_000, at: now + $0) }
        #expect(ClockReading.skew(among: constant) == .success(.notShown))
        let random = try [3_111_222_333, 77_123_456, 2_000_000_001].map { try reading($0, at: now) }
        #expect(ClockReading.skew(among: random) == .success(.notShown))
    }

    @Test func aClockFarOffNeedsTimeToPassBetweenTwoReadings() throws {
        let now = 1_795_435_200
        let readings = try [0, 0].map { try reading(1_000_000_000, at: now + $0) }
        guard case .failure = ClockReading.skew(among: readings) else {
            Issue.record("a constant was taken for a clock")
            return
        }
    }

    @Test func aRandomOfAnotherLengthIsNone() {
        #expect(ClockReading(random: [1, 2, 3, 4], wall: 0...0) == nil)
    }
}
