// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation

/// A chain for localhost with one kind of key, in the PEM files that servers read.
struct ServerIdentity: Sendable {
    enum Kind: String, Sendable {
        case rsa, ecdsa, ed25519, dsa
        case rsaPSS = "rsa-pss"
        case brainpool, p384

        fileprivate func makeKey() throws -> PrivateKey {
            switch self {
            case .rsa: try .generate(.rsa(bits: 2048))
            case .ecdsa: try .generate(.ec(curve: "P-256"))
            case .ed25519: try .generate(.ed25519)
            case .p384: try .generate(.ec(curve: "P-384"))
            case .brainpool: try .generate(.ec(curve: "brainpoolP256r1"))
            case .rsaPSS:
                try PrivateKey(
                    pem: ServerPrograms.output(
                        of: "openssl",
                        ["genpkey", "-quiet", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"]
                    )
                )
            case .dsa: try Self.makeDSAKey()
            }
        }

        private static func makeDSAKey() throws -> PrivateKey {
            let folder = try TemporaryFolder()
            let parameters = folder.url.appending(path: "parameters.pem").path
            _ = try ServerPrograms.output(
                of: "openssl",
                [
                    "genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:1024",
                    "-out", parameters,
                ]
            )
            return try PrivateKey(
                pem: ServerPrograms.output(of: "openssl", ["genpkey", "-paramfile", parameters])
            )
        }
    }

    let kind: Kind
    /// The leaf, then the intermediate.
    let chain: String
    let leaf: String
    let key: String
    /// Key, leaf and intermediate in one file.
    let combined: String
}

/// A root and an intermediate authority in a folder, for the identities of one server.
struct ServerAuthority: Sendable {
    /// PEM.
    let root: URL
    let intermediate: URL
    private let folder: URL
    private let issuer: IssuedCertificate

    init(in folder: URL) throws {
        self.folder = folder
        root = folder.appending(path: "authority.pem")
        intermediate = folder.appending(path: "intermediate.pem")
        var template = Self.template("Test Root", days: 3000)
        template.isCertificateAuthority = true
        let anchor = try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")))
        template = Self.template("Test Intermediate", days: 1000)
        template.isCertificateAuthority = true
        issuer = try CertificateFactory.issue(
            template,
            key: .generate(.ec(curve: "P-256")),
            issuer: anchor
        )
        try Self.write(anchor.pem, to: root)
        try Self.write(issuer.pem, to: intermediate)
    }

    func identity(_ kind: ServerIdentity.Kind, names: [String] = ["localhost"]) throws -> ServerIdentity {
        var template = Self.template("localhost", days: 80)
        template.dnsNames = names
        template.extendedKeyUsage = "serverAuth"
        let leaf = try CertificateFactory.issue(template, key: kind.makeKey(), issuer: issuer)
        func file(_ name: String, _ text: String) throws -> String {
            let url = folder.appending(path: "\(kind.rawValue)-\(name).pem")
            try Self.write(text, to: url)
            return url.path
        }
        return ServerIdentity(
            kind: kind,
            chain: try file("chain", leaf.pem + issuer.pem),
            leaf: try file("leaf", leaf.pem),
            key: try file("key", leaf.key.pem),
            combined: try file("combined", leaf.key.pem + leaf.pem + issuer.pem)
        )
    }

    private static func template(_ name: String, days: Double) -> CertificateTemplate {
        CertificateTemplate(
            commonName: name,
            notBefore: Date().addingTimeInterval(-86400),
            notAfter: Date().addingTimeInterval(days * 86400)
        )
    }

    private static func write(_ text: String, to url: URL) throws {
        try text.write(to: url, atomically: true, encoding: .utf8)
    }
}
