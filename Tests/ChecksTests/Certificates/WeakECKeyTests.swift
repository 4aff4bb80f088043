// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct WeakECKeyTests {
    private static func verdict(_ bits: Int, type: String = "EC", curve: String? = nil) throws -> Verdict {
        try Scene.modern().chain(.leaf(key: (type, bits, curve, nil))).verdict(of: WeakECKey.self)
    }

    @Test(arguments: [
        (160, "weak"), (192, "weak"), (223, "weak"), (224, "pass"), (256, "pass"), (384, "pass"),
        (0, "unknown"),
    ])
    func levels(_ bits: Int, _ expected: String) throws {
        let verdict = try Self.verdict(bits)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func theCurveIsNamed() throws {
        guard case .fail(_, let seen, _) = try Self.verdict(192, curve: "prime192v1") else {
            Issue.record("192 bits passed")
            return
        }
        #expect(seen == "prime192v1 of 192 bits")
    }

    @Test(arguments: ["RSA", "Ed25519"])
    func anotherKeyIsNotApplicable(_ type: String) throws {
        #expect(try Self.verdict(160, type: type).state == .notApplicable)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: WeakECKey.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: WeakECKey.self).state == .unknown)
    }
}
