// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct WeakDHTests {
    private static func group(_ bits: Int, _ name: String? = nil) -> FiniteFieldGroup {
        FiniteFieldGroup(bits: bits, primeName: name, primeSHA256: "\(bits)")
    }

    private static func scene(_ groups: FiniteFieldGroup...) throws -> Scene {
        try groups.reduce(Scene.modern().suites(.tls12, [0xC02F, 0x009E])) { try $0.seeing($1) }
    }

    @Test(arguments: [
        (512, "at-most-1024"), (1024, "at-most-1024"), (1025, "below-2048"), (2047, "below-2048"),
        (2048, "pass"),
        (4096, "pass"),
    ])
    func levels(_ bits: Int, _ expected: String) throws {
        let verdict = try Self.scene(Self.group(bits)).verdict(of: WeakDH.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func theSmallestPrimeCounts() throws {
        let scene = try Self.scene(Self.group(4096), Self.group(1024), Self.group(2048))
        #expect(try scene.verdict(of: WeakDH.self).level == "at-most-1024")
    }

    @Test func aSuiteWhosePrimeWasNotSeenIsUnknown() throws {
        let scene = try Self.scene().missing(Question(FiniteFieldGroup.self))
        #expect(try scene.verdict(of: WeakDH.self) == .unknown(because: Scene.silence))
    }

    @Test func noSuiteWithDiffieHellmanIsNotApplicable() throws {
        #expect(try Scene.modern().verdict(of: WeakDH.self).state == .notApplicable)
    }

    @Test func suitesThatMayExistAreUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: WeakDH.self) == .unknown(because: Scene.silence))
    }

    @Test func aSuiteWhosePrimeNobodyAskedForIsNotLeftOutOnPurpose() throws {
        #expect(try Self.scene().verdict(of: WeakDH.self).state == .unknown)
    }
}
