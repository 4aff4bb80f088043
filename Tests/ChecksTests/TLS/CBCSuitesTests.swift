// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct CBCSuitesTests {
    @Test func aeadAlonePasses() throws {
        #expect(try Scene.modern().verdict(of: CBCSuites.self) == .pass)
    }

    @Test func cbcBesideAEADIsOffered() throws {
        let scene = try Scene.modern().versions(.tls12).suites(.tls12, [0xC02F, 0xC013])
        #expect(try scene.verdict(of: CBCSuites.self).level == "offered")
    }

    @Test func cbcWithoutAEADIsTheOnlyChoice() throws {
        let scene = try Scene.modern().versions(.tls12).suites(.tls12, [0xC013, 0x002F])
        #expect(try scene.verdict(of: CBCSuites.self).level == "only")
    }

    @Test func tls13AlwaysHasAEADWhateverWasSeenOfItsSuites() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC013]).missing(Question(SuiteOffer.self, "tls1.3"))
        #expect(try scene.verdict(of: CBCSuites.self).level == "offered")
    }

    @Test func aDoubtKeepsToTheMilderLevel() throws {
        let scene = try Scene.modern().versions(.tls12).suites(.tls12, [0xC013], isComplete: false)
        #expect(try scene.verdict(of: CBCSuites.self).level == "offered")
        let version = try Scene.modern().versions(.tls12).suites(.tls12, [0xC013])
            .missing(Question(VersionOffer.self, "tls1.3"))
        #expect(try version.verdict(of: CBCSuites.self).level == "offered")
    }

    @Test func noneAmongSomeSuitesIsUnknown() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F], isComplete: false)
        #expect(try scene.verdict(of: CBCSuites.self) == .unknown(because: Scene.silence))
    }

    @Test func noVersionIsNotApplicable() throws {
        #expect(try Scene.modern().versions().verdict(of: CBCSuites.self).state == .notApplicable)
    }
}
