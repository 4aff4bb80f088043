// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

/// Suites of the changes, by the key that their certificate needs.
enum ChangedSuites {
    /// TLS 1.3's three (RFC 8446 appendix B.4).
    static let tls13 = suites([0x1301, 0x1302, 0x1303])
    /// ECDHE with AES-GCM of 128 bits.
    static let aes128 = suites([0xC02B, 0xC02F])
    /// The suites of Mozilla's intermediate configuration 6.0 below TLS 1.3, in its order.
    static let intermediate = suites([0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8])
    /// ECDHE with AES-CBC, for TLS 1.2.
    static let ephemeralCBC = suites([0xC009, 0xC013, 0xC00A, 0xC014, 0xC023, 0xC027, 0xC024, 0xC028])
    /// The suites with AES that TLS 1.0 and 1.1 have, those with static RSA last.
    static let old = suites([0xC009, 0xC013, 0xC00A, 0xC014, 0x002F, 0x0035])
    static let tripleDES = suites([0xC012, 0x000A])

    private static func suites(_ ids: [UInt16]) -> [CipherSuite] { ids.map { CipherSuite($0) } }

    /// The suite that differs in the certificate's key alone; nil where there is none.
    static func twin(of suite: CipherSuite) -> CipherSuite? { twins[suite] }

    private static let twins: [CipherSuite: CipherSuite] = {
        let pairs: [(UInt16, UInt16)] = [
            (0xC02F, 0xC02B), (0xC030, 0xC02C), (0xCCA8, 0xCCA9), (0xC013, 0xC009), (0xC014, 0xC00A),
            (0xC027, 0xC023), (0xC028, 0xC024),
        ]
        var twins: [CipherSuite: CipherSuite] = [:]
        for (rsa, ecdsa) in pairs {
            twins[CipherSuite(rsa)] = CipherSuite(ecdsa)
            twins[CipherSuite(ecdsa)] = CipherSuite(rsa)
        }
        return twins
    }()
}

extension SettingsChange {
    private static let otherCertificate =
        "a second certificate of the same issuer; TLSA records, where there are any, must name it first"

    /// What opens without weakening.
    static let additions: [SettingsChange] = [
        SettingsChange(
            "tls1.3-on",
            "TLS 1.3 on",
            .adds,
            needs: "a TLS library that has it: OpenSSL 1.1.1 or newer",
            mends: ["tls.tls1.3-missing"]
        ) { settings in
            guard !settings.versions.contains(.tls13) else { return }
            settings.add(ChangedSuites.tls13, at: .tls13)
            settings.expectSchemes()
        },
        SettingsChange(
            "tls1.2-on",
            "TLS 1.2 on, with the suites of Mozilla's intermediate list",
            .adds,
            mends: ["tls.tls1.2-missing"]
        ) { settings in
            guard !settings.versions.contains(.tls12) else { return }
            settings.add(settings.served(ChangedSuites.intermediate), at: .tls12)
        },
        SettingsChange("aes128-gcm", "AES128-GCM beside the other suites", .adds) { settings in
            if settings.versions.contains(.tls12) {
                settings.add(settings.served(ChangedSuites.aes128), at: .tls12)
            }
            if settings.versions.contains(.tls13) {
                settings.add([CipherSuite(0x1301)], at: .tls13)
            }
        },
        SettingsChange("p-256", "P-256 beside the other groups", .adds) { settings in
            for era in settings.groups.keys where settings.groups[era]?.contains(.secp256r1) == false {
                settings.groups[era]?.append(.secp256r1)
            }
        },
        SettingsChange(
            "x25519mlkem768",
            "X25519MLKEM768 before the other groups",
            .adds,
            needs: "a TLS library that has it: OpenSSL 3.5 or newer",
            mends: ["tls.no-post-quantum"]
        ) { settings in
            guard settings.groups[.tls13]?.contains(.x25519MLKEM768) == false else { return }
            settings.groups[.tls13]?.insert(.x25519MLKEM768, at: 0)
        },
        SettingsChange(
            "ecdsa-certificate",
            "An ECDSA certificate beside the RSA one",
            .adds,
            needs: otherCertificate
        ) { $0.addKey(.ecdsa, beside: .rsa) },
        SettingsChange(
            "rsa-certificate",
            "An RSA certificate beside the ECDSA one",
            .adds,
            needs: otherCertificate
        ) { $0.addKey(.rsa, beside: .ecdsa) },
    ]

    /// What lets older clients in for weaker cryptography.
    static let relaxations: [SettingsChange] = [
        SettingsChange("cbc-on", "ECDHE with AES-CBC at TLS 1.2", .adds, isRelaxation: true) { settings in
            guard settings.versions.contains(.tls12) else { return }
            settings.add(settings.served(ChangedSuites.ephemeralCBC), at: .tls12)
        },
        SettingsChange("tls1.0-on", "TLS 1.0 and 1.1 on, with AES", .adds, isRelaxation: true) { settings in
            for version in [ProtocolVersion.tls10, .tls11] where !settings.versions.contains(version) {
                settings.add(settings.served(ChangedSuites.old), at: version)
            }
        },
        SettingsChange("3des-on", "3DES on", .adds, isRelaxation: true) { settings in
            for version in settings.versions where version < .tls13 && version >= .tls10 {
                settings.add(settings.served(ChangedSuites.tripleDES), at: version)
            }
        },
    ]
}

extension OfferedSettings {
    /// A second certificate, with the suites that are there for the first.
    fileprivate mutating func addKey(_ key: Key, beside other: Key) {
        guard keys.contains(other), !keys.contains(key) else { return }
        keys.insert(key)
        addedKeys.insert(key)
        for (version, list) in suites where version < .tls13 {
            add(list.compactMap { ChangedSuites.twin(of: $0) }, at: version)
        }
        for version in [ProtocolVersion.tls12, .tls13] {
            guard let offer = schemes[version] else { continue }
            schemes[version] = SignatureSchemeOffer(
                version: version,
                schemes: Set(offer.schemes).union(Self.schemes(of: key, at: version)).sorted(),
                isComplete: offer.isComplete
            )
        }
    }

    /// TLS 1.3 leaves a key no other schemes (RFC 8446 §4.2.3); a certificate on another curve is not followed.
    fileprivate mutating func expectSchemes() {
        let expected = keys.flatMap { Self.schemes(of: $0, at: .tls13) }
        guard keys == [.rsa], schemes[.tls13] == nil else { return }
        schemes[.tls13] = SignatureSchemeOffer(version: .tls13, schemes: expected, isComplete: true)
    }

    /// What a library signs with by an RSA key, or by one on P-256; of more than these there is no need.
    private static func schemes(of key: Key, at version: ProtocolVersion) -> [UInt16] {
        switch key {
        case .ecdsa: [0x0403]
        case .rsa: version == .tls13 ? [0x0804, 0x0805, 0x0806] : [0x0401, 0x0501, 0x0601, 0x0804]
        }
    }
}
