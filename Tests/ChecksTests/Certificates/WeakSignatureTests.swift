// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct WeakSignatureTests {
    private static func verdict(_ certificates: CertificateSummary...) throws -> Verdict {
        let chain = CertificateChain(aspect: CertificateChain.served, certificates: certificates)
        return try Scene.modern().seeing(chain).verdict(of: WeakSignature.self)
    }

    @Test(arguments: [
        ("SHA256", "pass"), (nil, "pass"), ("SHA1", "sha1"), ("sha1", "sha1"), ("MD5", "md5"), ("MD2", "md5"),
    ])
    func levelsOfTheLeaf(_ digest: String?, _ expected: String) throws {
        let verdict = try Self.verdict(.leaf(digest: digest), .intermediate())
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func anIntermediateCountsToo() throws {
        #expect(try Self.verdict(.leaf(), .intermediate(digest: "SHA1")).level == "sha1")
    }

    @Test func theWorstOfTheChainSetsTheLevel() throws {
        #expect(try Self.verdict(.leaf(digest: "SHA1"), .intermediate(digest: "MD5")).level == "md5")
    }

    @Test func aRootsOwnSignatureDoesNotCount() throws {
        let root = CertificateSummary.intermediate(digest: "MD5", isSelfSigned: true)
        #expect(try Self.verdict(.leaf(), .intermediate(), root) == .pass)
    }

    @Test func selfSignedAloneIsNotApplicable() throws {
        #expect(try Self.verdict(.leaf(digest: "SHA1", isSelfSigned: true)).state == .notApplicable)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: WeakSignature.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: WeakSignature.self).state == .notApplicable)
    }
}
