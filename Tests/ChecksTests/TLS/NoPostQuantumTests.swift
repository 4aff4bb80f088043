// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct NoPostQuantumTests {
    private static let settings = ["LongLivedYears": "10"]

    private static func verdict(_ scene: Scene) throws -> Verdict {
        try scene.verdict(of: NoPostQuantum.self, settings)
    }

    @Test(arguments: [0x11EB, 0x11EC, 0x11ED, 0x0201] as [UInt16])
    func aGroupWithMLKEMPasses(_ group: UInt16) throws {
        #expect(try Self.verdict(Scene.modern().groups(.tls13, [0x001D, group])) == .pass)
    }

    @Test(arguments: [
        (nil, "exposed"), (0, "exposed"), (3649, "exposed"), (3650, "long-lived"), (9000, "long-lived"),
    ])
    func theSecretsLifetimeSetsTheLevel(_ days: Int?, _ expected: String) throws {
        let scene = try Scene(endpoints: [.listed("www", secrecyLifetimeDays: days)])
            .modern(on: Scene.address).groups(.tls13, [0x001D, 0x0017])
        #expect(try Self.verdict(scene).level == expected)
    }

    @Test func noTLS13Fails() throws {
        let verdict = try Self.verdict(Scene.modern().versions(.tls12))
        #expect(verdict == .fail(level: "exposed", seen: "no TLS 1.3", expected: "a group with ML-KEM"))
    }

    @Test func noneAmongSomeGroupsIsUnknown() throws {
        let scene = try Scene.modern().groups(.tls13, [0x001D], isComplete: false)
        #expect(try Self.verdict(scene) == .unknown(because: Scene.silence))
    }

    @Test func aDoubtAboutOlderGroupsDoesNotMatter() throws {
        let scene = try Scene.modern().groups(.tls13, [0x001D]).groups(.legacy, [0x0017], isComplete: false)
        #expect(try Self.verdict(scene).level == "exposed")
    }

    @Test(arguments: ["0", "101", "ten"])
    func yearsOutsideTheRangeAreRefused(_ years: String) {
        #expect(throws: SettingError.self) { try NoPostQuantum(CheckSettings(["LongLivedYears": years])) }
    }
}
