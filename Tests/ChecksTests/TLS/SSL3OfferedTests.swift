// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct SSL3OfferedTests {
    @Test func anOfferFails() throws {
        let verdict = try Scene.modern().versions(.ssl3, .tls12).verdict(of: SSL3Offered.self)
        #expect(
            verdict
                == .fail(
                    level: "offered",
                    seen: "a hello that offers SSLv3 alone is answered with it",
                    expected: "no SSLv3"
                )
        )
    }

    @Test func aRefusalPasses() throws {
        let others = ProtocolVersion.allCases.filter { $0 != .ssl3 }
        let scene = try others.reduce(Scene.modern().versions()) { scene, version in
            try scene.seeing(VersionOffer(version: version, isOffered: true))
        }
        #expect(try scene.verdict(of: SSL3Offered.self) == .pass)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "ssl3"))
        #expect(try scene.verdict(of: SSL3Offered.self) == .unknown(because: Scene.silence))
    }
}
