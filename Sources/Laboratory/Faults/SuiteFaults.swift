// SPDX-License-Identifier: Apache-2.0
internal import Crypto

extension Fault {
    static let suiteFaults = [
        noForwardSecrecy, staticRSAOffered, cbcOnly, cbcOffered, clientChooses, nullSuites, anonymousSuites,
        deprecatedGroup,
    ]

    /// TLS 1.3 always has forward secrecy, so it is off.
    package static let noForwardSecrecy = Fault("no-forward-secrecy", "only static RSA key exchange") {
        $0.keys = [.rsa(bits: 2048)]
        $0.maximum = .tls12
        $0.suites = ["AES128-GCM-SHA256", "AES256-GCM-SHA384"]
    }

    package static let staticRSAOffered = Fault("static-rsa-offered", "static RSA beside ephemeral keys") {
        $0.suites += ["AES128-GCM-SHA256"]
    }

    /// TLS 1.3 has no CBC, so it is off.
    package static let cbcOnly = Fault("cbc-only", "only CBC suites") {
        $0.maximum = .tls12
        $0.suites = [
            "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA",
            "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA384",
            "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA",
        ]
    }

    package static let cbcOffered = Fault("cbc-offered", "CBC beside authenticated ciphers") {
        $0.suites += ["ECDHE-ECDSA-AES128-SHA256"]
    }

    /// The client's choice does harm only where there is something bad to choose.
    package static let clientChooses = Fault("client-chooses", "the client picks among good and bad suites") {
        $0.suites += ["ECDHE-ECDSA-AES128-SHA256"]
        $0.prefersOwnOrder = false
    }

    package static let nullSuites = Fault("null-suites", "suites without encryption") {
        $0.suites += ["ECDHE-ECDSA-NULL-SHA"]
        $0.securityLevel = 0
    }

    /// With AES-256, for which OpenSSL takes a prime of 3072 bits.
    package static let anonymousSuites = Fault("anonymous-suites", "suites without authentication") {
        $0.suites += ["ADH-AES256-GCM-SHA384"]
        $0.securityLevel = 0
    }

    package static let deprecatedGroup = Fault("deprecated-group", "a curve that RFC 8422 deprecates") {
        $0.groups += ["P-224"]
    }
}
