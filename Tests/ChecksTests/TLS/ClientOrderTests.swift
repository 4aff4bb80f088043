// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct ClientOrderTests {
    private static func scene(_ suites: [UInt16], _ order: PreferenceOrder, isComplete: Bool = true) throws
        -> Scene
    {
        try Scene.modern().suites(.tls12, suites, isComplete: isComplete)
            .seeing(SuiteOrder(version: .tls12, order: order))
    }

    @Test(arguments: [[0xC02F, 0xC013], [0xC02F, 0x009C], [0xC02F, 0x000A]] as [[UInt16]])
    func theClientsOrderOverGoodAndBadFails(_ suites: [UInt16]) throws {
        #expect(try Self.scene(suites, .client).verdict(of: ClientOrder.self).level == "client-chooses")
    }

    @Test(arguments: [PreferenceOrder.server, .single])
    func anyOtherOrderPasses(_ order: PreferenceOrder) throws {
        #expect(try Self.scene([0xC02F, 0xC013], order).verdict(of: ClientOrder.self) == .pass)
    }

    @Test(arguments: [[0xC02F, 0xC030], [0xC013, 0x002F]] as [[UInt16]])
    func theClientsOrderOverEqualsPasses(_ suites: [UInt16]) throws {
        #expect(try Self.scene(suites, .client).verdict(of: ClientOrder.self) == .pass)
    }

    @Test func anUnknownOrderOverGoodAndBadIsUnknown() throws {
        let scene = try Self.scene([0xC02F, 0xC013], .client).missing(Question(SuiteOrder.self, "tls1.2"))
        #expect(try scene.verdict(of: ClientOrder.self) == .unknown(because: Scene.silence))
    }

    @Test func anUnknownOrderOverEqualsDoesNotMatter() throws {
        let scene = try Self.scene([0xC02F], .client).missing(Question(SuiteOrder.self, "tls1.2"))
        #expect(try scene.verdict(of: ClientOrder.self) == .pass)
    }

    @Test func theClientsOrderOverSomeSuitesIsUnknown() throws {
        let verdict = try Self.scene([0xC02F], .client, isComplete: false).verdict(of: ClientOrder.self)
        #expect(verdict == .unknown(because: Scene.silence))
    }

    @Test func noVersionIsNotApplicable() throws {
        #expect(try Scene.modern().versions().verdict(of: ClientOrder.self).state == .notApplicable)
    }
}
