// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct NoExtendedMasterSecretTests {
    private static func answer(_ version: ProtocolVersion, _ extensions: [UInt16]) -> ExtensionOffer {
        ExtensionOffer(version: version, extensions: extensions)
    }

    @Test func theExtensionPasses() throws {
        let scene = try Scene.modern().seeing(Self.answer(.tls12, [0x0017]))
        #expect(try scene.verdict(of: NoExtendedMasterSecret.self) == .pass)
    }

    @Test func anAnswerWithoutItFails() throws {
        let scene = try Scene.modern().seeing(Self.answer(.tls12, [0xFF01]))
        #expect(try scene.verdict(of: NoExtendedMasterSecret.self).level == "missing")
    }

    @Test func theNewestVersionBeforeTLS13Decides() throws {
        let scene = try Scene.modern().versions(.tls10, .tls11, .tls13)
            .seeing(Self.answer(.tls10, []), Self.answer(.tls11, [0x0017]))
        #expect(try scene.verdict(of: NoExtendedMasterSecret.self) == .pass)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(ExtensionOffer.self, "tls1.2"))
        #expect(try scene.verdict(of: NoExtendedMasterSecret.self) == .unknown(because: Scene.silence))
    }

    @Test func aDoubtAboutTheOnlyOlderVersionIsUnknown() throws {
        let scene = try Scene.modern().versions(.tls13).missing(Question(VersionOffer.self, "tls1.2"))
        #expect(try scene.verdict(of: NoExtendedMasterSecret.self) == .unknown(because: Scene.silence))
    }

    @Test func tls13AloneIsNotApplicable() throws {
        #expect(
            try Scene.modern().versions(.tls13).verdict(of: NoExtendedMasterSecret.self).state
                == .notApplicable
        )
    }
}
