// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ChainUntrustedTests {
    @Test(
        arguments: [
            (.trusted, "pass"), (.unknownRoot, "unknown-root"), (.selfSigned, "self-signed"),
            (.invalid, "invalid"), (.issuerMissing, "unknown"),
        ] as [(ChainTrust.Outcome, String)]
    )
    func verdicts(_ outcome: ChainTrust.Outcome, _ expected: String) throws {
        let verdict = try Scene.modern().trust(outcome).verdict(of: ChainUntrusted.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test(arguments: [ChainTrust.Outcome.unknownRoot, .selfSigned, .issuerMissing])
    func whatANamedStoreTrustsPasses(_ outcome: ChainTrust.Outcome) throws {
        let scene = try Scene.modern().trust(outcome).seeing(ChainTrust.named("intranet", .trusted))
        #expect(try scene.verdict(of: ChainUntrusted.self) == .pass)
        let distrusted = try Scene.modern().trust(outcome).seeing(ChainTrust.named("intranet", .unknownRoot))
        #expect(try distrusted.verdict(of: ChainUntrusted.self) != .pass)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(ChainTrust.self, CertificateChain.served))
        #expect(try scene.verdict(of: ChainUntrusted.self) == .unknown(because: Scene.silence))
    }
}
