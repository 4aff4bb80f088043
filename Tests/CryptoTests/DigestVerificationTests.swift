// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing

/// Keys as bare numbers, beside OpenSSL's own.
struct DigestVerificationTests {
    private static let message = Array("a text".utf8)
    private static let digest = SHA256.digest(message)

    @Test func rsaIsVerified() throws {
        let key = try PrivateKey.generate(.rsa(bits: 2048))
        let info = try key.publicKey()
        // The last numbers of it: 257 bytes with a zero first, and 65537.
        let modulus = Array(info.suffix(5 + 256).prefix(256))
        let signature = try key.sign(Self.message)
        func verdict(_ signature: [UInt8], _ digest: [UInt8], _ kind: DigestVerification.Digest) -> Bool? {
            DigestVerification(rsaModulus: modulus, exponent: [1, 0, 1])?.isMade(
                rsa: signature,
                over: digest,
                kind
            )
        }
        #expect(verdict(signature, Self.digest, .sha256) == true)
        #expect(verdict(signature, SHA256.digest([1]), .sha256) == false)
        #expect(verdict(signature, SHA512.digest(Self.message), .sha512) == false)
        #expect(verdict(Array(signature.dropLast()) + [signature[255] ^ 1], Self.digest, .sha256) == false)
        #expect(verdict([], Self.digest, .sha256) == false)
    }

    @Test(
        arguments: [
            ("P-256", DigestVerification.Curve.p256, 32), ("P-384", .p384, 48), ("P-521", .p521, 66),
        ]
    )
    func ecdsaIsVerified(_ name: String, _ curve: DigestVerification.Curve, _ width: Int) throws {
        let key = try PrivateKey.generate(.ec(curve: name))
        let point = Array(try key.publicKey().suffix(1 + 2 * width))
        let (r, s) = try Self.numbers(key.sign(Self.message))
        func verdict(_ r: [UInt8], _ s: [UInt8]) -> Bool? {
            DigestVerification(curve, point: point)?.isMade(r: r, s: s, over: Self.digest, .sha256)
        }
        #expect(verdict(r, s) == true)
        #expect(verdict([0, 0] + r, s) == true)
        #expect(verdict(s, r) == false && verdict([], []) == false)
        let other = DigestVerification.Curve.allCases.first { $0 != curve }
        let stranger = try #require(other)
        #expect(
            DigestVerification(stranger, point: point)?.isMade(r: r, s: s, over: Self.digest, .sha256) == nil
        )
        let beside = Array(point.dropLast()) + [point[2 * width] ^ 1]
        #expect(
            DigestVerification(curve, point: beside)?.isMade(r: r, s: s, over: Self.digest, .sha256) == nil
        )
    }

    /// The two numbers in a signature in DER.
    private static func numbers(_ signature: [UInt8]) throws -> ([UInt8], [UInt8]) {
        let start = signature[1] & 0x80 == 0 ? 2 : 3
        let first = Int(signature[start + 1])
        return (Array(signature[(start + 2)...].prefix(first)), Array(signature[(start + 4 + first)...]))
    }

    /// Test 2 of RFC 8032 §7.1.
    @Test func ed25519IsVerified() {
        let point: [UInt8] = [
            0x3D, 0x40, 0x17, 0xC3, 0xE8, 0x43, 0x89, 0x5A, 0x92, 0xB7, 0x0A, 0xA7, 0x4D, 0x1B, 0x7E, 0xBC,
            0x9C, 0x98, 0x2C, 0xCF, 0x2E, 0xC4, 0x96, 0x8C, 0xC0, 0xCD, 0x55, 0xF1, 0x2A, 0xF4, 0x66, 0x0C,
        ]
        let signature: [UInt8] = [
            0x92, 0xA0, 0x09, 0xA9, 0xF0, 0xD4, 0xCA, 0xB8, 0x72, 0x0E, 0x82, 0x0B, 0x5F, 0x64, 0x25, 0x40,
            0xA2, 0xB2, 0x7B, 0x54, 0x16, 0x50, 0x3F, 0x8F, 0xB3, 0x76, 0x22, 0x23, 0xEB, 0xDB, 0x69, 0xDA,
            0x08, 0x5A, 0xC1, 0xE4, 0x3E, 0x15, 0x99, 0x6E, 0x45, 0x8F, 0x36, 0x13, 0xD0, 0xF1, 0x1D, 0x8C,
            0x38, 0x7B, 0x2E, 0xAE, 0xB4, 0x30, 0x2A, 0xEE, 0xB0, 0x0D, 0x29, 0x16, 0x12, 0xBB, 0x0C, 0x00,
        ]
        func verdict(_ signature: [UInt8], _ message: [UInt8]) -> Bool? {
            DigestVerification(ed25519: point)?.isMade(ed25519: signature, over: message)
        }
        #expect(verdict(signature, [0x72]) == true)
        #expect(verdict(signature, [0x73]) == false)
        #expect(verdict(Array(signature.dropLast()), [0x72]) == false)
    }

    @Test func numbersThatAreNoKeyAreNone() {
        #expect(DigestVerification(ed25519: [1, 2, 3])?.isMade(ed25519: [], over: []) == nil)
        #expect(DigestVerification(.p256, point: [])?.isMade(r: [], s: [], over: [], .sha256) == nil)
        let none = DigestVerification(rsaModulus: [], exponent: [])?.isMade(
            rsa: [],
            over: Self.digest,
            .sha256
        )
        #expect(none != true)
    }
}
