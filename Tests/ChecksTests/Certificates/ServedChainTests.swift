// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

/// What holds for every check that looks at chains, shown by some of them.
struct ServedChainTests {
    private static func further(_ aspect: String, _ leaf: CertificateSummary) -> CertificateChain {
        CertificateChain(aspect: aspect, certificates: [leaf, .intermediate()])
    }

    @Test func aFurtherChainThatFailsCounts() throws {
        let scene = try Scene.modern().seeing(Self.further("rsa", .leaf(until: day("2026-11-01"))))
        #expect(
            try scene.verdict(of: CertificateExpired.self)
                == .fail(
                    level: "expired",
                    seen: "rsa chain: expired on 2026-11-01",
                    expected: "a valid certificate"
                )
        )
    }

    @Test func theWorstOfSeveralCounts() throws {
        let scene = try Scene.modern().chain(.leaf(digest: "SHA1"))
            .seeing(Self.further("ecdsa", .leaf(digest: "MD5")))
        #expect(try scene.verdict(of: WeakSignature.self).level == "md5")
    }

    @Test func aSoundFurtherChainChangesNothing() throws {
        let scene = try Scene.modern().seeing(Self.further("rsa", .leaf()))
        #expect(try scene.verdict(of: CertificateExpired.self) == .pass)
    }

    @Test func aFurtherChainThatCouldNotBeSeenIsNoPass() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, "rsa"))
        #expect(try scene.verdict(of: CertificateExpired.self) == .unknown(because: Scene.silence))
        let failing = try scene.chain(.leaf(until: day("2026-11-01")))
        #expect(try failing.verdict(of: CertificateExpired.self).level == "expired")
    }

    @Test func aFurtherChainThatWasLeftOutOnPurposeTakesNothingAway() throws {
        let scene = try Scene.modern()
            .missing(Question(CertificateChain.self, "rsa"), because: Scene.notAllowed)
        #expect(try scene.verdict(of: CertificateExpired.self) == .pass)
    }

    @Test func theChainWithoutANameIsNotJudgedAsTheHosts() throws {
        let scene = try Scene.modern().seeing(
            Self.further(CertificateChain.withoutName, .leaf(until: day("2026-11-01"), names: ["other"])),
            ServerNameMatch(aspect: CertificateChain.withoutName, serverName: "www", matches: false)
        )
        #expect(try scene.verdict(of: CertificateExpired.self) == .pass)
        #expect(try scene.verdict(of: NameMismatch.self) == .pass)
    }
}
