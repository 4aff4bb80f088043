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

    @Test func chaCha20Poly1305IsThatOfTheRFC() {
        // RFC 8439 §2.8.2.
        let key = (0x80...0x9F).map { UInt8($0) }
        let text = Array(
            ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                + "sunscreen would be it.").utf8
        )
        let nonce = bytes("070000004041424344454647")
        let additional = bytes("50515253c0c1c2c3c4c5c6c7")
        let cipher = RecordCipher.chaCha20Poly1305
        let sealed = cipher.seal(text, key: key, nonce: nonce, additional: additional) ?? []
        #expect(sealed.prefix(16) == bytes("d31a8d34648e60db7b86afbc53ef7ec2")[...])
        #expect(sealed.suffix(16) == bytes("1ae10b594f09e26a7e902ecbd0600691")[...])
        #expect(cipher.open(sealed, key: key, nonce: nonce, additional: additional) == text)
        #expect(cipher.open(sealed, key: key, nonce: nonce, additional: []) == nil)
    }

    @Test(arguments: [RecordCipher.aes128CCM, .aes128CCM8])
    func ccmOpensWhatItSealedAndNothingElse(cipher: RecordCipher) {
        let key = [UInt8](repeating: 7, count: 16)
        let nonce = [UInt8](repeating: 3, count: 12)
        let sealed = cipher.seal([1, 2, 3], key: key, nonce: nonce, additional: [9]) ?? []
        #expect(sealed.count == 3 + cipher.tagLength)
        #expect(cipher.open(sealed, key: key, nonce: nonce, additional: [9]) == [1, 2, 3])
        #expect(cipher.open(sealed, key: key, nonce: nonce, additional: [8]) == nil)
        #expect(cipher.open(Array(sealed.dropLast()), key: key, nonce: nonce, additional: [9]) == nil)
        #expect(cipher.open([1, 2], key: key, nonce: nonce, additional: []) == nil)
    }

    @Test func handshakeKeysAreThoseOfTheTrace() {
        // RFC 8448 §3.
        let keys = HandshakeTrafficKeys(
            .aes128GCM,
            .sha256,
            shared: bytes("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d"),
            transcriptHash: bytes("860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8")
        )
        #expect(keys.secret == bytes("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38"))
        #expect(keys.key == bytes("3fce516009c21727d0f2e4e86ee403bc"))
        #expect(keys.vector == bytes("5d313eb2671276ee13000b30"))
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
