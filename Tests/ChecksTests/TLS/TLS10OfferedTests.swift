// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct TLS10OfferedTests {
    @Test func anOfferFails() throws {
        let verdict = try Scene.modern().versions(.tls10, .tls12).verdict(of: TLS10Offered.self)
        #expect(
            verdict
                == .fail(
                    level: "offered",
                    seen: "a hello that offers TLS 1.0 alone is answered with it",
                    expected: "no TLS 1.0"
                )
        )
    }

    @Test func aRefusalPasses() throws {
        let others = ProtocolVersion.allCases.filter { $0 != .tls10 }
        let scene = try others.reduce(Scene.modern().versions()) { scene, version in
            try scene.seeing(VersionOffer(version: version, isOffered: true))
        }
        #expect(try scene.verdict(of: TLS10Offered.self) == .pass)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.0"))
        #expect(try scene.verdict(of: TLS10Offered.self) == .unknown(because: Scene.silence))
    }
}
