// SPDX-License-Identifier: Apache-2.0
internal import Crypto

/// Everything that decides how one server of the laboratory behaves; as it is made, there is no fault in it.
package struct Blueprint: Sendable {
    /// Who signs the server's certificate.
    enum Signer: Sendable {
        /// An intermediate under the laboratory's root.
        case intermediate
        /// An intermediate under the laboratory's root that ran out yesterday.
        case expiredIntermediate
        /// An intermediate under a root that nobody trusts.
        case stranger
        case itself
    }

    /// The OCSP response that the server staples.
    struct Staple: Sendable {
        var status = OCSPStaple.Status.good
        /// Days from today to thisUpdate, and to nextUpdate.
        var firstDay = -1
        var lastDay = 6
        /// Whether an authority signs that did not issue the certificate.
        var isForged = false
    }

    /// Certificates that nobody needs, and where they stand.
    enum Surplus: Sendable {
        case intermediateTwice
        case foreignIntermediate
        case rootBeforeIntermediate
    }

    let host: String
    /// What it does instead of shaking hands; nil where it does shake hands.
    var conduct: PlainConduct?

    // MARK: After the handshake

    var talk = Talk.web
    var pages = SitePages()
    var relay: RelayManners

    // MARK: The certificate

    /// One certificate for each key, so that clients without ECDSA are not shut out, nor those without RSA.
    var keys: [PrivateKey.Kind] = [.ec(curve: "P-256"), .rsa(bits: 2048)]
    /// Servers with the same holder have the same keys.
    var keyHolder: String
    /// DNS names; empty leaves subjectAltName away.
    var names: [String]
    var digest = CertificateTemplate.Digest.sha256
    /// The day from which the certificate is valid, counted from today.
    var firstDay = -5
    /// Below 47, so that no limit of the CA/Browser Forum announced up to 2029 is passed.
    var lifetimeDays = 45
    var extendedKeyUsage = "serverAuth"
    var mustStaple = false
    var signer = Signer.intermediate
    var sendsIntermediate = true
    var sendsRoot = false
    /// Nil for a chain of just what clients need.
    var surplus: Surplus?
    /// Nil for no staple.
    var staple: Staple?
    /// Bytes of the serial number.
    var serialLength = 16

    // MARK: The handshake

    var minimum = TLSVersion.tls12
    var maximum = TLSVersion.tls13
    /// OpenSSL's names, best first, for TLS 1.2 and below.
    var suites = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305",
    ]
    var groups = ["X25519", "P-256", "P-384"]
    /// OpenSSL's, 0…5: 2 is what distributions ship, and 0 allows what is broken, such as signing with SHA-1.
    var securityLevel = 2
    var prefersOwnOrder = true

    init(host: String) {
        self.host = host
        keyHolder = host
        names = [host]
        relay = RelayManners(realm: host)
    }
}

extension PrivateKey.Kind {
    /// What a server does with such a key (RFC 5280 §4.2.1.3).
    var serverKeyUsage: String {
        switch self {
        case .rsa: "critical,digitalSignature,keyEncipherment"
        case .ec, .ed25519, .ed448: "critical,digitalSignature"
        }
    }
}

extension Blueprint {
    func settings(identities: [TLSServerSettings.Identity]) -> TLSServerSettings {
        var settings = TLSServerSettings(identities: identities)
        settings.minimum = minimum
        settings.maximum = maximum
        // The level stands last: it holds for the whole context, certificates included.
        settings.cipherList = (suites + ["@SECLEVEL=\(securityLevel)"]).joined(separator: ":")
        settings.groups = groups.joined(separator: ":")
        // The only protocol of a name that is spoken after the handshake.
        settings.alpn = talk == .web ? ["http/1.1"] : []
        settings.prefersOwnOrder = prefersOwnOrder
        return settings
    }
}
