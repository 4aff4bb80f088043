// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Testing

/// Chains made for the purpose: who issued whom is known.
struct IssuanceLinksTests {
    private let root: IssuedCertificate
    private let intermediate: IssuedCertificate
    private let leaf: IssuedCertificate
    /// Has the root's name and another key.
    private let impostor: IssuedCertificate

    init() throws {
        root = try Self.issue("Root")
        intermediate = try Self.issue("Intermediate", issuer: root)
        leaf = try Self.issue("www.test.example", issuer: intermediate)
        impostor = try Self.issue("Root")
    }

    private static func issue(_ name: String, issuer: IssuedCertificate? = nil) throws -> IssuedCertificate {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        var template = CertificateTemplate(
            commonName: name,
            notBefore: start,
            notAfter: start.addingTimeInterval(86_400)
        )
        template.isCertificateAuthority = !name.contains(".")
        return try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")), issuer: issuer)
    }

    @Test func issuersAreFoundWhereverTheyStand() throws {
        let links = try IssuanceLinks(
            chain: try CertificateReader().read(chain: [leaf.der, root.der, intermediate.der])
        )
        #expect(links.issuers == [[2], [], [1]])
        #expect(links.isSelfSigned == [false, true, false])
    }

    @Test func aNameAloneIssuesNothing() throws {
        let links = try IssuanceLinks(
            chain: try CertificateReader().read(chain: [leaf.der, intermediate.der, impostor.der])
        )
        #expect(links.issuers == [[1], [], []])
        #expect(try !parsed(intermediate).isIssued(by: parsed(impostor)))
        #expect(try parsed(intermediate).isIssued(by: parsed(root)))
    }

    @Test func rubbishAndEndlessChainsAreErrors() {
        #expect(throws: CryptoError.self) {
            try IssuanceLinks(chain: try CertificateReader().read(chain: [leaf.der, [0x30, 0x00]]))
        }
        #expect(throws: CryptoError.self) {
            try IssuanceLinks(
                chain: try CertificateReader().read(
                    chain: Array(repeating: leaf.der, count: IssuanceLinks.limit + 1)
                )
            )
        }
    }

    @Test func aStoreFindsTheAnchorThatIssued() throws {
        let store = try TrustStore(pem: Array(root.pem.utf8))
        #expect(try store.issuer(of: parsed(intermediate)) == root.der)
        #expect(try store.issuer(of: parsed(leaf)) == nil)
        let other = try TrustStore(pem: Array(impostor.pem.utf8))
        #expect(try other.issuer(of: parsed(intermediate)) == nil)
    }
}
