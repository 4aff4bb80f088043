// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ChainIncompleteTests {
    @Test(
        arguments: [
            (.trusted, "pass"), (.unknownRoot, "pass"), (.issuerMissing, "incomplete"),
            (.selfSigned, "not_applicable"), (.invalid, "unknown"),
        ] as [(ChainTrust.Outcome, String)]
    )
    func verdicts(_ outcome: ChainTrust.Outcome, _ expected: String) throws {
        let verdict = try Scene.modern().trust(outcome)
            .seeing(ChainOrder.sound(missingIssuer: outcome == .issuerMissing ? "CN=Root" : nil))
            .verdict(of: ChainIncomplete.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func theMissingIssuerIsNamedWithItsSource() throws {
        let verdict = try Scene.modern().trust(.issuerMissing)
            .seeing(ChainOrder.sound(missingIssuer: "CN=Root")).verdict(of: ChainIncomplete.self)
        #expect(
            verdict
                == .fail(
                    level: "incomplete",
                    seen: "CN=Root is not sent, to be had from http://ca.example/ca.cer",
                    expected: "every certificate up to the root"
                )
        )
    }

    @Test func anIssuerThatANamedStoreHasIsNotMissing() throws {
        let scene = try Scene.modern().trust(.issuerMissing)
        #expect(try scene.verdict(of: ChainIncomplete.self) == .pass)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(ChainTrust.self, CertificateChain.served))
        #expect(try scene.verdict(of: ChainIncomplete.self) == .unknown(because: Scene.silence))
    }
}
