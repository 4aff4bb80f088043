// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct ExportSuitesTests {
    @Test(arguments: [0x0003, 0x0006, 0x0008, 0x0014, 0x0062] as [UInt16])
    func suchASuiteFails(_ suite: UInt16) throws {
        let scene = try Scene.modern().versions(.tls10, .tls12).suites(.tls10, [0x002F, suite])
        let verdict = try scene.verdict(of: ExportSuites.self)
        guard case .fail("offered", let seen, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(seen == "TLS 1.0: \(CipherSuite(suite))")
    }

    @Test(arguments: [0x0004, 0x0009] as [UInt16])
    func anotherSuitePasses(_ suite: UInt16) throws {
        #expect(try Scene.modern().suites(.tls12, [suite]).verdict(of: ExportSuites.self) == .pass)
    }

    @Test func noneAmongSomeSuitesIsUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: ExportSuites.self) == .unknown(because: Scene.silence))
    }

    @Test func oneAmongSomeSuitesFailsAllTheSame() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F, 0x0003], isComplete: false)
        #expect(try scene.verdict(of: ExportSuites.self).level == "offered")
    }

    @Test func aDoubtAboutAVersionIsUnknownUntilAFailureIsProven() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.0"))
        #expect(try scene.verdict(of: ExportSuites.self) == .unknown(because: Scene.silence))
        let proven = try scene.suites(.tls12, [0x0003])
        #expect(try proven.verdict(of: ExportSuites.self).level == "offered")
    }

    @Test func suitesOfAVersionThatIsNotOfferedDoNotCount() throws {
        let scene = try Scene.modern().suites(.tls10, [0x0003])
        #expect(try scene.verdict(of: ExportSuites.self) == .pass)
    }

    @Test func noVersionIsNotApplicable() throws {
        #expect(try Scene.modern().versions(.ssl2).verdict(of: ExportSuites.self).state == .notApplicable)
    }
}
