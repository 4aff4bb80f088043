// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import OpenPGP

/// What OpenPGP asks for, by OpenSSL.
struct OpenSSLCryptography: SignatureCryptography {
    func digest(_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) -> [UInt8] {
        switch algorithm {
        case .md5: HashFunction.md5.digest(bytes)
        case .sha1: HashFunction.sha1.digest(bytes)
        case .sha256: HashFunction.sha256.digest(bytes)
        case .sha384: HashFunction.sha384.digest(bytes)
        case .sha512: SHA512.digest(bytes)
        case .ripemd160: []
        }
    }

    func isMade(
        _ signature: SignatureMaterial,
        by key: KeyMaterial,
        over digest: [UInt8],
        _ algorithm: DigestAlgorithm
    ) -> Bool? {
        guard let kind = Self.kind(algorithm) else { return nil }
        switch (signature, key) {
        case (.rsa(let power), .rsa(let modulus, let exponent)):
            return DigestVerification(rsaModulus: modulus, exponent: exponent)?
                .isMade(rsa: power, over: digest, kind)
        case (.ecdsa(let r, let s), .ecdsa(let curve, let point)):
            return DigestVerification(Self.curve(curve), point: point)?.isMade(r: r, s: s, over: digest, kind)
        case (.ed25519(let value), .ed25519(let point)):
            return DigestVerification(ed25519: point)?.isMade(ed25519: value, over: digest)
        default: return nil
        }
    }

    private static func kind(_ algorithm: DigestAlgorithm) -> DigestVerification.Digest? {
        switch algorithm {
        case .sha1: .sha1
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        case .md5, .ripemd160: nil
        }
    }

    private static func curve(_ curve: SigningCurve) -> DigestVerification.Curve {
        switch curve {
        case .p256: .p256
        case .p384: .p384
        case .p521: .p521
        }
    }
}
