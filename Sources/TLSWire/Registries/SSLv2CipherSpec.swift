// SPDX-License-Identifier: Apache-2.0

/// An SSLv2 CIPHER-KIND: three bytes, the first zero where it stands for a suite of SSLv3 and later.
package struct SSLv2CipherSpec: CodePoint {
    package let id: UInt32

    package init(_ id: UInt32) { self.id = id & 0xFF_FFFF }

    /// The spec that offers this suite in a hello of SSLv2's format (RFC 5246 appendix E.2).
    package init(_ suite: CipherSuite) { id = UInt32(suite.id) }

    /// The suite that the spec stands for; nil for one of SSLv2's own.
    package var suite: CipherSuite? { id <= 0xFFFF ? CipherSuite(UInt16(truncatingIfNeeded: id)) : nil }

    /// Three bytes, so six digits.
    package var hex: String {
        let digits = String(id, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// All of SSLv2's own, and those that SSLeay added.
    package static let all: [SSLv2CipherSpec] = rows.map { SSLv2CipherSpec($0.id) }

    package static let names: [UInt32: String] = Dictionary(
        rows.map { ($0.id, $0.name) },
        uniquingKeysWith: { first, _ in first }
    )

    package var openSSLName: String? { row?.openSSLName }

    /// The length of the secret part of the key; 0 if unknown.
    package var bits: Int { row?.bits ?? 0 }

    package var isExport: Bool { row?.isExport ?? false }

    /// Weak enough for the cheap form of DROWN: a key of 40 bits, or single DES.
    package var isWeakForDROWN: Bool { row.map { $0.bits > 0 && $0.bits <= 56 } ?? false }

    private struct Row: Sendable {
        let id: UInt32
        let name: String
        let openSSLName: String?
        let bits: Int
        let isExport: Bool

        init(_ id: UInt32, _ name: String, _ openSSLName: String?, _ bits: Int, isExport: Bool = false) {
            self.id = id
            self.name = name
            self.openSSLName = openSSLName
            self.bits = bits
            self.isExport = isExport
        }
    }

    private var row: Row? { Self.rows.first { $0.id == id } }

    private static let rows: [Row] = [
        Row(0x000000, "SSL_CK_NULL_WITH_MD5", "NULL-MD5", 0),
        Row(0x010080, "SSL_CK_RC4_128_WITH_MD5", "RC4-MD5", 128),
        Row(0x020080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5", "EXP-RC4-MD5", 40, isExport: true),
        Row(0x030080, "SSL_CK_RC2_128_CBC_WITH_MD5", "RC2-CBC-MD5", 128),
        Row(0x040080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5", "EXP-RC2-CBC-MD5", 40, isExport: true),
        Row(0x050080, "SSL_CK_IDEA_128_CBC_WITH_MD5", "IDEA-CBC-MD5", 128),
        Row(0x060040, "SSL_CK_DES_64_CBC_WITH_MD5", "DES-CBC-MD5", 56),
        Row(0x060140, "SSL_CK_DES_64_CBC_WITH_SHA", "DES-CBC-SHA", 56),
        Row(0x0700C0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5", "DES-CBC3-MD5", 168),
        Row(0x0701C0, "SSL_CK_DES_192_EDE3_CBC_WITH_SHA", "DES-CBC3-SHA", 168),
        Row(0x080080, "SSL_CK_RC4_64_WITH_MD5", "RC4-64-MD5", 64),
        Row(0xFF8000, "SSL_CK_DES_64_CFB64_WITH_MD5_1", "DES-CFB-M1", 56),
        Row(0xFF8010, "SSL_CK_NULL", "NULL", 0),
    ]
}
