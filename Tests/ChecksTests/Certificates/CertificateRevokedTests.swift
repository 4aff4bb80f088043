// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct CertificateRevokedTests {
    private static func scene(
        _ status: RevocationStatus.Status,
        isSigned: Bool? = true,
        currency: RevocationStatus.Currency = .current
    ) throws -> Scene {
        try Scene.modern().seeing(
            RevocationStatus(
                chain: CertificateChain.served,
                source: .staple,
                status: status,
                isSigned: isSigned,
                currency: currency
            )
        )
    }

    @Test func aCurrentGoodStatusPasses() throws {
        #expect(try Self.scene(.good).verdict(of: CertificateRevoked.self) == .pass)
        #expect(try Self.scene(.good, currency: .undated).verdict(of: CertificateRevoked.self) == .pass)
    }

    @Test func aSignedRevocationFailsHoweverOld() throws {
        for currency in [RevocationStatus.Currency.current, .stale] {
            let scene = try Self.scene(.revoked, currency: currency)
            #expect(try scene.verdict(of: CertificateRevoked.self).level == "revoked")
        }
    }

    @Test func whatNobodySignedProvesNothing() throws {
        #expect(
            try Self.scene(.revoked, isSigned: false).verdict(of: CertificateRevoked.self).state == .unknown
        )
        #expect(try Self.scene(.good, isSigned: false).verdict(of: CertificateRevoked.self).state == .unknown)
        #expect(
            try Self.scene(.good, currency: .stale).verdict(of: CertificateRevoked.self).state == .unknown
        )
        #expect(try Self.scene(.unknown).verdict(of: CertificateRevoked.self).state == .unknown)
    }

    @Test func withoutAnyStatusItIsNotTested() throws {
        let scene = try Self.scene(.absent, isSigned: nil)
        #expect(try scene.verdict(of: CertificateRevoked.self).state == .notTested)
    }

    @Test func anIntermediatesRevocationCounts() throws {
        let scene = try Self.scene(.good).seeing(
            RevocationStatus(
                chain: CertificateChain.served,
                position: 1,
                source: .crl,
                status: .revoked,
                isSigned: true,
                currency: .current
            )
        )
        #expect(
            try scene.verdict(of: CertificateRevoked.self)
                == .fail(
                    level: "revoked",
                    seen: "CN=Issuing CA (crl)",
                    expected: "a certificate in good standing"
                )
        )
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: CertificateRevoked.self) == .unknown(because: Scene.silence))
    }
}
