// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct TLS13MissingTests {
    @Test func anOfferPasses() throws {
        #expect(try Scene.modern().verdict(of: TLS13Missing.self) == .pass)
    }

    @Test func noOfferFails() throws {
        let verdict = try Scene.modern().versions(.tls12).verdict(of: TLS13Missing.self)
        #expect(
            verdict
                == .fail(level: "missing", seen: "TLS 1.2 is the newest version offered", expected: "TLS 1.3")
        )
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.3"))
        #expect(try scene.verdict(of: TLS13Missing.self) == .unknown(because: Scene.silence))
    }

    @Test func aProbeThatWasNotAuthorisedIsNotTested() throws {
        let scene = try Scene.modern().missing(
            Question(VersionOffer.self, "tls1.3"),
            because: Scene.notAllowed
        )
        #expect(try scene.verdict(of: TLS13Missing.self) == .notTested(because: Scene.notAllowed.reason))
    }
}
