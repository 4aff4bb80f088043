// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct SSL2OfferedTests {
    private func offer(_ specifications: [UInt32]) throws -> Scene {
        try Scene.modern().versions(.ssl2, .tls12).seeing(SSL2CipherOffer(specifications: specifications))
    }

    @Test func anOfferFailsWithItsCiphers() throws {
        #expect(
            try offer([0x0700C0]).verdict(of: SSL2Offered.self)
                == .fail(
                    level: "offered",
                    seen: "SSLv2 with SSL_CK_DES_192_EDE3_CBC_WITH_MD5",
                    expected: "no SSLv2"
                )
        )
    }

    @Test func anAnswerWithoutACipherIsAnOffer() throws {
        #expect(try offer([]).verdict(of: SSL2Offered.self).level == "no-ciphers")
    }

    @Test func aRefusalPasses() throws {
        #expect(try Scene.modern().versions(.tls12).verdict(of: SSL2Offered.self) == .pass)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "ssl2"))
        #expect(try scene.verdict(of: SSL2Offered.self) == .unknown(because: Scene.silence))
    }
}
