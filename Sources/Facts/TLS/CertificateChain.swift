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
    /// 1 to 3; nil in facts kept before it was read.
    package let version: Int?
    /// The most specific common name; nil where there is none, and in facts kept before it was read.
    package let commonName: String?
    /// Where the issuer's certificate can be fetched; nil in facts kept before it was read.
    package let issuerURLs: [String]?

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
        spkiSHA256: String,
        version: Int? = nil,
        commonName: String? = nil,
        issuerURLs: [String]? = nil
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
        self.version = version
        self.commonName = commonName
        self.issuerURLs = issuerURLs
    }
}

/// The certificates one handshake was answered with, leaf first, as sent.
package struct CertificateChain: Fact {
    package static let kind = FactKind("tls.chain", version: 1)

    /// Which chain of the host: one of `aspects`.
    package let aspect: String
    package let certificates: [CertificateSummary]

    package init(aspect: String, certificates: [CertificateSummary]) {
        self.aspect = aspect
        self.certificates = certificates
    }

    /// The aspect of the chain that an ordinary client is served.
    package static let served = "default"

    /// The aspect of the chain that a client is served which names no host.
    package static let withoutName = "no-sni"

    /// Every chain that may be asked for: the ordinary one, those of further keys, and the one without a name.
    package static let aspects = [served, "rsa", "rsa-pss", "ecdsa", "eddsa", "ml-dsa", "dsa", withoutName]

    package var leaf: CertificateSummary? { certificates.first }
}

/// What OpenSSL's chain building against one store says of a served chain, without the clock: dates are judged
/// by checks.
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

    /// The chain's aspect; of a named store with its name after it: `default@intranet`.
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
    /// The operator's name of a private store; nil for the public one.
    package let store: String?

    package init(
        aspect: String,
        outcome: Outcome,
        code: Int,
        text: String,
        path: [String],
        anchor: String?,
        storeSHA256: String,
        store: String? = nil
    ) {
        self.aspect = store.map { Self.aspect(aspect, store: $0) } ?? aspect
        self.outcome = outcome
        self.code = code
        self.text = text
        self.path = path
        self.anchor = anchor
        self.storeSHA256 = storeSHA256
        self.store = store
    }

    /// The aspect of a chain's trust by a named store.
    package static func aspect(_ chain: String, store: String) -> String { "\(chain)@\(store)" }

    /// The aspect of the chain that was looked at.
    package var chain: String { store.map { String(aspect.dropLast($0.count + 1)) } ?? aspect }
}
