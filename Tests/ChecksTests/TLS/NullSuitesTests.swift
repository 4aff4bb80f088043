// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct NullSuitesTests {
    @Test(arguments: [0x0001, 0x0002, 0x003B, 0xC006, 0xC010] as [UInt16])
    func suchASuiteFails(_ suite: UInt16) throws {
        let scene = try Scene.modern().versions(.tls10, .tls12).suites(.tls10, [0x002F, suite])
        let verdict = try scene.verdict(of: NullSuites.self)
        guard case .fail("offered", let seen, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(seen == "TLS 1.0: \(CipherSuite(suite))")
    }

    @Test(arguments: [0x002F, 0x0005] as [UInt16])
    func anotherSuitePasses(_ suite: UInt16) throws {
        #expect(try Scene.modern().suites(.tls12, [suite]).verdict(of: NullSuites.self) == .pass)
    }

    @Test func noneAmongSomeSuitesIsUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: NullSuites.self) == .unknown(because: Scene.silence))
    }

    @Test func oneAmongSomeSuitesFailsAllTheSame() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F, 0x0001], isComplete: false)
        #expect(try scene.verdict(of: NullSuites.self).level == "offered")
    }

    @Test func aDoubtAboutAVersionIsUnknownUntilAFailureIsProven() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.0"))
        #expect(try scene.verdict(of: NullSuites.self) == .unknown(because: Scene.silence))
        let proven = try scene.suites(.tls12, [0x0001])
        #expect(try proven.verdict(of: NullSuites.self).level == "offered")
    }

    @Test func suitesOfAVersionThatIsNotOfferedDoNotCount() throws {
        let scene = try Scene.modern().suites(.tls10, [0x0001])
        #expect(try scene.verdict(of: NullSuites.self) == .pass)
    }

    @Test func noVersionIsNotApplicable() throws {
        #expect(try Scene.modern().versions(.ssl2).verdict(of: NullSuites.self).state == .notApplicable)
    }
}
