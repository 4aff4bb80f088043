// SPDX-License-Identifier: Apache-2.0
import Reports
import TLSWire

/// TLS libraries other than OpenSSL, and OpenSSL in other programs.
extension StatedServer {
    static let otherLibraries =
        gnuTLS + jsse + tlslite + [
            StatedServer(
                "Python's ssl",
                PythonServer(
                    script: .standardLibrary,
                    settings: ["ciphers=ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA256", "curve=secp384r1"]
                )
            ) {
                StatedOffer(
                    suites: [
                        .tls12: ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256"],
                        .tls13: StatedOffer.openSSL13,
                    ],
                    // PROTOCOL_TLS_SERVER sets OP_CIPHER_SERVER_PREFERENCE.
                    orders: [nil: .server],
                    groups: ["secp384r1"],
                    legacyGroups: ["secp384r1"],
                    finiteFieldBits: 0,
                )
            },
            StatedServer(
                "Node.js",
                NodeServer(
                    options: """
                        "minVersion": "TLSv1.2", "maxVersion": "TLSv1.2", "honorCipherOrder": true,
                        "ciphers": "ECDHE-RSA-AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256", "ecdhCurve": "P-256:P-521"
                        """
                )
            ) {
                StatedOffer(
                    suites: [
                        .tls12: [
                            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        ]
                    ],
                    orders: [nil: .server],
                    groups: [],
                    legacyGroups: ["secp256r1", "secp521r1"],
                    finiteFieldBits: 0,
                    applicationProtocols: ["http/1.1"]
                )
            },
        ]

    private static let legacyPriority =
        "NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:+ANON-ECDH:+ANON-DH:+ARCFOUR-128:+3DES-CBC:+NULL:+MD5:%SERVER_PRECEDENCE"

    private static let gnuTLS = [
        StatedServer("GnuTLS", GnuTLSServer(identities: [.rsa, .ecdsa], priority: "NORMAL")) {
            StatedOffer(
                suites: try gnuTLSSuites("NORMAL", from: .tls10),
                orders: [nil: .client],
                groups: [
                    "secp256r1", "secp384r1", "secp521r1", "x25519", "x448",
                    "ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192",
                ]
            )
        },
        StatedServer("GnuTLS, what is old in it", GnuTLSServer(priority: legacyPriority)) {
            StatedOffer(
                suites: try gnuTLSSuites(legacyPriority, from: .tls10).filter { $0.key != .tls13 }
                    .mapValues { $0.filter { !$0.contains("_ECDSA_") } },
                orders: [nil: .server],
                groups: []
            )
        },
    ]

    private static func gnuTLSSuites(
        _ priority: String,
        from oldest: ProtocolVersion
    ) throws -> [ProtocolVersion: [String]] {
        let since: [String: ProtocolVersion] = [
            "SSL3.0": .ssl3, "TLS1.0": .tls10, "TLS1.1": .tls11, "TLS1.2": .tls12, "TLS1.3": .tls13,
        ]
        let listed = try GnuTLSListing.suites(priority).compactMap { suite in
            since[suite.since].flatMap { first in CipherSuite.names[suite.id].map { ($0, first) } }
        }
        var suites: [ProtocolVersion: [String]] = [:]
        for version in ProtocolVersion.allCases where version >= oldest {
            let names = listed.filter { ($0.1 == .tls13) == (version == .tls13) && $0.1 <= version }
            if !names.isEmpty { suites[version] = names.map(\.0) }
        }
        return suites
    }

    /// Where no scheme that it has is offered, JSSE sends its ServerHello and then internal_error, which is no *no*.
    private static let internalError = "/tls/signature_algorithms"

    private static let jsse = [
        StatedServer("JSSE", JSSEServer(protocols: ["TLSv1.2", "TLSv1.3"])) {
            StatedOffer(
                suites: try jsseSuites(isLegacy: false, versions: [.tls12, .tls13]),
                orders: [nil: .server],
                finiteFieldBits: 2048,
                open: [internalError]
            )
        },
        StatedServer(
            "JSSE, all that it still has",
            JSSEServer(protocols: ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"], isLegacy: true)
        ) {
            StatedOffer(
                suites: try jsseSuites(isLegacy: true, versions: [.ssl3, .tls10, .tls11, .tls12, .tls13]),
                orders: [nil: .server],
                open: [internalError]
            )
        },
    ]

    /// What the library lists, by version.
    ///
    /// Which suite belongs to which version is the RFCs' matter: RFC 5246 takes DES away, RFC 4346 export suites, and
    /// suites with a SHA-2 MAC or AEAD begin with TLS 1.2. No key here is certified by DSA.
    private static func jsseSuites(
        isLegacy: Bool,
        versions: [ProtocolVersion]
    ) throws -> [ProtocolVersion: [String]] {
        let listed = try JSSEServer.suites(isLegacy: isLegacy).filter { !$0.contains("_DSS_") }
        func belongs(_ name: String, to version: ProtocolVersion) -> Bool {
            guard name.contains("_WITH_") else { return version == .tls13 }
            if name.hasSuffix("_SHA256") || name.hasSuffix("_SHA384") { return version == .tls12 }
            if name.contains("_EXPORT_") { return version <= .tls10 }
            if name.contains("_DES_CBC_") { return version <= .tls11 }
            return version <= .tls12
        }
        return Dictionary(
            uniqueKeysWithValues: versions.map { version in
                (version, listed.filter { belongs($0, to: version) })
            }
        )
    }

    private static let tlslite = [
        StatedServer(
            "tlslite-ng, from SSL 3.0, RC4, 3DES and NULL",
            PythonServer(
                script: .tlslite,
                settings: [
                    "minVersion=3.0", "maxVersion=3.3", "cipherNames=rc4,3des,null", "macNames=sha,md5",
                    "keyExchangeNames=rsa",
                ]
            )
        ) {
            let suites = [
                "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_RC4_128_MD5",
                "TLS_RSA_WITH_NULL_MD5", "TLS_RSA_WITH_NULL_SHA",
            ]
            return StatedOffer(
                suites: [.ssl3: suites, .tls10: suites, .tls11: suites, .tls12: suites],
                groups: [],
                legacyGroups: [],
                finiteFieldBits: 0
            )
        },
        StatedServer(
            "tlslite-ng, anonymous",
            PythonServer(
                script: .tlslite,
                identities: [],
                settings: [
                    "anonymous=yes", "maxVersion=3.3", "minVersion=3.2", "cipherNames=aes128,aes256gcm",
                ]
            )
        ) {
            StatedOffer(
                suites: [
                    .tls11: ["TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"],
                    .tls12: [
                        "TLS_DH_anon_WITH_AES_256_GCM_SHA384", "TLS_DH_anon_WITH_AES_128_CBC_SHA256",
                        "TLS_DH_anon_WITH_AES_128_CBC_SHA", "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",
                    ],
                ],
                groups: [],
                finiteFieldBits: 2048
            )
        },
        StatedServer(
            "tlslite-ng, TLS 1.3 with CCM",
            PythonServer(
                script: .tlslite,
                settings: [
                    "minVersion=3.4", "maxVersion=3.4", "cipherNames=aes128ccm_8,aes128ccm,chacha20-poly1305",
                    "eccCurves=x25519,secp521r1", "keyShares=x25519", "dhGroups=ffdhe3072",
                ]
            )
        ) {
            StatedOffer(
                suites: [
                    .tls13: [
                        "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256",
                    ]
                ],
                groups: ["x25519", "secp521r1", "ffdhe3072"],
                legacyGroups: [],
                // It fails on every hello of TLS 1.3 that offers protocols while it has none itself.
                open: ["/tls/alpn", "/tls/vulnerabilities/alpaca"]
            )
        },
    ]
}
