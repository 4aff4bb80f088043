// SPDX-License-Identifier: Apache-2.0

/// A signature algorithm: IANA "TLS SignatureScheme", and the pairs of hash and signature of TLS 1.2 that it holds.
package struct SignatureScheme: CodePoint {
    /// IANA "TLS HashAlgorithm".
    package enum Hash: UInt8, Codable, Sendable {
        case none, md5, sha1, sha224, sha256, sha384, sha512
        /// Part of the signature algorithm itself (RFC 8422 §5.1.3).
        case intrinsic = 8
    }

    /// What kind of key signs.
    package enum Signature: String, Codable, Sendable {
        case anonymous, rsa, dsa, ecdsa, rsaPSS = "rsa-pss", eddsa, gost, sm2, identityBased = "ibc"
        case mldsa = "ml-dsa"
        case slhdsa = "slh-dsa"
    }

    package let id: UInt16

    package init(_ id: UInt16) { self.id = id }

    package static let rsaPKCS1SHA256 = SignatureScheme(0x0401)
    package static let ecdsaSecp256r1SHA256 = SignatureScheme(0x0403)
    package static let rsaPSSRSAeSHA256 = SignatureScheme(0x0804)
    package static let ed25519 = SignatureScheme(0x0807)

    /// Every scheme with a name, by code point.
    package static let all: [SignatureScheme] = names.keys.sorted().map { SignatureScheme($0) }

    package static let names: [UInt16: String] = pairNames.merging(schemeNames) { _, scheme in scheme }

    /// What is hashed with before signing; nil if unknown.
    package var hash: Hash? {
        switch id {
        case 0x0704, 0x0708, 0x0904...0x0906, 0x0911...0x091C: return .intrinsic
        case 0x0705...0x0707, 0x0709...0x070F: return .intrinsic
        case 0x0804, 0x0809, 0x081A: return .sha256
        case 0x0805, 0x080A, 0x081B: return .sha384
        case 0x0806, 0x080B, 0x081C: return .sha512
        case 0x0807, 0x0808, 0x0840, 0x0841: return .intrinsic
        case 0x0420, 0x0520, 0x0620: return Hash(rawValue: UInt8(id >> 8))
        case 0xEEEE, 0xEFEF: return .intrinsic
        default: return id & 0xFF <= 3 && id >> 8 <= 6 ? Hash(rawValue: UInt8(id >> 8)) : nil
        }
    }

    /// The kind of key that signs; nil if unknown.
    package var signature: Signature? {
        switch id {
        case 0x0704...0x0707: return .identityBased
        case 0x0708: return .sm2
        case 0x0709...0x070F, 0x0840, 0x0841, 0xEEEE, 0xEFEF: return .gost
        case 0x0804...0x0806, 0x0809...0x080B: return .rsaPSS
        case 0x0807, 0x0808: return .eddsa
        case 0x081A...0x081C: return .ecdsa
        case 0x0904...0x0906: return .mldsa
        case 0x0911...0x091C: return .slhdsa
        case 0x0420, 0x0520, 0x0620: return .rsa
        default: break
        }
        guard id >> 8 <= 6 else { return nil }
        switch id & 0xFF {
        case 0: return .anonymous
        case 1: return .rsa
        case 2: return .dsa
        case 3: return .ecdsa
        default: return nil
        }
    }

    /// Whether a TLS 1.3 handshake may be signed with it (RFC 8446 §4.2.3); certificates may carry more.
    package var usableInTLS13Handshake: Bool {
        switch signature {
        case .rsaPSS, .eddsa, .sm2, .mldsa, .slhdsa, .identityBased: true
        case .ecdsa: id == 0x0403 || id == 0x0503 || id == 0x0603 || id >= 0x081A
        case .gost: id <= 0x070F
        case .anonymous, .rsa, .dsa, nil: false
        }
    }

    package var usableInTLS12: Bool {
        switch signature {
        case .anonymous, .rsa, .dsa, .rsaPSS, .eddsa, .gost: ![0x0420, 0x0520, 0x0620].contains(id)
        case .ecdsa: id < 0x081A
        case .sm2, .mldsa, .slhdsa, .identityBased, nil: false
        }
    }

    /// Whether the hash no longer resists collisions.
    package var isWeakHash: Bool { hash == .md5 || hash == .sha1 || hash == Hash.none }

    package var isGREASE: Bool { GREASE.contains(id) }

    /// RFC 5246 §7.4.1.4.1, whatever RFC 8446 did not rename.
    private static let pairNames: [UInt16: String] = {
        let hashes = ["none", "md5", "sha1", "sha224", "sha256", "sha384", "sha512"]
        let signatures = ["anonymous", "rsa_pkcs1", "dsa", "ecdsa"]
        var names: [UInt16: String] = [:]
        for (high, hash) in hashes.enumerated() {
            for (low, signature) in signatures.enumerated() where (high == 0) == (low == 0) {
                names[UInt16(high << 8 | low)] = high == 0 ? "anonymous" : "\(signature)_\(hash)"
            }
        }
        return names
    }()

    private static let schemeNames: [UInt16: String] = [
        0x0403: "ecdsa_secp256r1_sha256", 0x0503: "ecdsa_secp384r1_sha384",
        0x0603: "ecdsa_secp521r1_sha512", 0x0420: "rsa_pkcs1_sha256_legacy",
        0x0520: "rsa_pkcs1_sha384_legacy", 0x0620: "rsa_pkcs1_sha512_legacy", 0x0704: "eccsi_sha256",
        0x0705: "iso_ibs1", 0x0706: "iso_ibs2", 0x0707: "iso_chinese_ibs", 0x0708: "sm2sig_sm3",
        0x0709: "gostr34102012_256a", 0x070A: "gostr34102012_256b", 0x070B: "gostr34102012_256c",
        0x070C: "gostr34102012_256d", 0x070D: "gostr34102012_512a", 0x070E: "gostr34102012_512b",
        0x070F: "gostr34102012_512c", 0x0804: "rsa_pss_rsae_sha256", 0x0805: "rsa_pss_rsae_sha384",
        0x0806: "rsa_pss_rsae_sha512", 0x0807: "ed25519", 0x0808: "ed448", 0x0809: "rsa_pss_pss_sha256",
        0x080A: "rsa_pss_pss_sha384", 0x080B: "rsa_pss_pss_sha512",
        0x081A: "ecdsa_brainpoolP256r1tls13_sha256", 0x081B: "ecdsa_brainpoolP384r1tls13_sha384",
        0x081C: "ecdsa_brainpoolP512r1tls13_sha512", 0x0840: "gostr34102012_256",
        0x0841: "gostr34102012_512", 0x0904: "mldsa44", 0x0905: "mldsa65", 0x0906: "mldsa87",
        0x0911: "slhdsa_sha2_128s", 0x0912: "slhdsa_sha2_128f", 0x0913: "slhdsa_sha2_192s",
        0x0914: "slhdsa_sha2_192f", 0x0915: "slhdsa_sha2_256s", 0x0916: "slhdsa_sha2_256f",
        0x0917: "slhdsa_shake_128s", 0x0918: "slhdsa_shake_128f", 0x0919: "slhdsa_shake_192s",
        0x091A: "slhdsa_shake_192f", 0x091B: "slhdsa_shake_256s", 0x091C: "slhdsa_shake_256f",
        0xEEEE: "gostr34102012_256_draft", 0xEFEF: "gostr34102012_512_draft",
    ]
}
