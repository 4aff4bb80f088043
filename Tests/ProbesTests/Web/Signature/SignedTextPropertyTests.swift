// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import TestSupport
import Testing

@testable import OpenPGP
@testable import Probes

/// What holds of signed texts and keys, however they are damaged.
struct SignedTextPropertyTests {
    /// A byte of the text for another, where neither is white space at an end: never good.
    @Test(arguments: ["ed25519", "p256", "rsa2048", "subkey"])
    func noAlteredByteOfTheTextIsGood(_ name: String) throws {
        let keys = try SignedFixtures.keys(name)
        let text = try SignedFixtures.text(name)
        let signed = try #require(try SignedText.read(text)).content
        var generator = SeededGenerator(seed: 9116)
        let start = try #require(text.firstRange(of: Array("Contact".utf8))).lowerBound
        let end = try #require(text.firstRange(of: Array("-----BEGIN PGP SIGNATURE".utf8))).lowerBound
        var altered = 0
        for place in start..<end {
            var other = text
            other[place] = UInt8.random(in: 0...255, using: &generator)
            let content = (try? SignedText.read(other)).flatMap(\.self)?.content
            guard content != signed else { continue }
            altered += 1
            #expect(keys.signature(of: other).state != .good, "\(place): \(other[place])")
        }
        #expect(altered > (end - start) * 9 / 10)
    }

    /// Whatever the damage, there is an answer; it is good for the text alone that was signed.
    @Test(arguments: 0..<6)
    func damageNeverTraps(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let names = ["ed25519", "p256", "rsa2048", "subkey", "two-signers", "rfc9580/a6"]
        let files = ["ed25519", "p256", "rsa2048", "subkey", "rfc9580/a3"].map { "\($0).key.asc" }
        let keys = try ListedSigningKeys(files: files.map(SignedFixtures.path))
        let text = try SignedFixtures.text(names[seed])
        let signed = try #require(try SignedText.read(text)).content
        #expect(keys.signature(of: text).state == .good)
        var states: Set<SecurityTextSignature.State> = []
        for _ in 0..<300 {
            let other = Self.damaged(text, &generator)
            let seen = keys.signature(of: other)
            states.insert(seen.state)
            guard seen.state == .good else { continue }
            #expect((try? SignedText.read(other))?.flatMap(\.content) == signed)
        }
        #expect(states.count >= 3, "\(states)")
    }

    /// A damaged key file is refused, or its keys vouch for nothing that they did not sign.
    @Test(arguments: ["ed25519.key.gpg", "subkey.key.asc", "revoked.key.asc", "rfc9580/a3.key.asc"])
    func damagedKeysNeverTrap(_ name: String) throws {
        var generator = SeededGenerator(seed: 4880)
        let whole = Array(try Data(contentsOf: URL(filePath: SignedFixtures.path(name))))
        let text = try SignedFixtures.text("stranger")
        var taken = 0
        for _ in 0..<150 {
            let damaged = Self.damaged(whole, &generator)
            guard let keys = try? SignedFixtures.keys(fileOf: damaged) else { continue }
            taken += 1
            #expect(keys.signature(of: text).state == .unlisted)
        }
        #expect((1..<150).contains(taken), "\(taken)")
    }

    private static func damaged(_ whole: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...3, using: &generator) where bytes.count > 1 {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0...4, using: &generator) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 2:
                bytes.insert(
                    contentsOf: Array("- \r\n=".utf8).shuffled(using: &generator).prefix(2),
                    at: place
                )
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 4))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
            }
        }
        return bytes
    }
}
