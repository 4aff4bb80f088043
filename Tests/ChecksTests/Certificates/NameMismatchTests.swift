// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct NameMismatchTests {
    private static func verdict(matches: Bool, names: [String]) throws -> Verdict {
        try Scene.modern().chain(.leaf(names: names))
            .seeing(ServerNameMatch(aspect: CertificateChain.served, serverName: "www", matches: matches))
            .verdict(of: NameMismatch.self)
    }

    @Test func aMatchPasses() throws {
        #expect(try Self.verdict(matches: true, names: ["www"]) == .pass)
    }

    @Test func otherNamesAreAMismatch() throws {
        let verdict = try Self.verdict(matches: false, names: ["a", "b"])
        #expect(verdict == .fail(level: "mismatch", seen: "a, b", expected: "www"))
    }

    @Test func noNameAtAllHasItsOwnLevel() throws {
        #expect(try Self.verdict(matches: false, names: []).level == "no-names")
    }

    @Test func anUnseenMatchIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(ServerNameMatch.self, CertificateChain.served))
        #expect(try scene.verdict(of: NameMismatch.self) == .unknown(because: Scene.silence))
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: NameMismatch.self) == .unknown(because: Scene.silence))
    }

    @Test func anEmptyChainIsNoPass() throws {
        #expect(try Scene.modern().chain().verdict(of: NameMismatch.self).state == .unknown)
    }
}
