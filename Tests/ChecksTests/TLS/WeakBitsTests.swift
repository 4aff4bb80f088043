// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct WeakBitsTests {
    @Test(arguments: [0x0009, 0x0015, 0x001E] as [UInt16])
    func suchASuiteFails(_ suite: UInt16) throws {
        let scene = try Scene.modern().versions(.tls10, .tls12).suites(.tls10, [0x002F, suite])
        let verdict = try scene.verdict(of: WeakBits.self)
        guard case .fail("offered", let seen, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(seen == "TLS 1.0: \(CipherSuite(suite))")
    }

    @Test(arguments: [0x000A, 0x0003, 0x0001, 0x4A4B] as [UInt16])
    func anotherSuitePasses(_ suite: UInt16) throws {
        #expect(try Scene.modern().suites(.tls12, [suite]).verdict(of: WeakBits.self) == .pass)
    }

    @Test func noneAmongSomeSuitesIsUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: WeakBits.self) == .unknown(because: Scene.silence))
    }

    @Test func oneAmongSomeSuitesFailsAllTheSame() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F, 0x0009], isComplete: false)
        #expect(try scene.verdict(of: WeakBits.self).level == "offered")
    }

    @Test func aDoubtAboutAVersionIsUnknownUntilAFailureIsProven() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.0"))
        #expect(try scene.verdict(of: WeakBits.self) == .unknown(because: Scene.silence))
        let proven = try scene.suites(.tls12, [0x0009])
        #expect(try proven.verdict(of: WeakBits.self).level == "offered")
    }

    @Test func suitesOfAVersionThatIsNotOfferedDoNotCount() throws {
        let scene = try Scene.modern().suites(.tls10, [0x0009])
        #expect(try scene.verdict(of: WeakBits.self) == .pass)
    }

    @Test func noVersionIsNotApplicable() throws {
        #expect(try Scene.modern().versions(.ssl2).verdict(of: WeakBits.self).state == .notApplicable)
    }
}
