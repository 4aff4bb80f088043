// SPDX-License-Identifier: Apache-2.0
import Reports
import TLSWire

/// OpenSSL's own server, at its edges.
extension StatedServer {
    private static let everything = "ALL:COMPLEMENTOFALL:@SECLEVEL=0"

    /// What a list stands for at each version from the oldest named on.
    private static func listed(
        _ list: String,
        from oldest: ProtocolVersion = .tls10,
        upTo newest: ProtocolVersion = .tls13,
        _ authentications: Set<String>,
        exchanges: Set<String> = [],
        preSharedKey: Bool = false
    ) throws -> [ProtocolVersion: [String]] {
        let options: [ProtocolVersion: String] = [.tls10: "-tls1", .tls11: "-tls1_1", .tls12: "-tls1_2"]
        var suites: [ProtocolVersion: [String]] = [:]
        for (version, option) in options where version >= oldest && version <= newest {
            let names = try OpenSSLListing.suites(
                list,
                option,
                authentications: authentications,
                exchanges: exchanges,
                preSharedKey: preSharedKey
            )
            if !names.isEmpty { suites[version] = names }
        }
        if newest == .tls13 { suites[.tls13] = StatedOffer.openSSL13 }
        return suites
    }

    static let openSSL = [
        StatedServer(
            "OpenSSL, everything it has, RSA and ECDSA",
            OpenSSLServer(identities: [.rsa, .ecdsa], options: ["-cipher", everything])
        ) {
            StatedOffer(
                suites: try listed(everything, ["RSA", "ECDSA", "None"]),
                orders: [nil: .client],
                groups: StatedOffer.openSSLGroups,
                legacyGroups: StatedOffer.openSSLLegacyGroups
            )
        },
        StatedServer(
            "OpenSSL, its own order",
            OpenSSLServer(options: ["-cipher", "ALL:!aNULL:!PSK:@STRENGTH", "-serverpref"])
        ) {
            StatedOffer(
                suites: try listed("ALL:!aNULL:!PSK:@STRENGTH", from: .tls12, ["RSA"]),
                orders: [nil: .server],
                groups: StatedOffer.openSSLGroups,
                legacyGroups: StatedOffer.openSSLLegacyGroups
            )
        },
        StatedServer(
            "OpenSSL, anonymous",
            OpenSSLServer(identities: [], options: ["-cipher", "aNULL:@SECLEVEL=0", "-no_tls1_3"])
        ) {
            StatedOffer(
                suites: try listed("aNULL:@SECLEVEL=0", upTo: .tls12, ["None"]),
                orders: [nil: .client],
                groups: [],
                // No rating without a certificate.
                open: ["/certificates", "/grade"]
            )
        },
        StatedServer(
            "OpenSSL, NULL alone",
            OpenSSLServer(options: ["-cipher", "eNULL:!aNULL:@SECLEVEL=0", "-no_tls1_3"])
        ) {
            StatedOffer(
                suites: try listed("eNULL:!aNULL:@SECLEVEL=0", upTo: .tls12, ["RSA"]),
                groups: [],
                finiteFieldBits: 0
            )
        },
        StatedServer(
            "OpenSSL, pre-shared keys",
            OpenSSLServer(options: ["-psk", "0102030405060708", "-cipher", "PSK:@SECLEVEL=0", "-no_tls1_3"])
        ) {
            StatedOffer(
                suites: try listed("PSK:@SECLEVEL=0", upTo: .tls12, ["PSK", "RSA"], preSharedKey: true),
                orders: [nil: .client],
                groups: []
            )
        },
        StatedServer(
            "OpenSSL, DSA",
            OpenSSLServer(identities: [.dsa], options: ["-cipher", "DSS:@SECLEVEL=0"])
        ) {
            StatedOffer(
                suites: try listed("DSS:@SECLEVEL=0", upTo: .tls12, ["DSS"]),
                orders: [nil: .client],
                groups: [],
                legacyGroups: []
            )
        },
        StatedServer("OpenSSL, Ed25519", OpenSSLServer(identities: [.ed25519], options: [])) {
            StatedOffer(
                suites: try listed("DEFAULT", from: .tls12, ["ECDSA"]),
                orders: [nil: .client],
                groups: StatedOffer.openSSLGroups,
                legacyGroups: StatedOffer.openSSLLegacyGroups,
                finiteFieldBits: 0
            )
        },
        StatedServer("OpenSSL, RSA-PSS key", OpenSSLServer(identities: [.rsaPSS], options: [])) {
            StatedOffer(
                suites: try listed("DEFAULT", from: .tls12, ["RSA"], exchanges: ["ECDH", "DH"]),
                orders: [nil: .client],
                groups: StatedOffer.openSSLGroups,
                legacyGroups: StatedOffer.openSSLLegacyGroups
            )
        },
        StatedServer(
            "OpenSSL, TLS 1.0 alone",
            OpenSSLServer(options: ["-tls1", "-cipher", "DEFAULT:@SECLEVEL=0"])
        ) {
            StatedOffer(
                suites: try listed("DEFAULT:@SECLEVEL=0", upTo: .tls10, ["RSA"]),
                orders: [nil: .client],
                groups: [],
                legacyGroups: StatedOffer.openSSLLegacyGroups
            )
        },
        StatedServer(
            "OpenSSL, TLS 1.3 with finite fields alone, CCM",
            OpenSSLServer(
                options: [
                    "-tls1_3", "-groups", "ffdhe3072:ffdhe2048",
                    "-ciphersuites", "TLS_AES_128_CCM_8_SHA256:TLS_AES_128_CCM_SHA256",
                ]
            )
        ) {
            StatedOffer(
                suites: [.tls13: ["TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_SHA256"]],
                orders: [nil: .client],
                groups: ["ffdhe2048", "ffdhe3072"],
                legacyGroups: []
            )
        },
        StatedServer(
            "OpenSSL, SHA-1 signatures alone",
            OpenSSLServer(
                options: ["-tls1_2", "-cipher", "ECDHE:DHE:@SECLEVEL=0", "-sigalgs", "RSA+SHA1"]
            )
        ) {
            StatedOffer(
                suites: try listed("ECDHE:DHE:@SECLEVEL=0", from: .tls12, upTo: .tls12, ["RSA"]),
                orders: [nil: .client],
                groups: [],
                legacyGroups: StatedOffer.openSSLLegacyGroups
            )
        },
    ]
}
