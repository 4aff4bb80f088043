// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire
import Testing
import Transport

@testable import Probes

/// A sound server but for hellos that it takes amiss.
private actor IntolerantPeer: TLSPeer {
    private let sound: SimulatedServer
    private let refuses: @Sendable (ClientHello, Int) -> Bool
    private let answer: PeerAnswer
    private(set) var connections = 0

    init(_ answer: HelloReply, _ refuses: @escaping @Sendable (ClientHello, Int) -> Bool) {
        sound = SimulatedServer(
            ServerPolicy(
                suites: [.tls12: [0xC02B], .tls13: [0x1301]],
                groups13: [0x001D],
                legacyGroups: [0x0017],
                schemes: [0x0403],
                applicationProtocols: ["h2", "http/1.1"]
            )
        )
        self.refuses = refuses
        self.answer = .reply(answer)
    }

    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer {
        connections += 1
        let length = (try? hello.message().count) ?? 0
        return refuses(hello, length) ? answer : await sound.ask(hello, needs: needs)
    }

    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer {
        await sound.handshake(applicationProtocols: applicationProtocols)
    }

    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        try await sound.converse(machine)
    }

    static func reply(_ bytes: [UInt8], end: TLSWire.StreamEnd = .closed) -> HelloReply {
        let hello = ClientHello(versions: .tls12 ... .tls12, suites: [], random: [])
        var dialogue = HelloDialogue(hello: hello, needs: .serverHelloOnly)
        _ = dialogue.receive(bytes)
        dialogue.ended(end)
        return dialogue.reply
    }
}

struct RobustnessInquiryTests {
    private static let illegalParameter: [UInt8] = [21, 3, 3, 0, 2, 2, 47]

    private func tolerance(
        _ reply: HelloReply = IntolerantPeer.reply(illegalParameter),
        refusing refuses: @escaping @Sendable (ClientHello, Int) -> Bool
    ) async throws -> (Readout, Int) {
        let peer = IntolerantPeer(reply, refuses)
        let scene = try TLSScene.with(peer, .tls12, .tls13, asksRobustness: true)
        let answers = await RobustnessInquiry().answers(about: scene)
        return (Readout(answers: answers), await peer.connections)
    }

    @Test func nothingIsSentUnlessTheOperatorWantsIt() async throws {
        let peer = SimulatedServer(ServerPolicy(suites: [.tls12: [0xC02B]]))
        let answers = await RobustnessInquiry().answers(about: try TLSScene.with(peer, .tls12))
        #expect(answers.count == HelloTolerance.Oddity.allCases.count)
        #expect(Readout(answers: answers).gaps == [])
        #expect(await peer.connections == 0)
    }

    @Test func aSoundServerCostsOneConnectionAnOddity() async throws {
        let (readout, connections) = try await tolerance { _, _ in false }
        #expect(readout.facts(HelloTolerance.self).filter(\.isTolerated).count == 13)
        #expect(connections <= 15)
    }

    /// Whether a hello has the oddity in it.
    private static func has(_ oddity: HelloTolerance.Oddity, _ hello: ClientHello, _ length: Int) -> Bool {
        switch oddity {
        case .greaseSuites: hello.suites.contains(where: \.isGREASE)
        case .greaseGroups: hello.groups.contains(where: \.isGREASE)
        case .greaseSignatureSchemes: hello.signatureSchemes.contains(where: \.isGREASE)
        case .greaseExtension: hello.extraExtensions.contains { $0.type.isGREASE }
        case .greaseApplicationProtocol: hello.applicationProtocols.count > 2
        case .greaseVersions: hello.supportedVersions.contains(where: GREASE.contains)
        case .unknownExtension: hello.extraExtensions.contains { $0.type.id == 0x3F3F }
        case .emptyLastExtension: !hello.extensionOrder.isEmpty
        case .awkwardLength: (256...511).contains(length)
        case .manySuites: hello.suites.count > 128
        case .longHello: length > 10_000
        case .version0304: hello.legacyVersion == 0x0304
        case .version0305: hello.legacyVersion == 0x0305
        }
    }

    @Test(arguments: HelloTolerance.Oddity.allCases)
    func eachOddityIsSentAloneAndItsRefusalSeen(
        _ oddity: HelloTolerance.Oddity
    ) async throws {
        let (readout, _) = try await tolerance { Self.has(oddity, $0, $1) }
        let refused = readout.facts(HelloTolerance.self).filter { !$0.isTolerated }
        #expect(refused.map(\.oddity) == [oddity])
        #expect(refused.first?.manner == "alert 47 illegal_parameter")
    }

    @Test func aHelloThatDisappearsIsUnknown() async throws {
        let (readout, _) = try await tolerance(IntolerantPeer.reply([], end: .timedOut)) { _, length in
            length > 10_000
        }
        #expect(readout.gaps == [Question(HelloTolerance.self, HelloTolerance.Oddity.longHello.rawValue)])
        #expect(readout.facts(HelloTolerance.self).allSatisfy { $0.isTolerated })
    }

    @Test func theHelloWithAnEmptyExtensionEndsWithIt() async throws {
        let scene = try TLSScene.with(SimulatedServer(ServerPolicy(suites: [:])), .tls12, .tls13)
        let plain = try #require(PlainHello(scene))
        let odd = try #require(plain.with(.emptyLastExtension)).hello
        let bytes = try odd.message()
        #expect(bytes.suffix(4) == [0x00, 0x17, 0x00, 0x00])
        #expect(bytes.count > 511)
    }
}
