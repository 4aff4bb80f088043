// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct TLS12MissingTests {
    @Test(arguments: [ProtocolVersion.tls12, .tls13])
    func eitherVersionPasses(_ version: ProtocolVersion) throws {
        #expect(try Scene.modern().versions(.tls10, version).verdict(of: TLS12Missing.self) == .pass)
    }

    @Test func olderVersionsAloneFail() throws {
        let verdict = try Scene.modern().versions(.ssl3, .tls11).verdict(of: TLS12Missing.self)
        #expect(
            verdict
                == .fail(
                    level: "missing",
                    seen: "TLS 1.1 is the newest version offered",
                    expected: "TLS 1.2 or TLS 1.3"
                )
        )
    }

    @Test func aDoubtAboutOneOfThemIsUnknown() throws {
        let scene = try Scene.modern().versions(.tls10).missing(Question(VersionOffer.self, "tls1.2"))
        #expect(try scene.verdict(of: TLS12Missing.self) == .unknown(because: Scene.silence))
    }

    @Test func aDoubtAboutOneDoesNotMatterWhereTheOtherIsOffered() throws {
        let scene = try Scene.modern().versions(.tls13).missing(Question(VersionOffer.self, "tls1.2"))
        #expect(try scene.verdict(of: TLS12Missing.self) == .pass)
    }
}
