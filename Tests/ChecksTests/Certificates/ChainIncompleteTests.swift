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
        let verdict = try Scene.modern().trust(outcome).verdict(of: ChainIncomplete.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(ChainTrust.self, CertificateChain.served))
        #expect(try scene.verdict(of: ChainIncomplete.self) == .unknown(because: Scene.silence))
    }
}
