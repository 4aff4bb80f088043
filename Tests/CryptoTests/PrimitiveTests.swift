// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Crypto

/// Known answers of the primitives.
struct PrimitiveTests {
    private func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    @Test(arguments: [
        (HashFunction.md5, "750c783e6ab0b503eaa86e310a5db738"),
        (.sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        (.sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            .sha384,
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649"
        ),
    ])
    func hmacIsThatOfTheRFCs(hash: HashFunction, expected: String) {
        // RFC 2202 §2, §3 and RFC 4231 §4.3, case 2.
        let code = hash.authenticate(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(code == bytes(expected))
        #expect(hash.digest([]).count == hash.length)
    }

    @Test func theFunctionOfTLS12IsTheOneEverybodyHas() {
        // The vector for SHA-256 that IETF's TLS list published.
        let output = PseudorandomFunction(.sha256).bytes(
            100,
            secret: bytes("9bbe436ba940f017b17652849a71db35"),
            label: "test label",
            seed: bytes("a0ba9f936cda311827a6f796ffd5198c")
        )
        #expect(output.prefix(16) == bytes("e3f229ba727be17b8d122620557cd453")[...])
        #expect(output.count == 100)
    }

    @Test func powersAreThoseOfArithmetic() {
        #expect(ModularPower.of([4], to: [13], modulo: bytes("01f1")) == bytes("01bd"))
        #expect(ModularPower.of([2], to: [0, 0, 10], modulo: [0x03, 0xE9]) == [0x00, 0x17])
        #expect(ModularPower.of([2], to: [1], modulo: [0, 0]) == nil)
        #expect(ModularPower.of([2], to: [UInt8](repeating: 0xFF, count: 65), modulo: [7]) == nil)
        #expect(ModularPower.of([2], to: [1], modulo: [UInt8](repeating: 0xFF, count: 4096)) == nil)
    }

    @Test func cbcIsThatOfNIST() {
        // SP 800-38A F.2.1, first block.
        let key = bytes("2b7e151628aed2a6abf7158809cf4f3c")
        let vector = bytes("000102030405060708090a0b0c0d0e0f")
        let plain = bytes("6bc1bee22e409f96e93d7e117393172a")
        let sealed = RecordCipher.aes128CBC.chain(plain, key: key, vector: vector, encrypts: true)
        #expect(sealed == bytes("7649abac8119b246cee98e9b12e9197d"))
        #expect(
            RecordCipher.aes128CBC.chain(sealed ?? [], key: key, vector: vector, encrypts: false) == plain
        )
        #expect(RecordCipher.aes128CBC.chain([1], key: key, vector: vector, encrypts: true) == nil)
    }

    @Test func gcmOpensWhatItSealedAndNothingElse() {
        // Test case 2 of the GCM specification.
        let key = [UInt8](repeating: 0, count: 16)
        let nonce = [UInt8](repeating: 0, count: 12)
        let sealed = RecordCipher.aes128GCM.seal(key, key: key, nonce: nonce, additional: [])
        #expect(sealed == bytes("0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf"))
        var damaged = sealed ?? []
        #expect(RecordCipher.aes128GCM.open(damaged, key: key, nonce: nonce, additional: []) == key)
        damaged[0] ^= 1
        #expect(RecordCipher.aes128GCM.open(damaged, key: key, nonce: nonce, additional: []) == nil)
    }

    @Test(arguments: KeyAgreement.Curve.allCases) func bothSidesAgree(_ curve: KeyAgreement.Curve) throws {
        let one = try KeyAgreement(curve)
        let other = try KeyAgreement(curve)
        #expect(try one.secret(with: other.publicValue) == other.secret(with: one.publicValue))
        #expect(throws: CryptoError.self) { try KeyAgreement(curve).secret(with: [1, 2, 3]) }
    }

    @Test func rsaKeysComeFromCertificatesOnly() {
        #expect(RSAPublicKey(certificate: [0x30, 0]) == nil)
        let key = RSAPublicKey(modulus: [UInt8](repeating: 0xFF, count: 64), exponent: [3])
        #expect(key.encrypt([1]) == nil)
        #expect(key.encrypt([1, 2], filling: [UInt8](repeating: 0, count: 64)) == nil)
        #expect(key.encrypt([1, 2], filling: [UInt8](repeating: 9, count: 64))?.count == 64)
    }
}
