// SPDX-License-Identifier: Apache-2.0

enum NamedGroupTable {
    struct Row: Sendable {
        let name: String
        let kind: NamedGroup.Kind
        let bits: Int?
        let strengthBits: Int?
        let shareSize: Int?
        let usableInTLS12: Bool
        let usableInTLS13: Bool
    }

    private enum Use { case legacy, modern, both }

    static let rows: [UInt16: Row] = binaryCurves.merging(primeCurves) { first, _ in first }
        .merging(finiteFields) { first, _ in first }
        .merging(encapsulations) { first, _ in first }
        .merging(explicit) { first, _ in first }

    /// Its share is an uncompressed point: a byte, then two coordinates.
    private static func curve(_ name: String, _ bits: Int, _ use: Use = .legacy, share: Int? = nil) -> Row {
        row(name, .ellipticCurve, bits, strength: bits / 2, share: share ?? 1 + 2 * ((bits + 7) / 8), use)
    }

    private static func row(
        _ name: String,
        _ kind: NamedGroup.Kind,
        _ bits: Int,
        strength: Int,
        share: Int,
        _ use: Use
    ) -> Row {
        Row(
            name: name,
            kind: kind,
            bits: bits,
            strengthBits: strength,
            shareSize: share,
            usableInTLS12: use != .modern,
            usableInTLS13: use != .legacy
        )
    }

    /// RFC 8422 §5.1.1 and RFC 4492 before it.
    private static let binaryCurves: [UInt16: Row] = [
        1: curve("sect163k1", 163), 2: curve("sect163r1", 163), 3: curve("sect163r2", 163),
        4: curve("sect193r1", 193), 5: curve("sect193r2", 193), 6: curve("sect233k1", 233),
        7: curve("sect233r1", 233), 8: curve("sect239k1", 239), 9: curve("sect283k1", 283),
        10: curve("sect283r1", 283), 11: curve("sect409k1", 409), 12: curve("sect409r1", 409),
        13: curve("sect571k1", 571), 14: curve("sect571r1", 571),
    ]

    /// RFC 8422, RFC 7027 and 8734 (brainpool), RFC 9189 and 9367 (GOST), RFC 8998 (SM2).
    private static let primeCurves: [UInt16: Row] = [
        15: curve("secp160k1", 160), 16: curve("secp160r1", 160), 17: curve("secp160r2", 160),
        18: curve("secp192k1", 192), 19: curve("secp192r1", 192), 20: curve("secp224k1", 224),
        21: curve("secp224r1", 224), 22: curve("secp256k1", 256), 23: curve("secp256r1", 256, .both),
        24: curve("secp384r1", 384, .both), 25: curve("secp521r1", 521, .both),
        26: curve("brainpoolP256r1", 256), 27: curve("brainpoolP384r1", 384),
        28: curve("brainpoolP512r1", 512), 29: curve("x25519", 255, .both, share: 32),
        30: curve("x448", 448, .both, share: 56), 31: curve("brainpoolP256r1tls13", 256, .modern),
        32: curve("brainpoolP384r1tls13", 384, .modern), 33: curve("brainpoolP512r1tls13", 512, .modern),
        34: curve("GC256A", 256, .both, share: 64), 35: curve("GC256B", 256, .both, share: 64),
        36: curve("GC256C", 256, .both, share: 64), 37: curve("GC256D", 256, .both, share: 64),
        38: curve("GC512A", 512, .both, share: 128), 39: curve("GC512B", 512, .both, share: 128),
        40: curve("GC512C", 512, .both, share: 128), 41: curve("curveSM2", 256, .modern),
    ]

    /// RFC 7919.
    private static let finiteFields: [UInt16: Row] = [
        256: row("ffdhe2048", .finiteField, 2048, strength: 103, share: 256, .both),
        257: row("ffdhe3072", .finiteField, 3072, strength: 125, share: 384, .both),
        258: row("ffdhe4096", .finiteField, 4096, strength: 150, share: 512, .both),
        259: row("ffdhe6144", .finiteField, 6144, strength: 175, share: 768, .both),
        260: row("ffdhe8192", .finiteField, 8192, strength: 192, share: 1024, .both),
    ]

    /// draft-ietf-tls-mlkem, draft-ietf-tls-ecdhe-mlkem, draft-yang-tls-hybrid-sm2-mlkem,
    /// draft-tls-westerbaan-xyber768d00; FE30-32 and 4138 were experiments of Cloudflare and Google.
    private static let encapsulations: [UInt16: Row] = [
        0x0200: row("MLKEM512", .postQuantum, 512, strength: 128, share: 800, .modern),
        0x0201: row("MLKEM768", .postQuantum, 768, strength: 192, share: 1184, .modern),
        0x0202: row("MLKEM1024", .postQuantum, 1024, strength: 256, share: 1568, .modern),
        0x11EB: row("SecP256r1MLKEM768", .hybrid, 768, strength: 192, share: 1249, .modern),
        0x11EC: row("X25519MLKEM768", .hybrid, 768, strength: 192, share: 1216, .modern),
        0x11ED: row("SecP384r1MLKEM1024", .hybrid, 1024, strength: 256, share: 1665, .modern),
        0x11EE: row("curveSM2MLKEM768", .hybrid, 768, strength: 192, share: 1249, .modern),
        0x4138: row("CECPQ2", .hybrid, 701, strength: 128, share: 1170, .modern),
        0x6399: row("X25519Kyber768Draft00", .hybrid, 768, strength: 192, share: 1216, .modern),
        0x639A: row("SecP256r1Kyber768Draft00", .hybrid, 768, strength: 192, share: 1249, .modern),
        0xFE30: row("X25519Kyber512Draft00", .hybrid, 512, strength: 128, share: 832, .modern),
        0xFE31: row("X25519Kyber768Draft00Old", .hybrid, 768, strength: 192, share: 1216, .modern),
        0xFE32: row("P256Kyber768Draft00", .hybrid, 768, strength: 192, share: 1249, .modern),
    ]

    private static let explicit: [UInt16: Row] = [
        0xFF01: arbitrary("arbitrary_explicit_prime_curves"),
        0xFF02: arbitrary("arbitrary_explicit_char2_curves"),
    ]

    private static func arbitrary(_ name: String) -> Row {
        Row(
            name: name,
            kind: .explicit,
            bits: nil,
            strengthBits: nil,
            shareSize: nil,
            usableInTLS12: true,
            usableInTLS13: false
        )
    }
}
