// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct WeakRSAKeyTests {
    private static let settings = ["PhaseOutBits": "3072", "MinimumBits": "2048", "BrokenBits": "1024"]

    private static func verdict(_ bits: Int, type: String = "RSA", exponent: String = "65537") throws
        -> Verdict
    {
        try Scene.modern().chain(.leaf(key: (type, bits, nil, exponent))).verdict(
            of: WeakRSAKey.self,
            settings
        )
    }

    @Test(arguments: [
        (512, "broken"), (1023, "broken"), (1024, "weak"), (2047, "weak"), (2048, "phase-out"),
        (3071, "phase-out"),
        (3072, "pass"), (4096, "pass"), (0, "unknown"),
    ])
    func levels(_ bits: Int, _ expected: String) throws {
        let verdict = try Self.verdict(bits)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func aPSSKeyIsAnRSAKey() throws {
        #expect(try Self.verdict(1024, type: "RSA-PSS").level == "weak")
    }

    @Test func anExponentOf1IsBroken() throws {
        #expect(try Self.verdict(4096, exponent: "1").level == "broken")
    }

    @Test(arguments: [
        ("3", "phase-out"), ("65535", "phase-out"), ("65536", "broken"), ("4294967297", "pass"),
    ])
    func otherExponents(_ exponent: String, _ expected: String) throws {
        let verdict = try Self.verdict(4096, exponent: exponent)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func anIntermediateCountsAndAnAnchorDoesNot() throws {
        let weak = ("RSA", 1024, nil as String?, "65537" as String?)
        let chain = try Scene.modern().chain(.leaf(), .intermediate(key: weak))
        #expect(
            try chain.verdict(of: WeakRSAKey.self, Self.settings)
                == .fail(
                    level: "weak",
                    seen: "CN=Issuing CA: RSA of 1024 bits",
                    expected: "at least 2048 bits"
                )
        )
        let anchor = try Scene.modern().chain(.leaf(), .intermediate(isSelfSigned: true, key: weak))
        #expect(try anchor.verdict(of: WeakRSAKey.self, Self.settings) == .pass)
    }

    @Test(arguments: ["EC", "Ed25519"])
    func anotherKeyIsNotApplicable(_ type: String) throws {
        #expect(try Self.verdict(256, type: type).state == .notApplicable)
    }

    @Test(arguments: [
        ["PhaseOutBits": "2048", "MinimumBits": "3072", "BrokenBits": "1024"],
        ["PhaseOutBits": "3072", "MinimumBits": "2048", "BrokenBits": "2049"],
        ["PhaseOutBits": "3072", "MinimumBits": "2048"],
    ])
    func thresholdsMustBeInOrder(_ settings: [String: String]) {
        #expect(throws: SettingError.self) { try WeakRSAKey(CheckSettings(settings)) }
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: WeakRSAKey.self, Self.settings) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: WeakRSAKey.self, Self.settings).state == .unknown)
    }
}
