// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct TLS11OfferedTests {
    @Test func anOfferFails() throws {
        let verdict = try Scene.modern().versions(.tls11, .tls12).verdict(of: TLS11Offered.self)
        #expect(
            verdict
                == .fail(
                    level: "offered",
                    seen: "a hello that offers TLS 1.1 alone is answered with it",
                    expected: "no TLS 1.1"
                )
        )
    }

    @Test func aRefusalPasses() throws {
        let others = ProtocolVersion.allCases.filter { $0 != .tls11 }
        let scene = try others.reduce(Scene.modern().versions()) { scene, version in
            try scene.seeing(VersionOffer(version: version, isOffered: true))
        }
        #expect(try scene.verdict(of: TLS11Offered.self) == .pass)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.1"))
        #expect(try scene.verdict(of: TLS11Offered.self) == .unknown(because: Scene.silence))
    }
}
