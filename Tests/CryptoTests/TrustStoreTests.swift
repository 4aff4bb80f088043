// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Testing

@Suite struct TrustStoreTests {
    let chain: Laboratory.Chain
    let store: TrustStore

    init() throws {
        chain = try Laboratory.Chain(host: "www.example")
        store = try TrustStore(pem: Array(chain.root.pem.utf8))
    }

    @Test func completeChainIsTrustedThoughItExpiredLongAgo() throws {
        let verdict = try store.verify(
            chain: try CertificateReader().read(chain: [chain.leaf.der, chain.intermediate.der])
        )
        #expect(verdict.isTrusted && verdict.code == 0 && verdict.fault == nil)
        #expect(verdict.anchor == "CN=Test Root")
        #expect(verdict.path == [chain.leaf, chain.intermediate, chain.root].map { SHA256.hex($0.der) })
        #expect(verdict.store == store.hash)
    }

    @Test func orderAndSurplusOfTheSentListDoNotMatter() throws {
        let other = try Laboratory.selfSigned("other", key: .ed25519, digest: .sha256)
        let sent = [chain.leaf.der, other.der, chain.root.der, chain.intermediate.der]
        #expect(try store.verify(chain: try CertificateReader().read(chain: sent)).isTrusted)
    }

    @Test func missingIntermediateIsToldApart() throws {
        let verdict = try store.verify(chain: try CertificateReader().read(chain: [chain.leaf.der]))
        #expect(!verdict.isTrusted && verdict.fault == .missingIssuer)
        #expect(verdict.code == 20)
        #expect(verdict.missingIssuer == "CN=Test Intermediate")
        #expect(verdict.anchor == nil)
    }

    /// What is remembered of one list says nothing of another, whatever was asked before.
    @Test func eachListOfOneLeafHasItsOwnVerdictHoweverOftenItIsAsked() throws {
        let reader = CertificateReader()
        let foreign = try Laboratory.Chain(host: "www.example")
        let lists = [
            ([chain.leaf.der], false), ([chain.leaf.der, chain.intermediate.der], true),
            ([chain.leaf.der, foreign.intermediate.der], false),
            ([foreign.leaf.der, foreign.intermediate.der], false),
            ([chain.leaf.der, foreign.intermediate.der, chain.intermediate.der], true),
        ]
        for (sent, isTrusted) in lists + lists.reversed() {
            #expect(try store.verify(chain: try reader.read(chain: sent)).isTrusted == isTrusted)
        }
    }

    @Test func whoIssuedACertificateIsToldForEachIssuerAgainAndAgain() throws {
        let foreign = try Laboratory.Chain(host: "www.example")
        let leaf = try ParsedCertificate(der: chain.leaf.der)
        let issuers = try [chain.intermediate, foreign.intermediate, chain.root, chain.leaf].map {
            try ParsedCertificate(der: $0.der)
        }
        for _ in 0..<3 { #expect(issuers.map(leaf.isIssued) == [true, false, false, false]) }
    }

    @Test func selfSignedLeafIsToldApart() throws {
        let leaf = try Laboratory.selfSigned("www.example", key: .ec(curve: "P-256"), digest: .sha256)
        let verdict = try store.verify(chain: try CertificateReader().read(chain: [leaf.der]))
        #expect(verdict.fault == .selfSignedLeaf && verdict.code == 18)
        #expect(verdict.missingIssuer == nil)
    }

    @Test func unknownRootIsToldApart() throws {
        let foreign = try Laboratory.Chain(host: "www.example")
        let sent = [foreign.leaf.der, foreign.intermediate.der, foreign.root.der]
        let verdict = try store.verify(chain: try CertificateReader().read(chain: sent))
        #expect(verdict.fault == .unknownRoot && verdict.code == 19)
        let withAnchor = try TrustStore(pem: Array(chain.root.pem.utf8), anchors: [foreign.root.der])
        #expect(try withAnchor.verify(chain: try CertificateReader().read(chain: sent)).isTrusted)
        #expect(withAnchor.count == 2 && withAnchor.hash != store.hash)
    }

    @Test func weakSignaturesDoNotMakeAChainUntrusted() throws {
        let weak = try Laboratory.Chain(host: "www.example", key: .rsa(bits: 1024)) { $0.digest = .sha1 }
        let verdict = try TrustStore(pem: Array(weak.root.pem.utf8))
            .verify(chain: try CertificateReader().read(chain: [weak.leaf.der, weak.intermediate.der]))
        #expect(verdict.isTrusted)
    }

    @Test func wrongPurposeIsNotTrusted() throws {
        let mail = try Laboratory.Chain(host: "www.example") { $0.extendedKeyUsage = "emailProtection" }
        let verdict = try TrustStore(pem: Array(mail.root.pem.utf8))
            .verify(chain: try CertificateReader().read(chain: [mail.leaf.der, mail.intermediate.der]))
        #expect(!verdict.isTrusted && verdict.fault == .other && verdict.code == 26)
    }

    @Test func hashDependsOnContentAlone() throws {
        let other = try Laboratory.selfSigned("other", key: .ed25519, digest: .sha256)
        let one = try TrustStore(pem: Array((chain.root.pem + other.pem).utf8))
        let two = try TrustStore(pem: Array((other.pem + "# a comment\n" + chain.root.pem + other.pem).utf8))
        #expect(one.hash == two.hash && one.count == 2 && two.count == 2)
    }

    @Test func badBundlesAreRefusedOrCounted() throws {
        #expect(throws: CryptoError.self) { try TrustStore(pem: []) }
        #expect(throws: CryptoError.self) { try TrustStore(file: "/nonexistent/bundle.pem") }
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        let store = try TrustStore(pem: Array((broken + chain.root.pem).utf8))
        #expect(store.count == 1 && store.unreadable == 1)
        #expect(throws: CryptoError.self) { try store.verify(chain: try CertificateReader().read(chain: [])) }
        #expect(throws: CryptoError.self) {
            try store.verify(chain: try CertificateReader().read(chain: [[1, 2, 3]]))
        }
    }

    @Test func oneStoreServesManyTasksAtOnce() async throws {
        let sent = [chain.leaf.der, chain.intermediate.der]
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 {
                group.addTask { [store] in
                    try store.verify(chain: try CertificateReader().read(chain: sent)).isTrusted
                }
            }
            for try await isTrusted in group { #expect(isTrusted) }
        }
    }

    @Test func recordedChainsAreJudged() throws {
        let root = try #require(try Recording("cert-root-included-openssl30").certificates.last)
        let good = try Recording("cert-good-openssl30").certificates
        let store = try TrustStore(pem: Array(chain.root.pem.utf8), anchors: [root])
        #expect(try store.verify(chain: try CertificateReader().read(chain: good)).isTrusted)
        #expect(
            try store.verify(
                chain: try CertificateReader().read(chain: Recording("cert-expired-openssl30").certificates)
            ).isTrusted
        )
        let incomplete = try store.verify(
            chain: try CertificateReader().read(chain: Recording("cert-incomplete-openssl30").certificates)
        )
        #expect(incomplete.fault == .missingIssuer)
        let own = try store.verify(
            chain: try CertificateReader().read(chain: Recording("cert-selfsigned-openssl30").certificates)
        )
        #expect(own.fault == .selfSignedLeaf)
    }
}
