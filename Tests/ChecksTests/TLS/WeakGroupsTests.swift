// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct WeakGroupsTests {
    @Test(arguments: [
        (0x0017, "pass"), (0x001D, "pass"), (0x001A, "pass"), (0x0100, "pass"), (0x0013, "weak"),
        (0x0010, "weak"),
        (0x0001, "weak"), (0x0015, "legacy"), (0x0016, "legacy"), (0x000E, "legacy"), (0xFF01, "legacy"),
    ])
    func levels(_ group: UInt16, _ expected: String) throws {
        let verdict = try Scene.modern().groups(.legacy, [0x0017, group]).verdict(of: WeakGroups.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func noneAmongSomeGroupsIsUnknown() throws {
        let scene = try Scene.modern().groups(.legacy, [0x0017], isComplete: false)
        #expect(try scene.verdict(of: WeakGroups.self) == .unknown(because: Scene.silence))
    }

    @Test func oneAmongSomeGroupsFailsAllTheSame() throws {
        let scene = try Scene.modern().groups(.legacy, [0x0013], isComplete: false)
        #expect(try scene.verdict(of: WeakGroups.self).level == "weak")
    }

    @Test func groupsOfAVersionThatIsNotOfferedAreNotMissed() throws {
        let scene = try Scene.modern().versions(.tls13).without(Question(GroupOffer.self, "legacy"))
        #expect(try scene.verdict(of: WeakGroups.self) == .pass)
    }

    @Test func staticKeysAloneHaveNoGroups() throws {
        let scene = try Scene.modern().versions(.tls12).suites(.tls12, [0x002F])
        #expect(try scene.verdict(of: WeakGroups.self).state == .notApplicable)
    }
}
