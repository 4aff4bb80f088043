// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct CompressionEnabledTests {
    @Test func noCompressionPasses() throws {
        #expect(try Scene.modern().verdict(of: CompressionEnabled.self) == .pass)
    }

    @Test(
        arguments: [(1, "DEFLATE is chosen"), (64, "LZS is chosen"), (9, "method 9 is chosen")]
            as [(UInt8, String)]
    )
    func anyMethodFails(_ method: UInt8, _ seen: String) throws {
        let verdict = try Scene.modern().seeing(CompressionOffer(method: method))
            .verdict(of: CompressionEnabled.self)
        #expect(verdict == .fail(level: "enabled", seen: seen, expected: "no compression"))
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CompressionOffer.self))
        #expect(try scene.verdict(of: CompressionEnabled.self) == .unknown(because: Scene.silence))
    }

    @Test func tls13AloneIsNotApplicable() throws {
        let scene = try Scene.modern().versions(.tls13).without(Question(CompressionOffer.self))
        #expect(try scene.verdict(of: CompressionEnabled.self).state == .notApplicable)
    }
}
