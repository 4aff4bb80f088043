// SPDX-License-Identifier: Apache-2.0
internal import Crypto

extension Fault {
    static let suiteFaults = [
        noForwardSecrecy, staticRSAOffered, cbcOnly, cbcOffered, clientChooses, nullSuites, anonymousSuites,
        deprecatedGroup,
    ]

    /// TLS 1.3 always has forward secrecy, so it is off.
    package static let noForwardSecrecy = Fault(
        "no-forward-secrecy",
        "only static RSA key exchange",
        breaks: [
            "inclusion.clients-excluded", "tls.no-forward-secrecy", "tls.policy-violated",
            "tls.tls1.3-missing",
        ]
    ) {
        $0.keys = [.rsa(bits: 2048)]
        $0.maximum = .tls12
        $0.suites = ["AES128-GCM-SHA256", "AES256-GCM-SHA384"]
    }

    package static let staticRSAOffered = Fault(
        "static-rsa-offered",
        "static RSA beside ephemeral keys",
        breaks: ["tls.no-forward-secrecy", "tls.policy-violated"]
    ) {
        $0.suites += ["AES128-GCM-SHA256"]
    }

    /// TLS 1.3 has no CBC, so it is off.
    package static let cbcOnly = Fault(
        "cbc-only",
        "only CBC suites",
        breaks: ["tls.cbc-suites", "tls.policy-violated", "tls.tls1.3-missing"]
    ) {
        $0.maximum = .tls12
        $0.suites = [
            "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA",
            "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA384",
            "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA",
        ]
    }

    package static let cbcOffered = Fault(
        "cbc-offered",
        "CBC beside authenticated ciphers",
        breaks: ["tls.cbc-suites", "tls.policy-violated"]
    ) {
        $0.suites += ["ECDHE-ECDSA-AES128-SHA256"]
    }

    /// The client's choice does harm only where there is something bad to choose.
    package static let clientChooses = Fault(
        "client-chooses",
        "the client picks among good and bad suites",
        breaks: ["tls.cbc-suites", "tls.client-order", "tls.policy-violated"]
    ) {
        $0.suites += ["ECDHE-ECDSA-AES128-SHA256"]
        $0.prefersOwnOrder = false
    }

    package static let nullSuites = Fault(
        "null-suites",
        "suites without encryption",
        breaks: ["tls.null-suites", "tls.policy-violated", "tls.weak-key-exchange-signature"]
    ) {
        $0.suites += ["ECDHE-ECDSA-NULL-SHA"]
        $0.securityLevel = 0
    }

    /// With AES-256, for which OpenSSL takes a prime of 3072 bits.
    package static let anonymousSuites = Fault(
        "anonymous-suites",
        "suites without authentication",
        breaks: ["tls.anonymous-suites", "tls.policy-violated", "tls.weak-key-exchange-signature"]
    ) {
        $0.suites += ["ADH-AES256-GCM-SHA384"]
        $0.securityLevel = 0
    }

    package static let deprecatedGroup = Fault(
        "deprecated-group",
        "a curve that RFC 8422 deprecates",
        breaks: ["tls.weak-groups"]
    ) {
        $0.groups += ["P-224"]
    }
}
