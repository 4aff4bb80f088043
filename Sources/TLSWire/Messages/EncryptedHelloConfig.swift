// SPDX-License-Identifier: Apache-2.0

/// One configuration for an encrypted ClientHello (RFC 9849 §4).
package struct EncryptedHelloConfig: Hashable, Sendable {
    /// The one version that RFC 9849 knows.
    package static let version: UInt16 = 0xFE0D

    package struct Suite: Hashable, Sendable {
        /// Of HPKE's KDF and AEAD (RFC 9180 §7.2, §7.3).
        package let kdf, aead: UInt16

        /// Those of RFC 9180.
        package var isKnown: Bool { (1...3).contains(kdf) && (1...3).contains(aead) }
    }

    package let identifier: UInt8
    /// Of HPKE's KEM (RFC 9180 §7.1).
    package let kem: UInt16
    package let publicKey: [UInt8]
    package let suites: [Suite]
    /// Bytes; 0 where the server does not say.
    package let longestName: UInt8
    /// As it stands there; it need not be a name.
    package let publicName: [UInt8]
    package let extensions: [RawExtension]

    init(contents: some Collection<UInt8>) throws(WireError) {
        var reader = ByteReader(contents)
        identifier = try reader.uint8("config_id")
        kem = try reader.uint16("kem_id")
        publicKey = Array(try reader.vector16("public_key"))
        var suites: [Suite] = []
        var list = ByteReader(try reader.vector16("cipher_suites"))
        while !list.isAtEnd {
            suites.append(Suite(kdf: try list.uint16("kdf_id"), aead: try list.uint16("aead_id")))
        }
        self.suites = suites
        longestName = try reader.uint8("maximum_name_length")
        publicName = Array(try reader.vector8("public_name"))
        extensions = try RawExtension.list(in: reader.vector16("extensions"))
        try reader.finish("ECHConfigContents")
        guard !publicKey.isEmpty else { throw .invalid(field: "public_key", reason: "empty") }
        guard !suites.isEmpty else { throw .invalid(field: "cipher_suites", reason: "empty") }
        guard !publicName.isEmpty else { throw .invalid(field: "public_name", reason: "empty") }
    }

    /// Why clients must or will pass it over (RFC 9849 §4.1, §4.2, §6.1), in words; nil where one may use it.
    package var obstacle: String? {
        guard let length = Self.keyLengths[kem] else { return "a KEM of number \(kem)" }
        guard publicKey.count == length else { return "a public key of \(publicKey.count) bytes" }
        guard suites.contains(where: \.isKnown) else { return "no cipher suite of RFC 9180" }
        guard Self.isHostName(publicName) else { return "a public name that is none" }
        // The highest bit says that who does not know the extension must not use the configuration.
        return extensions.first { $0.type.id & 0x8000 != 0 }.map {
            "a mandatory extension of number \($0.type.id)"
        }
    }

    /// Bytes of an encoded key of each KEM of RFC 9180 §7.1.
    private static let keyLengths: [UInt16: Int] = [0x10: 65, 0x11: 97, 0x12: 133, 0x20: 32, 0x21: 56]

    /// Letters, digits and hyphens between dots, of which the last part could not end an IPv4 address.
    private static func isHostName(_ name: [UInt8]) -> Bool {
        let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isSound = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy(isLetterDigitHyphen)
                && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
        }
        guard isSound, let last = labels.last else { return false }
        return !isNumber(last)
    }

    private static func isLetterDigitHyphen(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
    }

    /// Of digits alone, or hexadecimal behind `0x`.
    private static func isNumber(_ label: ArraySlice<UInt8>) -> Bool {
        if label.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        guard label.first == UInt8(ascii: "0"), let mark = label.dropFirst().first, mark | 0x20 == 0x78 else {
            return false
        }
        return label.dropFirst(2).allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20)
        }
    }
}

/// The configurations that a server offers, the best one first (RFC 9849 §4).
package struct EncryptedHelloConfigs: Hashable, Sendable {
    /// Those of the version of RFC 9849.
    package let known: [EncryptedHelloConfig]
    /// The versions of all others.
    package let otherVersions: [UInt16]

    /// Reads a whole ECHConfigList.
    package init(list: some Collection<UInt8>) throws(WireError) {
        var outer = ByteReader(list)
        var reader = ByteReader(try outer.vector16("ECHConfigList"))
        try outer.finish("ECHConfigList")
        guard !reader.isAtEnd else { throw .invalid(field: "ECHConfigList", reason: "empty") }
        var known: [EncryptedHelloConfig] = []
        var others: [UInt16] = []
        while !reader.isAtEnd {
            let version = try reader.uint16("ECHConfig version")
            let contents = try reader.vector16("ECHConfig contents")
            if version == EncryptedHelloConfig.version {
                known.append(try EncryptedHelloConfig(contents: contents))
            } else {
                others.append(version)
            }
        }
        self.known = known
        otherVersions = others
    }

    /// Why no client can use any of them, in words; nil where one may.
    package var obstacle: String? {
        let obstacles = known.map(\.obstacle)
        guard !obstacles.contains(nil) else { return nil }
        return obstacles.lazy.compactMap(\.self).first ?? "versions that no standard has"
    }
}
