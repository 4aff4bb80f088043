// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct RC4SuitesTests {
    @Test(arguments: [0x0004, 0x0005, 0x0018, 0xC007, 0xC011] as [UInt16])
    func suchASuiteFails(_ suite: UInt16) throws {
        let scene = try Scene.modern().versions(.tls10, .tls12).suites(.tls10, [0x002F, suite])
        let verdict = try scene.verdict(of: RC4Suites.self)
        guard case .fail("offered", let seen, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(seen == "TLS 1.0: \(CipherSuite(suite))")
    }

    @Test func aSuiteOfSeveralVersionsIsSaidOnceWithAllOfThem() throws {
        let scene = try Scene.modern().versions(.tls10, .tls12).suites(.tls10, [0x0005])
            .suites(.tls12, [0x0004, 0x0005])
        guard case .fail(_, let seen, _) = try scene.verdict(of: RC4Suites.self) else {
            Issue.record("does not fail")
            return
        }
        #expect(seen == "TLS 1.0, TLS 1.2: TLS_RSA_WITH_RC4_128_SHA; TLS 1.2: TLS_RSA_WITH_RC4_128_MD5")
    }

    @Test(arguments: [0x002F, 0x000A] as [UInt16])
    func anotherSuitePasses(_ suite: UInt16) throws {
        #expect(try Scene.modern().suites(.tls12, [suite]).verdict(of: RC4Suites.self) == .pass)
    }

    @Test func noneAmongSomeSuitesIsUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: RC4Suites.self) == .unknown(because: Scene.silence))
    }

    @Test func oneAmongSomeSuitesFailsAllTheSame() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F, 0x0004], isComplete: false)
        #expect(try scene.verdict(of: RC4Suites.self).level == "offered")
    }

    @Test func aDoubtAboutAVersionIsUnknownUntilAFailureIsProven() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.0"))
        #expect(try scene.verdict(of: RC4Suites.self) == .unknown(because: Scene.silence))
        let proven = try scene.suites(.tls12, [0x0004])
        #expect(try proven.verdict(of: RC4Suites.self).level == "offered")
    }

    @Test func suitesOfAVersionThatIsNotOfferedDoNotCount() throws {
        let scene = try Scene.modern().suites(.tls10, [0x0004])
        #expect(try scene.verdict(of: RC4Suites.self) == .pass)
    }

    @Test func noVersionIsNotApplicable() throws {
        #expect(try Scene.modern().versions(.ssl2).verdict(of: RC4Suites.self).state == .notApplicable)
    }
}
