// SPDX-License-Identifier: Apache-2.0
/// Whether the leaf certificate is for the name that was asked for (RFC 9525; subjectAltName only).
package struct ServerNameMatch: Fact {
    package static let kind = FactKind("tls.server-name", version: 1)

    package let aspect: String
    package let serverName: String
    package let matches: Bool

    package init(aspect: String, serverName: String, matches: Bool) {
        self.aspect = aspect
        self.serverName = serverName
        self.matches = matches
    }
}

/// Whether an OCSP response was stapled (RFC 6066 §8).
package struct OCSPStaple: Fact {
    package static let kind = FactKind("tls.ocsp-staple", version: 1)

    package let isPresent: Bool

    package init(isPresent: Bool) { self.isPresent = isPresent }
}

/// How many signed certificate timestamps came by which way (RFC 6962 §3.3).
package struct TransparencyTimestamps: Fact {
    package static let kind = FactKind("tls.scts", version: 1)

    package let inCertificate: Int
    package let inExtension: Int

    package init(inCertificate: Int, inExtension: Int) {
        self.inCertificate = inCertificate
        self.inExtension = inExtension
    }
}
