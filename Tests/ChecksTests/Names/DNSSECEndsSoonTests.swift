// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DNSSECEndsSoonTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DNSSECEndsSoon.self, ["Days": "3"]) == .pass)
    }

    @Test func twoDaysAreSoon() throws {
        let scene = try DomainScene.sound().seeing(
            DomainScene.signatures(from: "2026-10-20", until: "2026-11-25")
        )
        #expect(try scene.verdict(of: DNSSECEndsSoon.self, ["Days": "3"]).level == "soon")
    }

    @Test func fourDaysAreNot() throws {
        let scene = try DomainScene.sound().seeing(
            DomainScene.signatures(from: "2026-10-20", until: "2026-11-27")
        )
        #expect(try scene.verdict(of: DNSSECEndsSoon.self, ["Days": "3"]).state == .pass)
    }

    @Test func whoSignsForTwoDaysIsSoundWithOneLeft() throws {
        let scene = try DomainScene.sound().seeing(
            DomainScene.signatures(from: "2026-11-23", until: "2026-11-25")
        )
        #expect(try scene.verdict(of: DNSSECEndsSoon.self, ["Days": "3"]).state == .pass)
    }

    @Test func whatEndedFailsWorst() throws {
        let scene = try DomainScene.sound().seeing(DomainScene.signatures(until: "2026-11-22"))
        #expect(try scene.verdict(of: DNSSECEndsSoon.self, ["Days": "3"]).level == "expired")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(Question(ZoneSignatures.self))
        #expect(try scene.verdict(of: DNSSECEndsSoon.self, ["Days": "3"]).state == .unknown)
    }
}
