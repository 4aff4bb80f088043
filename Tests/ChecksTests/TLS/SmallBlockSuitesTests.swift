// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import TLSWire
import Testing

struct SmallBlockSuitesTests {
    @Test(arguments: [
        ([0xC02F], "pass"), ([0xC02F, 0x002F], "pass"), ([0xC02F, 0x000A], "offered"), ([0x0007], "offered"),
        ([0xC02F, 0x0005], "pass"),
    ])
    func levelsAtTLS12(_ suites: [UInt16], _ expected: String) throws {
        let verdict = try Scene.modern().suites(.tls12, suites).verdict(of: SmallBlockSuites.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test(arguments: [ProtocolVersion.ssl3, .tls10, .tls11])
    func onlyBelowTLS12IsMilder(_ version: ProtocolVersion) throws {
        let scene = try Scene.modern().versions(version, .tls12).suites(version, [0x000A])
        #expect(try scene.verdict(of: SmallBlockSuites.self).level == "legacy-only")
        let both = try scene.suites(.tls12, [0x000A])
        #expect(try both.verdict(of: SmallBlockSuites.self).level == "offered")
    }

    @Test func noneAmongSomeSuitesIsUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: SmallBlockSuites.self) == .unknown(because: Scene.silence))
    }

    @Test func noVersionIsNotApplicable() throws {
        #expect(try Scene.modern().versions().verdict(of: SmallBlockSuites.self).state == .notApplicable)
    }
}
