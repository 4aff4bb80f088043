// SPDX-License-Identifier: Apache-2.0

package enum KeyExchange: String, Codable, Sendable {
    case none = "NULL"
    case rsa = "RSA"
    case dh = "DH"
    case dhe = "DHE"
    case ecdh = "ECDH"
    case ecdhe = "ECDHE"
    case psk = "PSK"
    case rsaPSK = "RSA-PSK"
    case dhePSK = "DHE-PSK"
    case ecdhePSK = "ECDHE-PSK"
    case srp = "SRP"
    case kerberos = "KRB5"
    case gost = "GOST"
    case eccpwd = "ECCPWD"
    case fortezza = "FORTEZZA"
    case cecpq1 = "CECPQ1"
    case sm2 = "SM2"
    case identityBased = "IBC"
    /// TLS 1.3: the suite says nothing about it, the group does.
    case negotiated = "any"
}

package enum Authentication: String, Codable, Sendable {
    case none = "NULL"
    case anonymous = "anon"
    case rsa = "RSA"
    case dss = "DSS"
    case ecdsa = "ECDSA"
    case psk = "PSK"
    case srp = "SRP"
    case kerberos = "KRB5"
    case gost = "GOST"
    case password = "ECCPWD"
    case fortezza = "FORTEZZA"
    case sm2 = "SM2"
    case identityBased = "IBC"
    /// TLS 1.3: the suite says nothing about it, the signature scheme does.
    case negotiated = "any"
}

package enum BulkCipher: String, Codable, Sendable {
    case null = "NULL"
    case rc4 = "RC4"
    case rc2 = "RC2"
    case idea = "IDEA"
    case des = "DES"
    case tripleDES = "3DES"
    case aes = "AES"
    case camellia = "CAMELLIA"
    case aria = "ARIA"
    case seed = "SEED"
    case sm4 = "SM4"
    case chacha20 = "CHACHA20"
    case salsa20 = "SALSA20"
    case gost28147 = "GOST28147"
    case magma = "MAGMA"
    case kuznyechik = "KUZNYECHIK"
    case skipjack = "SKIPJACK"
    case aegis = "AEGIS"
}

package enum CipherMode: String, Codable, Sendable {
    case none = "NULL"
    case stream, cbc = "CBC"
    case gcm = "GCM"
    case ccm = "CCM"
    case ccm8 = "CCM_8"
    case poly1305 = "POLY1305"
    case counter = "CTR"
    case mgm = "MGM"
    case aegis = "AEGIS"

    var isAEAD: Bool {
        switch self {
        case .gcm, .ccm, .ccm8, .poly1305, .mgm, .aegis: true
        case .none, .stream, .cbc, .counter: false
        }
    }
}

package enum MessageAuthentication: String, Codable, Sendable {
    case none = "NULL"
    case aead = "AEAD"
    case md5 = "MD5"
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sm3 = "SM3"
    case gost3411 = "GOSTR3411"
    case gostIMIT = "GOST-IMIT"
    case omac = "OMAC"
}

/// What a suite does, read from its name.
package struct CipherSuiteAttributes: Hashable, Sendable {
    package let keyExchange: KeyExchange
    package let authentication: Authentication
    package let cipher: BulkCipher
    package let mode: CipherMode
    package let mac: MessageAuthentication
    /// As `openssl ciphers -v` prints it.
    package let bits: Int
    /// Key exchange and cipher were weakened for the US export rules of the 1990s.
    package let isExport: Bool
    package let versions: ClosedRange<ProtocolVersion>

    package var strengthBits: Int { cipher == .tripleDES ? 112 : bits }

    /// Nil for stream ciphers and NULL.
    package var blockBits: Int? {
        switch cipher {
        case .rc2, .idea, .des, .tripleDES, .gost28147, .magma, .skipjack: 64
        case .aes, .camellia, .aria, .seed, .sm4, .kuznyechik: 128
        case .null, .rc4, .chacha20, .salsa20, .aegis: nil
        }
    }

    /// Whether a key stolen later leaves the traffic of today sealed.
    ///
    /// Anonymous suites use ephemeral keys and are still not counted: whoever sits in between has both keys.
    package var isForwardSecret: Bool {
        switch keyExchange {
        case .dhe, .ecdhe, .cecpq1: authentication != .anonymous
        case .dhePSK, .ecdhePSK, .srp, .eccpwd, .negotiated: true
        case .none, .rsa, .dh, .ecdh, .psk, .rsaPSK, .kerberos, .gost, .fortezza, .sm2, .identityBased: false
        }
    }
}
