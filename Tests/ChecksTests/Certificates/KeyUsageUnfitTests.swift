// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct KeyUsageUnfitTests {
    @Test(arguments: [
        ([], "pass"), (["serverAuth"], "pass"), (["TLS Web Server Authentication"], "pass"),
        (["clientAuth", "serverAuth"], "pass"), (["anyExtendedKeyUsage"], "pass"), (["clientAuth"], "unfit"),
        (["codeSigning", "emailProtection"], "unfit"),
    ])
    func extendedKeyUsage(_ usages: [String], _ expected: String) throws {
        let verdict = try Scene.modern().chain(.leaf(extendedKeyUsage: usages)).verdict(
            of: KeyUsageUnfit.self
        )
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test(arguments: [
        (["digitalSignature"], "pass"), (["keyEncipherment"], "pass"), ([], "pass"),
        (["keyCertSign", "cRLSign"], "unfit"), (["nonRepudiation"], "unfit"),
    ])
    func keyUsage(_ usages: [String], _ expected: String) throws {
        let verdict = try Scene.modern().chain(.leaf(keyUsage: usages)).verdict(of: KeyUsageUnfit.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func anAuthoritysCertificateIsUnfit() throws {
        let scene = try Scene.modern().chain(.leaf(isAuthority: true))
        #expect(try scene.verdict(of: KeyUsageUnfit.self).level == "unfit")
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: KeyUsageUnfit.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: KeyUsageUnfit.self).state == .unknown)
    }
}
