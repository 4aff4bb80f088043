// SPDX-License-Identifier: Apache-2.0
import Crypto
import TestSupport
import Testing

/// Public keys by themselves, and signatures that lie beside what they sign.
struct PublicKeyTests {
    private static let text = Array("what was seen".utf8)

    private static func keys(_ kind: PrivateKey.Kind) throws -> (PrivateKey, PublicKey) {
        let key = try PrivateKey.generate(kind)
        return (key, try PublicKey(der: try key.publicKey()))
    }

    @Test func ed25519SignsTheBytesThemselves() throws {
        let (key, publicKey) = try Self.keys(.ed25519)
        let signature = try key.signWhole(Self.text)
        #expect(signature.count == 64 && publicKey.kind == .edwards)
        #expect(publicKey.isMade(signature, over: Self.text) == true)
        #expect(try key.signWhole(Self.text) == signature)
        let (_, other) = try Self.keys(.ed25519)
        #expect(other.isMade(signature, over: Self.text) == false)
        #expect(publicKey.isMade([], over: Self.text) == false)
        #expect(publicKey.isMade(signature, over: []) == false)
    }

    @Test func noChangedByteIsTakenForSigned() throws {
        let (key, publicKey) = try Self.keys(.ed25519)
        let signature = try key.signWhole(Self.text)
        var generator = SeededGenerator(seed: 25519)
        for _ in 0..<200 {
            var (content, sign) = (Self.text, signature)
            let bit = UInt8(1) << UInt8.random(in: 0...7, using: &generator)
            if Bool.random(using: &generator) {
                content[Int.random(in: 0..<content.count, using: &generator)] ^= bit
            } else {
                sign[Int.random(in: 0..<sign.count, using: &generator)] ^= bit
            }
            #expect(publicKey.isMade(sign, over: content) == false)
        }
    }

    @Test(arguments: [PrivateKey.Kind.rsa(bits: 2048), .ec(curve: "P-256"), .ec(curve: "secp384r1")])
    func othersSignADigest(_ kind: PrivateKey.Kind) throws {
        let (key, publicKey) = try Self.keys(kind)
        let signature = try key.sign(Self.text)
        #expect(publicKey.isMade(signature, over: Self.text) == true)
        #expect(publicKey.isMade(signature, over: Self.text + [0]) == false)
    }

    @Test func pemAndDERAreTheSameKey() throws {
        let (key, publicKey) = try Self.keys(.ed25519)
        #expect(try PublicKey(pem: publicKey.pem) == publicKey)
        #expect(publicKey.der.count == 44)
        #expect(throws: CryptoError.self) { try PublicKey(pem: key.pem) }
        #expect(throws: CryptoError.self) { try PublicKey(der: key.der) }
        #expect(throws: CryptoError.self) { try PublicKey(der: publicKey.der + [0]) }
        #expect(throws: CryptoError.self) { try PublicKey(der: []) }
    }
}
