// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import TLSWire
import TestSupport
import Testing
import Transport

@testable import Probes

/// Damaged and random bytes of a server: no machine traps, and none cares how they are cut.
struct AttackRobustnessTests {
    private struct Damage {
        var generator: SeededGenerator

        init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

        mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            for _ in 0..<Int.random(in: 0...4, using: &generator) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2: bytes.removeSubrange(index..<min(bytes.count, index + 5))
                default: bytes.insert(contentsOf: generator.bytes(3), at: index)
                }
            }
            return bytes
        }

        mutating func pieces(of bytes: [UInt8]) -> [[UInt8]] {
            var rest = bytes[...]
            var pieces: [[UInt8]] = []
            while !rest.isEmpty {
                let count = Int.random(in: 1...700, using: &generator)
                pieces.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            return pieces
        }
    }

    private func feed<M: DialogueMachine & ~Copyable>(_ machine: consuming M, _ pieces: [[UInt8]])
        -> M.Outcome
    {
        var machine = machine
        _ = machine.start()
        for piece in pieces {
            switch machine.receive(piece) {
            case .wait, .send: continue
            case .finish, .sendAndFinish: return machine.outcome()
            }
        }
        machine.ended(.closed)
        return machine.outcome()
    }

    private static let recordings = [
        "heartbeat-bleed-early-openssl101f", "early-ccs-openssl101f", "robot-oracle-tlslite-1-valid",
        "reneg-client-insecure-openssl102", "client-cert-request-tls12-openssl30", "ticket-tls12-openssl30",
    ]

    private func recorded(_ name: String) throws -> [UInt8] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/dialogues/\(name).json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
        let entries = object?["transcript"] as? [[String: Any]] ?? []
        return entries.filter { $0["from"] as? String == "server" }.flatMap { entry -> [UInt8] in
            let digits = (entry["hex"] as? String ?? "").compactMap(\.hexDigitValue)
            return stride(from: 0, to: digits.count - 1, by: 2).map {
                UInt8(digits[$0] << 4 | digits[$0 + 1])
            }
        }
    }

    private var hello: ClientHello {
        ClientHello(
            versions: .tls10 ... .tls12,
            suites: CipherSuite.usable(in: .tls12),
            random: [UInt8](repeating: 3, count: 32)
        )
    }

    @Test(arguments: recordings) func damagedFlightsComeToTheSameHoweverTheyAreCut(_ name: String) throws {
        let bytes = try recorded(name)
        var damage = Damage(7)
        for _ in 0..<150 {
            let damaged = damage.damaged(bytes)
            let pieces = damage.pieces(of: damaged)
            let whole = feed(try IntrusionMachine(hello) { _ in [1] }, [damaged])
            let cut = feed(try IntrusionMachine(hello) { _ in [1] }, pieces)
            #expect(whole.response == cut.response)
            let client = ClassicClient(hello: hello, random: [UInt8](repeating: 9, count: 512))
            let one = feed(ClassicMachine(client), [damaged])
            let other = feed(ClassicMachine(client), pieces)
            #expect(one.state == other.state)
            #expect(one.failure != nil)
        }
    }

    @Test func damagedTextNeitherTrapsNorDependsOnItsPieces() throws {
        let text = "220 mail\r\n250-mail\r\n250 STARTTLS\r\n220 go\r\n\u{16}\u{3}\u{3}"
        let context = try TLSClientContext()
        var damage = Damage(11)
        for _ in 0..<300 {
            let damaged = damage.damaged(Array(text.utf8))
            let pieces = damage.pieces(of: damaged) + [[0x0A]]
            for speech in [InjectionDialect.Speech.smtp, .imap, .pop3] {
                let machine = try InjectionMachine(
                    context,
                    serverName: nil,
                    dialect: InjectionDialect(speech)
                )
                let outcome = feed(machine, pieces)
                #expect(outcome != .injected && outcome != .notInjected)
            }
        }
    }

    @Test func damagedRecordsAreNotOpened() throws {
        let protection = try #require(ClassicProtection(CipherSuite(0xC013)))
        for version in [UInt16(0x0301), 0x0303] {
            let bytes = [UInt8](repeating: 5, count: 48)
            let pair = RecordProtection.pair(
                protection,
                version: version,
                master: bytes,
                clientRandom: bytes,
                serverRandom: bytes
            )
            var sender = pair.client
            let record = sender.seal(.alert, [2, 20], random: bytes)
            var receiver = pair.client
            #expect(receiver.open(.alert, Array(record.dropFirst(5))) == [2, 20])
            var damage = Damage(17)
            for _ in 0..<500 {
                var reader = pair.client
                let payload = damage.damaged(Array(record.dropFirst(5)))
                #expect(payload == Array(record.dropFirst(5)) || reader.open(.alert, payload) == nil)
            }
        }
    }
}
