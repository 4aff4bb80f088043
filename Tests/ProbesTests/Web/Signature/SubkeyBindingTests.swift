// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Testing

@testable import OpenPGP
@testable import Probes

/// Subkeys that others put beside a key, or that were bound and are not any more.
struct SubkeyBindingTests {
    /// The packets of a key file.
    private func packets(_ name: String) throws -> [Packet] {
        let text = TextLines(
            Array(try Data(contentsOf: URL(filePath: SignedFixtures.path("\(name).key.asc"))))
        )
        let start = try #require(text.index(of: .publicKey))
        let end = try #require(text.index(of: .publicKeyEnd))
        var reader = PacketReader(try ASCIIArmor(text, from: start, to: end).bytes)
        var packets: [Packet] = []
        while let packet = try reader.next() { packets.append(packet) }
        return packets
    }

    /// What the text of `subkey` comes to by a file of these packets.
    private func signature(by packets: [Packet]) throws -> SecurityTextSignature {
        let bytes = packets.flatMap { packet in
            [0xC0 | packet.number, 0xFF] + Octets.four(packet.body.count) + packet.body
        }
        return try SignedFixtures.keys(fileOf: bytes).signature(of: SignedFixtures.text("subkey"))
    }

    @Test func theFileIsWhatItWas() throws {
        let packets = try packets("subkey")
        #expect(packets.map(\.number) == [6, 13, 2, 14, 2, 14, 2])
        #expect(try signature(by: packets).state == .good)
    }

    @Test func aSubkeyBesideAnotherKeyIsNotItsOwn() throws {
        let grafted = try packets("ed25519") + packets("subkey")[3...4]
        let seen = try signature(by: grafted)
        #expect(seen.state == .unlisted && seen.reason?.contains("its subkey") == true, "\(seen)")
    }

    @Test func aSubkeyWithoutABindingIsNone() throws {
        let packets = try packets("subkey")
        let seen = try signature(by: Array(packets[0...3]) + packets[5...6])
        #expect(seen.state == .unlisted && seen.reason != nil)
    }

    /// One for encryption has no word of its own, so its binding does not serve the other.
    @Test func aBindingOfAnotherSubkeyDoesNotServe() throws {
        let packets = try packets("subkey")
        #expect(try signature(by: Array(packets[0...3]) + [packets[6]]).state == .unlisted)
    }

    @Test func aKeyWithoutWordsOfItsOwnVouchesForNothing() throws {
        let packets = try packets("subkey")
        let seen = try signature(by: [packets[0], packets[1]] + packets[3...4])
        #expect(seen.state == .unlisted && seen.reason?.contains("its certificate") == true, "\(seen)")
    }

    /// Who signs must say so on both sides (RFC 9580 §5.2.1.9): without the subkey's word within, it does not count.
    @Test func aSubkeyThatDoesNotSayWhoseItIsIsNone() throws {
        var packets = try packets("subkey")
        let binding = Array(packets[4].body)
        let embedded = try #require(binding.firstIndices(of: [32, 4, 0x19]).first)
        var altered = binding
        altered[embedded + 100] ^= 1
        packets[4] = Packet(number: 2, body: altered[...])
        let seen = try signature(by: packets)
        #expect(
            seen.state == .unlisted && seen.reason == "the subkey does not say that it belongs to the key"
        )
    }
}

extension [UInt8] {
    /// Where these bytes stand.
    fileprivate func firstIndices(of part: [UInt8]) -> [Int] {
        indices.filter { self[$0...].starts(with: part) }
    }
}
