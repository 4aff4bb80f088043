// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import TLSWire
import Testing
import Transport

@testable import Probes

/// SSL 2.0 as recorded from seven stacks, and as far as a whole examination goes.
struct SSL2Tests {
    private struct Recording: Decodable {
        struct Portion: Decodable {
            let from: String
            let hex: String
        }

        struct Expectation: Decodable {
            let verdict: String?
            let cipher_specs: [String]?
        }

        let probe: String
        let end: String
        let expect: Expectation
        let transcript: [Portion]

        var serverBytes: [UInt8] {
            let digits = Array(transcript.filter { $0.from == "server" }.map(\.hex).joined())
            return stride(from: 0, to: digits.count - 1, by: 2)
                .compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        }
    }

    private static let recordings = [
        "drown-openssl102", "export-only-openssl098k", "no-common-spec-openssl102", "only-openssl102",
        "openssl098k", "refused-gnutls", "refused-jsse", "refused-openssl101f", "refused-openssl102",
        "refused-openssl30", "refused-tlslite",
    ]

    @Test(arguments: recordings)
    func recordedAnswersAreUnderstood(name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/dialogues")
        let data = try Data(contentsOf: folder.appending(path: "sslv2-\(name).json"))
        let recording = try JSONDecoder().decode(Recording.self, from: data)
        var machine = try SSLv2Machine(SSLv2ClientHello(challenge: [UInt8](repeating: 1, count: 16)))
        let bytes = recording.serverBytes
        if bytes.isEmpty || machine.receive(bytes) == .wait { machine.ended(.closed) }
        switch Reaction(ssl2: machine.outcome()) {
        case .accepted(let reply):
            #expect(recording.expect.verdict?.contains("not offered") == false)
            guard case .sslv2ServerHello(let hello) = reply.answer else {
                #expect(recording.expect.cipher_specs == nil)
                return
            }
            #expect(hello.cipherSpecs.map { $0.hex.lowercased() } == recording.expect.cipher_specs)
        case .refused: #expect(recording.expect.verdict == "SSLv2 not offered")
        case .dropped:
            #expect(recording.expect.verdict == "SSLv2 not offered")
            #expect(bytes.isEmpty)
        case .brokenOff, .unknown: Issue.record("not understood: \(machine.outcome())")
        }
    }

    @Test func ciphersOfOneReplyAreAllListed() async {
        var policy = KnownServers.legacy
        policy.ssl2 = [0x0700C0, 0x010080]
        let visit = await SimulatedVisit.examine(policy)
        #expect(
            visit.readout.facts(SSL2CipherOffer.self) == [
                SSL2CipherOffer(specifications: [0x010080, 0x0700C0])
            ]
        )
        #expect(visit.readout.open == [])
    }

    /// CVE-2015-3197.
    @Test func answerWithoutACipherIsAnOffer() async {
        var policy = KnownServers.legacy
        policy.ssl2 = []
        let readout = await SimulatedVisit.examine(policy).readout
        #expect(readout.facts(VersionOffer.self).contains(VersionOffer(version: .ssl2, isOffered: true)))
        #expect(readout.facts(SSL2CipherOffer.self) == [SSL2CipherOffer(specifications: [])])
    }

    @Test func serverOfNothingElseIsReached() async {
        var policy = ServerPolicy(suites: [:])
        policy.ssl2 = [0x0700C0]
        let visit = await SimulatedVisit.examine(policy)
        #expect(visit.reason == nil)
        #expect(visit.readout.facts(VersionOffer.self).filter(\.isOffered).map(\.version) == [.ssl2])
        #expect(TrueOffer(policy).lies(in: visit.answers) == [])
    }

    /// A limiter's drop of the one hello is no statement.
    @Test func lostHelloIsNoRefusal() async {
        for number in 2..<12 {
            let visit = await SimulatedVisit.examine(
                KnownServers.intermediate(),
                fault: .these(Set(number...number + 8), .close)
            )
            #expect(TrueOffer(KnownServers.intermediate()).lies(in: visit.answers) == [])
        }
    }
}
