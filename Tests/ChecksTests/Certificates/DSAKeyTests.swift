// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct DSAKeyTests {
    @Test func otherKeysPass() throws {
        #expect(try Scene.modern().verdict(of: DSAKey.self) == .pass)
    }

    @Test func aDSAKeyFailsWhereverItStands() throws {
        let leaf = try Scene.modern().chain(.leaf(key: ("DSA", 2048, nil, nil)), .intermediate())
        #expect(
            try leaf.verdict(of: DSAKey.self)
                == .fail(level: "dsa", seen: "DSA of 2048 bits", expected: "an EC or RSA key")
        )
        let intermediate = try Scene.modern().chain(.leaf(), .intermediate(key: ("DSA", 1024, nil, nil)))
        #expect(try intermediate.verdict(of: DSAKey.self).level == "dsa")
    }

    @Test func theAnchorsKeyDoesNotCount() throws {
        let scene = try Scene.modern()
            .chain(.leaf(), .intermediate(isSelfSigned: true, key: ("DSA", 1024, nil, nil)))
        #expect(try scene.verdict(of: DSAKey.self) == .pass)
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: DSAKey.self).state == .notApplicable)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: DSAKey.self) == .unknown(because: Scene.silence))
    }
}
