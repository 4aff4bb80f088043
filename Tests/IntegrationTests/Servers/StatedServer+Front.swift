// SPDX-License-Identifier: Apache-2.0
import Reports
import TLSWire

/// What stands in front of web services, and a proxy for any.
extension StatedServer {
    static let front = [
        StatedServer(
            "Apache httpd",
            ApacheServer(
                identities: [.rsa, .ecdsa],
                directives: """
                    SSLProtocol -all +TLSv1.2 +TLSv1.3
                    SSLHonorCipherOrder on
                    SSLCipherSuite ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384:AES128-SHA
                    SSLCipherSuite TLSv1.3 TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384
                    SSLOpenSSLConfCmd Curves secp384r1:X25519
                    SSLSessionTickets off
                    """
            )
        ) {
            StatedOffer(
                suites: [
                    .tls12: [
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_CBC_SHA",
                    ],
                    .tls13: ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"],
                ],
                orders: [nil: .server],
                groups: ["secp384r1", "x25519"],
                legacyGroups: ["secp384r1", "x25519"],
                finiteFieldBits: 0
            )
        },
        StatedServer(
            "HAProxy, from TLS 1.0",
            HAProxyServer(
                identities: [.rsa],
                bind: """
                    ssl-min-ver TLSv1.0 curves X25519:P-256 alpn h2,http/1.1 no-tls-tickets \
                    ciphers ECDHE-RSA-AES128-SHA:AES256-SHA:DHE-RSA-AES128-SHA:@SECLEVEL=0
                    """,
                global: "tune.ssl.default-dh-param 2048"
            )
        ) {
            let legacy = [
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
            ]
            return StatedOffer(
                suites: [
                    .tls10: legacy, .tls11: legacy, .tls12: legacy, .tls13: StatedOffer.openSSL13,
                ],
                // Its manual: the server's order unless prefer-client-ciphers is set.
                orders: [nil: .server],
                groups: ["x25519", "secp256r1"],
                legacyGroups: ["x25519", "secp256r1"],
                finiteFieldBits: 2048,
                applicationProtocols: ["h2", "http/1.1"]
            )
        },
        StatedServer(
            "HAProxy, TLS 1.3 alone",
            HAProxyServer(
                identities: [.ecdsa],
                bind: "ssl-min-ver TLSv1.3 ciphersuites TLS_CHACHA20_POLY1305_SHA256 curves P-521 allow-0rtt"
            )
        ) {
            StatedOffer(
                suites: [.tls13: ["TLS_CHACHA20_POLY1305_SHA256"]],
                groups: ["secp521r1"],
                legacyGroups: [],
                finiteFieldBits: 0
            )
        },
        StatedServer(
            "stunnel",
            StunnelServer(
                options: """
                    sslVersionMin = TLSv1.2
                    ciphers = ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-SHA256
                    ciphersuites = TLS_AES_256_GCM_SHA384
                    curves = P-256:P-384
                    options = CIPHER_SERVER_PREFERENCE
                    """
            )
        ) {
            StatedOffer(
                suites: [
                    .tls12: [
                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                    ],
                    .tls13: ["TLS_AES_256_GCM_SHA384"],
                ],
                orders: [nil: .server],
                groups: ["secp256r1", "secp384r1"],
                legacyGroups: ["secp256r1", "secp384r1"]
            )
        },
        StatedServer(
            "lighttpd",
            LighttpdServer(
                commands: """
                    "MinProtocol" => "TLSv1.2", "MaxProtocol" => "TLSv1.2",
                    "CipherString" => "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384",
                    "Curves" => "P-384:P-256", "Options" => "ServerPreference"
                    """
            )
        ) {
            StatedOffer(
                suites: [
                    .tls12: [
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    ]
                ],
                orders: [nil: .server],
                groups: [],
                legacyGroups: ["secp256r1", "secp384r1"],
                finiteFieldBits: 0
            )
        },
    ]
}
