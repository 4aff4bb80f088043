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

    /// A leaf that names a responder, and its issuer.
    private static func asked(_ scene: Scene) throws -> Scene {
        try scene.seeing(
            CertificateChain(
                aspect: CertificateChain.served,
                certificates: [.leaf(ocspURLs: ["http://ocsp.test"]), .intermediate()]
            )
        )
    }

    private static func status(
        _ status: RevocationStatus.Status,
        at position: Int = 0,
        by source: RevocationStatus.Source,
        currency: RevocationStatus.Currency = .current,
        reason: String? = nil
    ) -> RevocationStatus {
        RevocationStatus(
            chain: CertificateChain.served,
            position: position,
            source: source,
            status: status,
            isSigned: true,
            currency: currency,
            reason: reason
        )
    }

    private static func question(_ position: Int, _ source: RevocationStatus.Source) -> Question {
        Question(
            RevocationStatus.self,
            RevocationStatus.aspect(CertificateChain.served, position: position, source: source)
        )
    }

    @Test func withoutAnyStatusItIsNotTested() throws {
        let scene = try Self.asked(Self.scene(.absent, isSigned: nil))
        let verdict = try scene.verdict(of: CertificateRevoked.self)
        guard case .notTested(let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(reason.contains("FetchRevocation="))
    }

    @Test func whereTheCertificateNamesNoSourceNobodyCouldRevokeIt() throws {
        let scene = try Self.scene(.absent, isSigned: nil)
        #expect(try scene.verdict(of: CertificateRevoked.self).state == .notApplicable)
    }

    @Test func aFetchedGoodStatusPassesWithoutStaple() throws {
        for source in [RevocationStatus.Source.crl, .ocsp] {
            let scene = try Self.asked(Self.scene(.absent, isSigned: nil))
                .seeing(Self.status(.good, by: source))
            #expect(try scene.verdict(of: CertificateRevoked.self) == .pass)
        }
    }

    @Test func aSilentResponderLeavesItUnknownWithItsReason() throws {
        let scene = try Self.asked(Self.scene(.absent, isSigned: nil))
            .missing(Self.question(0, .ocsp), because: Scene.refused)
        #expect(try scene.verdict(of: CertificateRevoked.self) == .unknown(because: Scene.refused))
        let listed = try scene.seeing(Self.status(.good, by: .crl))
        #expect(try listed.verdict(of: CertificateRevoked.self) == .pass)
    }

    @Test func anOutdatedListNeverFails() throws {
        let scene = try Self.asked(Self.scene(.absent, isSigned: nil))
            .seeing(Self.status(.good, by: .crl, currency: .stale))
        guard case .unknown(let reason) = try scene.verdict(of: CertificateRevoked.self) else {
            Issue.record("not unknown")
            return
        }
        #expect(reason.reason == "the list of the authority is out of date")
    }

    @Test func anOpenIntermediateLeavesTheWholeUnknown() throws {
        let scene = try Self.asked(Self.scene(.good)).missing(Self.question(1, .crl), because: Scene.refused)
        guard case .unknown(let reason) = try scene.verdict(of: CertificateRevoked.self) else {
            Issue.record("not unknown")
            return
        }
        #expect(reason.reason == "CN=Issuing CA: connection refused")
    }

    @Test func aHoldIsMilderThanARevocation() throws {
        let held = try Self.asked(Self.scene(.good))
            .seeing(Self.status(.revoked, by: .crl, reason: "certificateHold"))
        #expect(try held.verdict(of: CertificateRevoked.self).level == "held")
        let both = try held.seeing(Self.status(.revoked, at: 1, by: .ocsp, reason: "cACompromise"))
        #expect(try both.verdict(of: CertificateRevoked.self).level == "revoked")
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
