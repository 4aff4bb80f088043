// SPDX-License-Identifier: Apache-2.0

extension CipherSuiteAttributes {
    /// Reads a name of the forms `TLS_<key exchange>_WITH_<cipher>_<MAC>`, `TLS_<cipher>_<hash>` (TLS 1.3) and
    /// `<key exchange>_SM4_<mode>_<MAC>` (TLCP); nil for any other.
    package init?(suiteName: String) {
        var name = Substring(suiteName)
        if name.hasPrefix("OLD_") { name = name.dropFirst(4) }
        if name.hasPrefix("TLS_") || name.hasPrefix("SSL_") { name = name.dropFirst(4) }
        guard let halves = Self.halves(of: name), let cipher = CipherPart(halves.cipher) else { return nil }

        let exchange: KeyExchangePart
        if let name = halves.keyExchange {
            guard let part = KeyExchangePart(name) else { return nil }
            exchange = part
        } else {
            exchange = .negotiated
        }
        keyExchange = exchange.keyExchange
        authentication = exchange.authentication
        isExport = exchange.isExport
        self.cipher = cipher.cipher
        mode = cipher.mode
        mac = cipher.mac
        bits = exchange.isExport ? cipher.exportBits(in: exchange) : cipher.bits
        versions = Self.versions(exchange, cipher)
    }

    /// The first is nil where the name has a cipher only, as in TLS 1.3.
    private static func halves(of name: Substring) -> (keyExchange: Substring?, cipher: Substring)? {
        if let with = name.range(ofWord: "_WITH_") {
            return (name[..<with.lowerBound], name[with.upperBound...])
        }
        if let sm4 = name.range(ofWord: "_SM4_") {
            return (name[..<sm4.lowerBound], name[name.index(after: sm4.lowerBound)...])
        }
        return name.hasSuffix("SCSV") ? nil : (nil, name)
    }

    /// Where servers choose the suite, which is wider than where the RFCs allow it: DES and export suites are
    /// forbidden in TLS 1.2 and still answered there by old stacks.
    private static func versions(
        _ exchange: KeyExchangePart,
        _ cipher: CipherPart
    ) -> ClosedRange<ProtocolVersion> {
        if exchange.keyExchange == .negotiated || cipher.mode == .mgm { return .tls13 ... .tls13 }
        // RFC 5487 §3.1 and RFC 5489 §3.2 allow SHA-2 with CBC and a pre-shared key whatever the version is.
        let isPSK = [.psk, .rsaPSK, .dhePSK, .ecdhePSK].contains(exchange.keyExchange)
        switch cipher.mac {
        case .sha256 where isPSK, .sha384 where isPSK: return .tls10 ... .tls12
        case .aead, .sha256, .sha384, .omac: return .tls12 ... .tls12
        case .none, .md5, .sha1, .sm3, .gost3411, .gostIMIT: return .ssl3 ... .tls12
        }
    }
}

extension Substring {
    /// The first place where the word stands.
    fileprivate func range(ofWord word: String) -> Range<Index>? {
        indices.lazy.filter { self[$0...].hasPrefix(word) }.first.map { start in
            start..<self.index(start, offsetBy: word.count)
        }
    }
}

/// The half of a name before `_WITH_`.
struct KeyExchangePart {
    let keyExchange: KeyExchange
    let authentication: Authentication
    let isExport: Bool
    /// 512 or 1024 bits of RSA or DH that the export rules of the day allowed.
    let isExport1024: Bool

    static let negotiated = KeyExchangePart(.negotiated, .negotiated)

    init?(_ name: Substring) {
        isExport1024 = name.hasSuffix("_EXPORT1024")
        isExport = isExport1024 || name.hasSuffix("_EXPORT")
        let bare = isExport1024 ? name.dropLast(11) : isExport ? name.dropLast(7) : name
        guard let pair = Self.pairs[String(bare)] else { return nil }
        (keyExchange, authentication) = pair
    }

    private init(_ keyExchange: KeyExchange, _ authentication: Authentication) {
        self.keyExchange = keyExchange
        self.authentication = authentication
        isExport = false
        isExport1024 = false
    }

    private static let pairs: [String: (KeyExchange, Authentication)] = [
        "NULL": (.none, .none), "RSA": (.rsa, .rsa), "RSA_FIPS": (.rsa, .rsa),
        "DH_DSS": (.dh, .dss), "DH_RSA": (.dh, .rsa), "DHE_DSS": (.dhe, .dss), "DHE_RSA": (.dhe, .rsa),
        "DH_anon": (.dhe, .anonymous), "ECDH_ECDSA": (.ecdh, .ecdsa), "ECDH_RSA": (.ecdh, .rsa),
        "ECDHE_ECDSA": (.ecdhe, .ecdsa), "ECDHE_RSA": (.ecdhe, .rsa), "ECDH_anon": (.ecdhe, .anonymous),
        "KRB5": (.kerberos, .kerberos), "PSK": (.psk, .psk), "RSA_PSK": (.rsaPSK, .rsa),
        "DHE_PSK": (.dhePSK, .psk), "PSK_DHE": (.dhePSK, .psk), "ECDHE_PSK": (.ecdhePSK, .psk),
        "SRP_SHA": (.srp, .srp),
        "SRP_SHA_RSA": (.srp, .rsa), "SRP_SHA_DSS": (.srp, .dss), "ECCPWD": (.eccpwd, .password),
        "GOSTR341094": (.gost, .gost), "GOSTR341001": (.gost, .gost), "GOSTR341112_256": (.gost, .gost),
        "FORTEZZA_KEA": (.fortezza, .fortezza), "CECPQ1_RSA": (.cecpq1, .rsa),
        "CECPQ1_ECDSA": (.cecpq1, .ecdsa), "ECDHE": (.ecdhe, .sm2), "ECC": (.sm2, .sm2),
        "IBC": (.identityBased, .identityBased), "IBSDH": (.ecdhe, .identityBased),
    ]
}

/// The half of a name after `_WITH_`: cipher, mode and MAC.
struct CipherPart {
    let cipher: BulkCipher
    let mode: CipherMode
    let mac: MessageAuthentication
    let bits: Int
    /// The length that the name itself limits an export key to.
    private let namedExportBits: Int?

    init?(_ name: Substring) {
        guard
            let row = Self.ciphers.first(where: { name == $0.name || name.hasPrefix($0.name + "_") })
        else { return nil }
        let suffix = name.dropFirst(row.name.count).drop { $0 == "_" }
        guard let mac = Self.mac(suffix, row.mode) else { return nil }
        (cipher, mode, bits, namedExportBits) = (row.cipher, row.mode, row.bits, row.exportBits)
        self.mac = mac
    }

    /// The name says 40 or 56 for most; a plain `DES_CBC` in an EXPORT1024 suite keeps its 56.
    func exportBits(in exchange: KeyExchangePart) -> Int {
        namedExportBits ?? (exchange.isExport1024 ? 56 : 40)
    }

    private static func mac(_ suffix: Substring, _ mode: CipherMode) -> MessageAuthentication? {
        let named: MessageAuthentication
        switch suffix {
        case "": return mode.isAEAD ? .aead : nil
        case "L" where mode == .mgm, "S" where mode == .mgm: return .aead
        case "NULL": named = .none
        case "MD5": named = .md5
        case "SHA", "SHA1": named = .sha1
        case "SHA256": named = .sha256
        case "SHA384": named = .sha384
        case "SHA512" where mode == .aegis: return .aead
        case "SM3": named = .sm3
        case "GOSTR3411": named = .gost3411
        case "IMIT": named = .gostIMIT
        case "OMAC": named = .omac
        default: return nil
        }
        return mode.isAEAD ? .aead : named
    }

    private struct Row {
        let name: String
        let cipher: BulkCipher
        let mode: CipherMode
        let bits: Int
        let exportBits: Int?

        init(_ name: String, _ cipher: BulkCipher, _ mode: CipherMode, _ bits: Int, export: Int? = nil) {
            self.name = name
            self.cipher = cipher
            self.mode = mode
            self.bits = bits
            exportBits = export
        }
    }

    /// A longer name stands before any that it begins with.
    ///
    /// The integrity-only suites of RFC 9150 have a hash where the others have a cipher.
    private static let ciphers: [Row] =
        [
            Row("NULL", .null, .none, 0), Row("SHA256", .null, .none, 0), Row("SHA384", .null, .none, 0),
            Row("RC4_40", .rc4, .stream, 40, export: 40), Row("RC4_56", .rc4, .stream, 56, export: 56),
            Row("RC4_128", .rc4, .stream, 128), Row("RC2_CBC_40", .rc2, .cbc, 40, export: 40),
            Row("RC2_CBC_56", .rc2, .cbc, 56, export: 56), Row("RC2_CBC", .rc2, .cbc, 128),
            Row("IDEA_CBC", .idea, .cbc, 128), Row("DES40_CBC", .des, .cbc, 40, export: 40),
            Row("DES_CBC_40", .des, .cbc, 40, export: 40), Row("DES_CBC", .des, .cbc, 56),
            Row("3DES_EDE_CBC", .tripleDES, .cbc, 168), Row("SEED_CBC", .seed, .cbc, 128),
            Row("CHACHA20_POLY1305", .chacha20, .poly1305, 256),
            Row("ESTREAM_SALSA20", .salsa20, .stream, 256), Row("SALSA20", .salsa20, .stream, 256),
            Row("28147_CNT", .gost28147, .counter, 256), Row("MAGMA_CTR", .magma, .counter, 256),
            Row("MAGMA_MGM", .magma, .mgm, 256), Row("KUZNYECHIK_CTR", .kuznyechik, .counter, 256),
            Row("KUZNYECHIK_MGM", .kuznyechik, .mgm, 256), Row("FORTEZZA_CBC", .skipjack, .cbc, 80),
            Row("AEGIS_256", .aegis, .aegis, 256), Row("AEGIS_128L", .aegis, .aegis, 128),
            Row("SM4_CBC", .sm4, .cbc, 128), Row("SM4_GCM", .sm4, .gcm, 128), Row("SM4_CCM", .sm4, .ccm, 128),
        ]
        + [(BulkCipher.aes, "AES"), (.camellia, "CAMELLIA"), (.aria, "ARIA")].flatMap { cipher, name in
            [128, 256].flatMap { bits in
                [
                    Row("\(name)_\(bits)_CBC", cipher, .cbc, bits),
                    Row("\(name)_\(bits)_GCM", cipher, .gcm, bits),
                    Row("\(name)_\(bits)_CCM_8", cipher, .ccm8, bits),
                    Row("\(name)_\(bits)_CCM", cipher, .ccm, bits),
                ]
            }
        }
}
