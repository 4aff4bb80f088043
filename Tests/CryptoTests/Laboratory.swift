// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation

/// Certificates made for one test.
enum Laboratory {
    static let start = Date(timeIntervalSince1970: 1_700_000_000)
    static let end = Date(timeIntervalSince1970: 1_730_000_000)

    static func template(_ name: String) -> CertificateTemplate {
        CertificateTemplate(commonName: name, notBefore: start, notAfter: end)
    }

    static func selfSigned(
        _ name: String,
        key: PrivateKey.Kind,
        digest: CertificateTemplate.Digest
    ) throws -> IssuedCertificate {
        var template = template(name)
        template.dnsNames = [name]
        template.digest = digest
        return try CertificateFactory.issue(template, key: try .generate(key))
    }

    /// Root, intermediate and leaf, each signed by the one before.
    struct Chain {
        let root: IssuedCertificate
        let intermediate: IssuedCertificate
        let leaf: IssuedCertificate

        init(
            host: String,
            key: PrivateKey.Kind = .ec(curve: "P-256"),
            change: (inout CertificateTemplate) -> Void = { _ in }
        ) throws {
            var top = Laboratory.template("Test Root")
            top.isCertificateAuthority = true
            root = try CertificateFactory.issue(top, key: try .generate(.ec(curve: "P-256")))
            var middle = Laboratory.template("Test Intermediate")
            middle.isCertificateAuthority = true
            intermediate = try CertificateFactory.issue(
                middle,
                key: try .generate(.ec(curve: "P-256")),
                issuer: root
            )
            var bottom = Laboratory.template(host)
            bottom.dnsNames = [host]
            bottom.extendedKeyUsage = "serverAuth"
            change(&bottom)
            leaf = try CertificateFactory.issue(bottom, key: try .generate(key), issuer: intermediate)
        }
    }
}

/// A certificate that was made here, read.
func parsed(_ certificate: IssuedCertificate) throws -> ParsedCertificate {
    try ParsedCertificate(der: certificate.der)
}
