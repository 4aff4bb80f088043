// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct CommonDHPrimeTests {
    private static func group(_ bits: Int, _ name: String? = nil) -> FiniteFieldGroup {
        FiniteFieldGroup(bits: bits, primeName: name, primeSHA256: "\(bits)")
    }

    private static func scene(_ groups: FiniteFieldGroup...) throws -> Scene {
        try groups.reduce(Scene.modern().suites(.tls12, [0xC02F, 0x009E])) { try $0.seeing($1) }
    }

    @Test(arguments: [
        (1024, "RFC 2409 Oakley group 2", "common"), (1536, "RFC 3526 group 5", "common"),
        (2048, "RFC 3526 group 14", "pass"), (2048, "RFC 7919 ffdhe2048", "pass"), (1024, nil, "pass"),
        (2048, "a name of no table", "common"),
    ])
    func levels(_ bits: Int, _ name: String?, _ expected: String) throws {
        let verdict = try Self.scene(Self.group(bits, name)).verdict(of: CommonDHPrime.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func aSuiteWhosePrimeWasNotSeenIsUnknown() throws {
        let scene = try Self.scene().missing(Question(FiniteFieldGroup.self))
        #expect(try scene.verdict(of: CommonDHPrime.self) == .unknown(because: Scene.silence))
    }

    @Test func noSuiteWithDiffieHellmanIsNotApplicable() throws {
        #expect(try Scene.modern().verdict(of: CommonDHPrime.self).state == .notApplicable)
    }

    @Test func suitesThatMayExistAreUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: CommonDHPrime.self) == .unknown(because: Scene.silence))
    }

    @Test func aSuiteWhosePrimeNobodyAskedForIsNotLeftOutOnPurpose() throws {
        #expect(try Self.scene().verdict(of: CommonDHPrime.self).state == .unknown)
    }
}
