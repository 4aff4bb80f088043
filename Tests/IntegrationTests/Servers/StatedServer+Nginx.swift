// SPDX-License-Identifier: Apache-2.0
import Reports
import TLSWire

/// nginx by Mozilla's guidelines and against them.
extension StatedServer {
    private static let ecdhe = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    ]
    private static let dhe = [
        "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-GCM-SHA384", "DHE-RSA-CHACHA20-POLY1305",
    ]
    /// What "old" adds, by OpenSSL's names.
    private static let old = [
        "ECDHE-ECDSA-AES128-SHA256", "ECDHE-RSA-AES128-SHA256", "ECDHE-ECDSA-AES128-SHA",
        "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-RSA-AES256-SHA384",
        "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA", "DHE-RSA-AES128-SHA256", "DHE-RSA-AES256-SHA256",
        "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA256", "AES256-SHA256", "AES128-SHA",
        "AES256-SHA", "DES-CBC3-SHA",
    ]
    private static let intermediate12 = [
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ]
    /// The part of "old" that TLS 1.0 and 1.1 have too, in the order of its list.
    private static let old10 = [
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
    ]
    private static let old12 =
        intermediate12 + [
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
            "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256",
            "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
        ]

    private static func lines(
        _ versions: String,
        _ suites: [String],
        curves: String = "X25519:prime256v1:secp384r1",
        serverOrder: Bool = false,
        more: String = ""
    ) -> String {
        """
        ssl_protocols \(versions);
        \(suites.isEmpty ? "" : "ssl_ciphers \(suites.joined(separator: ":"));")
        ssl_ecdh_curve \(curves);
        ssl_prefer_server_ciphers \(serverOrder ? "on" : "off");
        \(more)
        """
    }

    private static let mozillaGroups: Set = ["x25519", "secp256r1", "secp384r1"]

    static let nginx =
        mozilla + [
            StatedServer(
                "nginx, TLS 1.2 alone, one suite, no tickets",
                NginxServer(
                    directives: lines("TLSv1.2", ["AES256-GCM-SHA384"], more: "ssl_session_tickets off;")
                )
            ) {
                StatedOffer(
                    suites: [.tls12: ["TLS_RSA_WITH_AES_256_GCM_SHA384"]],
                    groups: [],
                    finiteFieldBits: 0
                )
            },
            StatedServer(
                "nginx, client certificate required, early data",
                NginxServer(
                    directives: lines(
                        "TLSv1.2 TLSv1.3",
                        Array(ecdhe.prefix(2)),
                        serverOrder: true,
                        more:
                            "ssl_verify_client on; ssl_client_certificate $folder/authority.pem; ssl_early_data on;"
                    )
                )
            ) {
                StatedOffer(
                    suites: [
                        .tls12: ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"], .tls13: StatedOffer.openSSL13,
                    ],
                    orders: [nil: .server],
                    groups: mozillaGroups,
                    legacyGroups: mozillaGroups,
                    applicationProtocols: ["h2", "http/1.1"]
                )
            },
            StatedServer(
                "nginx, brainpool and odd curves",
                NginxServer(
                    identities: [.brainpool],
                    directives: lines(
                        "TLSv1.2",
                        ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CAMELLIA256-SHA384", "@SECLEVEL=0"],
                        curves:
                            "brainpoolP512r1:secp224r1:brainpoolP256r1:secp256k1:brainpoolP384r1:prime192v1"
                    )
                )
            ) {
                StatedOffer(
                    suites: [
                        .tls12: [
                            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384",
                        ]
                    ],
                    orders: [nil: .client],
                    groups: [],
                    legacyGroups: [
                        "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1", "secp224r1", "secp256k1",
                        "secp192r1",
                    ],
                    finiteFieldBits: 0
                )
            },
        ]

    private static let mozilla = [
        StatedServer(
            "nginx, Mozilla modern",
            NginxServer(identities: [.ecdsa], directives: lines("TLSv1.3", []))
        ) {
            StatedOffer(
                suites: [.tls13: StatedOffer.openSSL13],
                orders: [nil: .client],
                groups: mozillaGroups,
                legacyGroups: [],
                finiteFieldBits: 0,
                applicationProtocols: ["h2", "http/1.1"]
            )
        },
        StatedServer(
            "nginx, Mozilla intermediate 5.7",
            NginxServer(
                identities: [.rsa, .ecdsa],
                directives: lines("TLSv1.2 TLSv1.3", ecdhe + dhe),
                finiteField: "ffdhe2048"
            )
        ) {
            StatedOffer(
                suites: [.tls12: intermediate12, .tls13: StatedOffer.openSSL13],
                orders: [nil: .client],
                groups: mozillaGroups,
                legacyGroups: mozillaGroups,
                finiteFieldBits: 2048,
                applicationProtocols: ["h2", "http/1.1"]
            )
        },
        StatedServer(
            "nginx, Mozilla old 5.7",
            NginxServer(
                identities: [.rsa, .ecdsa],
                directives: lines(
                    "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3",
                    ecdhe + dhe + old + ["@SECLEVEL=0"],
                    serverOrder: true
                ),
                finiteField: "ffdhe4096"
            )
        ) {
            // Debian's OpenSSL is built without 3DES.
            let known = Set(
                try OpenSSLListing.suites("ALL:@SECLEVEL=0", "-tls1_2", authentications: ["RSA", "ECDSA"])
            )
            return StatedOffer(
                suites: [
                    .tls10: old10.filter(known.contains), .tls11: old10.filter(known.contains),
                    .tls12: old12.filter(known.contains), .tls13: StatedOffer.openSSL13,
                ],
                orders: [nil: .server],
                groups: mozillaGroups,
                legacyGroups: mozillaGroups,
                finiteFieldBits: 4096,
                applicationProtocols: ["h2", "http/1.1"]
            )
        },
    ]
}
