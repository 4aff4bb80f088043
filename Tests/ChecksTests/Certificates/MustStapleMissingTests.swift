// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct MustStapleMissingTests {
    private static func scene(staple: Bool) throws -> Scene {
        try Scene.modern().chain(.leaf(mustStaple: true)).seeing(
            RevocationStatus(
                chain: CertificateChain.served,
                source: .staple,
                status: staple ? .good : .absent
            )
        )
    }

    @Test func aStaplePasses() throws {
        #expect(try Self.scene(staple: true).verdict(of: MustStapleMissing.self) == .pass)
    }

    @Test func noStapleFails() throws {
        #expect(try Self.scene(staple: false).verdict(of: MustStapleMissing.self).level == "missing")
    }

    @Test func withoutAPromiseItIsNotApplicable() throws {
        #expect(try Scene.modern().verdict(of: MustStapleMissing.self).state == .notApplicable)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Self.scene(staple: false).missing(
            Question(RevocationStatus.self, "default/0/staple")
        )
        #expect(try scene.verdict(of: MustStapleMissing.self) == .unknown(because: Scene.silence))
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: MustStapleMissing.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: MustStapleMissing.self).state == .unknown)
    }
}
