// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ROCAKeyTests {
    private static func verdict(_ trials: KeyTrials.Trial...) throws -> Verdict {
        try Scene.modern()
            .seeing(KeyTrials(aspect: CertificateChain.served, trials: trials, listSHA256: nil))
            .verdict(of: ROCAKey.self)
    }

    @Test func soundKeysPass() throws {
        #expect(try Self.verdict(.sound(0), .sound(1)) == .pass)
    }

    @Test func theLeafAndTheIntermediateCount() throws {
        #expect(try Self.verdict(.sound(0, isROCA: true), .sound(1)).level == "vulnerable")
        guard case .fail(_, let seen, _) = try Self.verdict(.sound(0), .sound(1, isROCA: true)) else {
            Issue.record("it passed")
            return
        }
        #expect(seen == "CN=Issuing CA")
    }

    @Test func theAnchorsKeyDoesNotCount() throws {
        let scene = try Scene.modern().chain(.leaf(), .intermediate(isSelfSigned: true))
            .seeing(
                KeyTrials(
                    aspect: CertificateChain.served,
                    trials: [.sound(0), .sound(1, isROCA: true)],
                    listSHA256: nil
                )
            )
        #expect(try scene.verdict(of: ROCAKey.self) == .pass)
    }

    @Test func withoutAnRSAKeyItIsNotApplicable() throws {
        #expect(try Self.verdict().state == .notApplicable)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: ROCAKey.self) == .unknown(because: Scene.silence))
    }
}
