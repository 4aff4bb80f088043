// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// One certificate as served, in the words of RFC 5280.
package struct CertificateSummary: Codable, Hashable, Sendable {
    /// RFC 4514 strings; text from the peer, hostile until escaped.
    package let subject: String
    package let issuer: String
    package let serial: String
    /// Nil where the field cannot be read as a time.
    package let notBefore: Date?
    package let notAfter: Date?
    /// `RSA`, `EC`, `Ed25519`, `RSA-PSS`, ….
    package let keyType: String
    package let keyBits: Int
    /// The named curve of an EC key; nil for other keys.
    package let curve: String?
    /// The public exponent of an RSA key in decimal; nil for other keys.
    package let exponent: String?
    /// OpenSSL's long name, `sha256WithRSAEncryption`.
    package let signatureAlgorithm: String
    /// The digest signed, `SHA256`; nil where the algorithm has none of its own (Ed25519).
    package let signatureDigest: String?
    /// DNS names and addresses of subjectAltName, in its order.
    package let names: [String]
    package let isAuthority: Bool
    package let isSelfIssued: Bool
    /// Whether its own key verifies its signature.
    package let isSelfSigned: Bool
    package let keyUsage: [String]
    package let extendedKeyUsage: [String]
    /// The TLS feature extension asks for a stapled status (RFC 7633).
    package let mustStaple: Bool
    package let ocspURLs: [String]
    package let crlURLs: [String]
    package let sha256: String
    package let spkiSHA256: String

    package init(
        subject: String,
        issuer: String,
        serial: String,
        notBefore: Date?,
        notAfter: Date?,
        keyType: String,
        keyBits: Int,
        curve: String?,
        exponent: String?,
        signatureAlgorithm: String,
        signatureDigest: String?,
        names: [String],
        isAuthority: Bool,
        isSelfIssued: Bool,
        isSelfSigned: Bool,
        keyUsage: [String],
        extendedKeyUsage: [String],
        mustStaple: Bool,
        ocspURLs: [String],
        crlURLs: [String],
        sha256: String,
        spkiSHA256: String
    ) {
        self.subject = subject
        self.issuer = issuer
        self.serial = serial
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.keyType = keyType
        self.keyBits = keyBits
        self.curve = curve
        self.exponent = exponent
        self.signatureAlgorithm = signatureAlgorithm
        self.signatureDigest = signatureDigest
        self.names = names
        self.isAuthority = isAuthority
        self.isSelfIssued = isSelfIssued
        self.isSelfSigned = isSelfSigned
        self.keyUsage = keyUsage
        self.extendedKeyUsage = extendedKeyUsage
        self.mustStaple = mustStaple
        self.ocspURLs = ocspURLs
        self.crlURLs = crlURLs
        self.sha256 = sha256
        self.spkiSHA256 = spkiSHA256
    }
}

/// The certificates one handshake was answered with, leaf first, as sent.
package struct CertificateChain: Fact {
    package static let kind = FactKind("tls.chain", version: 1)

    /// Which chain of the host: `default` for what an ordinary client is served.
    package let aspect: String
    package let certificates: [CertificateSummary]

    package init(aspect: String, certificates: [CertificateSummary]) {
        self.aspect = aspect
        self.certificates = certificates
    }

    /// The aspect of the chain that an ordinary client is served.
    package static let served = "default"

    package var leaf: CertificateSummary? { certificates.first }
}

/// What OpenSSL's chain building says of a served chain, without the clock: dates are judged by checks.
package struct ChainTrust: Fact {
    package static let kind = FactKind("tls.trust", version: 1)

    package enum Outcome: String, Codable, Sendable {
        case trusted
        /// The leaf signs itself and is no anchor (X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT).
        case selfSigned = "self-signed"
        /// The chain ends in a root that is no anchor (X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN).
        case unknownRoot = "unknown-root"
        /// The issuer of the last certificate was neither sent nor is it an anchor.
        case issuerMissing = "issuer-missing"
        /// Anything else: wrong purpose, broken signature, constraints.
        case invalid
    }

    package let aspect: String
    package let outcome: Outcome
    /// The X509_V_ERR code and its text; 0 and `ok` for a trusted chain.
    package let code: Int
    package let text: String
    /// SHA-256 of each certificate of the path built, leaf first, the anchor last; empty where none was.
    package let path: [String]
    /// The anchor's subject; nil where the path reaches none.
    package let anchor: String?
    /// SHA-256 of the anchors trusted, so that a changed store shows.
    package let storeSHA256: String

    package init(
        aspect: String,
        outcome: Outcome,
        code: Int,
        text: String,
        path: [String],
        anchor: String?,
        storeSHA256: String
    ) {
        self.aspect = aspect
        self.outcome = outcome
        self.code = code
        self.text = text
        self.path = path
        self.anchor = anchor
        self.storeSHA256 = storeSHA256
    }
}

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
