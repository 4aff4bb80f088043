// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import TLSWire
import Testing

struct NoForwardSecrecyTests {
    @Test(arguments: [[0xC02F], [0x009E], [0xC02F, 0xC018]] as [[UInt16]])
    func ephemeralKeysPass(_ suites: [UInt16]) throws {
        #expect(try Scene.modern().suites(.tls12, suites).verdict(of: NoForwardSecrecy.self) == .pass)
    }

    @Test func staticKeysBesideEphemeralOnesArePartly() throws {
        let scene = try Scene.modern().versions(.tls12).suites(.tls12, [0xC02F, 0x009C])
        #expect(try scene.verdict(of: NoForwardSecrecy.self).level == "partly")
    }

    @Test func staticKeysAloneAreNever() throws {
        let scene = try Scene.modern().versions(.tls12).suites(.tls12, [0x009C, 0xC031])
        #expect(try scene.verdict(of: NoForwardSecrecy.self).level == "never")
    }

    @Test func tls13KeepsItAtPartly() throws {
        let scene = try Scene.modern().suites(.tls12, [0x009C])
        #expect(try scene.verdict(of: NoForwardSecrecy.self).level == "partly")
    }

    @Test func aDoubtKeepsToTheMilderLevel() throws {
        let scene = try Scene.modern().versions(.tls12).suites(.tls12, [0x009C], isComplete: false)
        #expect(try scene.verdict(of: NoForwardSecrecy.self).level == "partly")
    }

    @Test func noneAmongSomeSuitesIsUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: NoForwardSecrecy.self) == .unknown(because: Scene.silence))
    }

    @Test func noVersionIsNotApplicable() throws {
        #expect(try Scene.modern().versions().verdict(of: NoForwardSecrecy.self).state == .notApplicable)
    }
}
