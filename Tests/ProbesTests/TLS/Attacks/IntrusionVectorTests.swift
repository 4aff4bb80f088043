// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import TLSWire
import Testing
import Transport

@testable import Probes

/// What real servers, affected and sound, said to what no client sends.
struct IntrusionVectorTests {
    private struct Recording: Decodable {
        struct Entry: Decodable {
            let from: String
            let hex: String
        }

        let end: String
        let transcript: [Entry]

        init(_ name: String) throws {
            let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "Fixtures/dialogues/\(name).json")
            self = try JSONDecoder().decode(Recording.self, from: Data(contentsOf: file))
        }

        var played: Transcript {
            let ends: [String: Transport.StreamEnd] = [
                "close": .closed, "reset": .reset, "timeout": .timedOut,
            ]
            return Transcript(
                entries: transcript.map {
                    $0.from == "client" ? .client(bytes($0.hex)) : .server(bytes($0.hex))
                },
                end: ends[end]
            )
        }

        private func bytes(_ hex: String) -> [UInt8] {
            let digits = hex.compactMap { $0.hexDigitValue }
            return stride(from: 0, to: digits.count - 1, by: 2).map {
                UInt8(digits[$0] << 4 | digits[$0 + 1])
            }
        }
    }

    private func outcome(_ name: String, cut: Int, _ sent: [UInt8] = [0x18]) throws
        -> IntrusionMachine.Outcome
    {
        var hello = ClientHello(
            versions: .tls10 ... .tls12,
            suites: CipherSuite.usable(in: .tls12),
            random: [UInt8](repeating: 3, count: 32)
        )
        hello.heartbeatMode = 1
        let machine = try IntrusionMachine(hello) { _ in sent }
        return replay(machine, try Recording(name).played, cut: cut).outcome
    }

    @Test(arguments: [
        ("early-ccs-gnutls", PeerResponse.alert(10)), ("early-ccs-jsse", .alert(10)),
        ("early-ccs-openssl102", .alert(10)), ("early-ccs-openssl30", .alert(10)),
        ("early-ccs-tlslite", .alert(10)),
        ("early-ccs-openssl098k", .alert(21)), ("early-ccs-openssl101f", .alert(20)),
        ("heartbeat-bleed-early-openssl101f", .record(.heartbeat)),
        ("heartbeat-bleed-unflushed-openssl101f", .closed),
        ("heartbeat-patched-close-openssl102", .closed), ("heartbeat-patched-openssl102", .silence),
        ("heartbeat-patched-tlslite", .silence), ("heartbeat-absent-gnutls", .alert(10)),
        ("robot-oracle-tlslite-1-valid", .alert(20)), ("robot-oracle-tlslite-2-wrong-first-bytes", .closed),
        ("robot-oracle-tlslite-3-zero-misplaced", .closed), ("robot-oracle-tlslite-4-no-zero", .closed),
        ("robot-oracle-tlslite-5-wrong-version", .alert(20)),
        ("robot-sound-openssl30-1-valid", .alert(20)),
        ("robot-sound-openssl30-2-wrong-first-bytes", .alert(20)),
        ("robot-sound-openssl30-3-zero-misplaced", .alert(20)),
        ("robot-sound-openssl30-4-no-zero", .alert(20)),
        ("robot-sound-openssl30-5-wrong-version", .alert(20)),
    ])
    func theFirstResponseIsRead(name: String, expected: PeerResponse) throws {
        for cut in [1, 7, Int.max] {
            #expect(try outcome(name, cut: cut).response == expected, "cut at \(cut)")
        }
    }

    @Test func aBleedingHeartbeatIsVulnerableAndAProperOneIsNot() throws {
        let bleeding = try outcome("heartbeat-bleed-early-openssl101f", cut: .max)
        guard case .shows(.vulnerable, nil, _) = Heartbeat.filling.verdict(on: bleeding) else {
            Issue.record("\(bleeding.response as Any)")
            return
        }
        let proper = Heartbeat(claimed: 4080, payload: [UInt8](repeating: 1, count: 4080))
        let answered = try outcome("heartbeat-wellformed-early-openssl102", cut: .max)
        guard case .shows(.safe, nil, _) = proper.verdict(on: answered) else {
            Issue.record("\(answered.response as Any)")
            return
        }
    }

    @Test(arguments: ["heartbeat-patched-openssl102", "heartbeat-patched-tlslite"])
    func silenceShowsNothing(_ name: String) throws {
        guard case .nothing = Heartbeat.filling.verdict(on: try outcome(name, cut: .max)) else {
            Issue.record("a verdict")
            return
        }
    }

    @Test func theOracleOfRecordedServersIsSeen() throws {
        func responses(_ server: String) throws -> [BleichenbacherVector: PeerResponse] {
            let names: [BleichenbacherVector: String] = [
                .valid: "1-valid", .wrongFirstBytes: "2-wrong-first-bytes",
                .zeroMisplaced: "3-zero-misplaced", .noZero: "4-no-zero", .wrongVersion: "5-wrong-version",
            ]
            return try names.mapValues {
                try #require(try outcome("robot-\(server)-\($0)", cut: .max).response)
            }
        }
        var oracle = ResponseComparison<BleichenbacherVector>()
        var sound = ResponseComparison<BleichenbacherVector>()
        for _ in 0..<3 {
            oracle.add(try responses("oracle-tlslite"))
            sound.add(try responses("sound-openssl30"))
        }
        #expect(sound.verdict == .alike(.alert(20)))
        #expect(oracle.verdict == .differing(try responses("oracle-tlslite")))
        #expect(!RobotInquiry.isWeak(try responses("oracle-tlslite")))
    }

    @Test func textBehindTheFlightIsNoHeartbeat() throws {
        let played = try Recording("heartbeat-patched-openssl102").played
        let text = Transcript(
            entries: played.entries + [.server(Array("500 OOPS: vsf\r\n".utf8))],
            end: .closed
        )
        var hello = ClientHello(
            versions: .tls12 ... .tls12,
            suites: CipherSuite.usable(in: .tls12),
            random: [UInt8](repeating: 3, count: 32)
        )
        hello.heartbeatMode = 1
        let machine = try IntrusionMachine(hello) { _ in [0x18] }
        let outcome = replay(machine, text).outcome
        #expect(outcome.response == .foreign)
        guard case .shows(.safe, nil, _) = Heartbeat.oneByteMore.verdict(on: outcome) else {
            Issue.record("\(outcome.response as Any)")
            return
        }
    }
}
