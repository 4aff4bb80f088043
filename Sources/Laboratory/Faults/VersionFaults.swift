// SPDX-License-Identifier: Apache-2.0
internal import Crypto

extension Fault {
    static let versionFaults = [tls13Only, tls12Only, oldVersions]

    /// No finding on security, but everybody without TLS 1.3 is shut out.
    package static let tls13Only = Fault(
        "tls-1.3-only",
        "only TLS 1.3 is offered",
        breaks: ["inclusion.clients-excluded"]
    ) {
        $0.minimum = .tls13
    }

    package static let tls12Only = Fault(
        "tls-1.2-only",
        "only TLS 1.2 is offered",
        breaks: ["tls.tls1.3-missing"]
    ) {
        $0.maximum = .tls12
    }

    /// TLS 1.0 and 1.1 have nothing but CBC, and OpenSSL 3 speaks them at security level 0 alone, where it
    /// signs with SHA-1 too.
    package static let oldVersions = Fault(
        "tls-1.0-and-1.1",
        "TLS 1.0 and 1.1 are still on",
        breaks: [
            "tls.cbc-suites", "tls.policy-violated", "tls.tls1.0-offered", "tls.tls1.1-offered",
            "tls.weak-key-exchange-signature",
        ]
    ) {
        $0.minimum = .tls10
        $0.suites += [
            "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES128-SHA",
            "ECDHE-RSA-AES256-SHA",
        ]
        $0.securityLevel = 0
    }
}
