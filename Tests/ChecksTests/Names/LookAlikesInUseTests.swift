// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct LookAlikesInUseTests {
    private static let asked = ListedDomain(name: "mfa.example", mission: nil, lookAlikes: LookAlikeSearch())

    private func verdict(_ hits: [LookAlikeNames.Hit], unanswered: [String] = []) throws -> Verdict {
        try DomainScene.sound().listing(Self.asked).seeing(
            LookAlikeNames(generated: 900, asked: 500, hits: hits, unanswered: unanswered)
        ).verdict(of: LookAlikesInUse.self)
    }

    private func hit(_ name: String, _ records: Set<String>, shown: String? = nil) -> LookAlikeNames.Hit {
        LookAlikeNames.Hit(name: name, shown: shown ?? name, change: "homoglyph", records: records)
    }

    @Test func noneInUsePasses() throws { #expect(try verdict([]) == .pass) }

    @Test func oneWithoutAddressOrMailPasses() throws {
        #expect(try verdict([hit("nfa.example", ["NS"])]) == .pass)
    }

    @Test func anAddressFails() throws {
        let verdict = try verdict([hit("nfa.example", ["AAAA", "NS"])], unanswered: ["mfaa.example"])
        #expect(
            verdict
                == .fail(
                    level: "with-address",
                    seen: "nfa.example (AAAA, NS); 500 of 900 names asked, 1 not answered for",
                    expected: "none but known ones"
                )
        )
    }

    @Test func mailFailsWorseAndComesFirst() throws {
        let verdict = try verdict([
            hit("amfa.example", ["A"]), hit("xn--mf-8kc.example", ["MX"], shown: "mfа.example"),
        ])
        #expect(
            verdict
                == .fail(
                    level: "with-mail",
                    seen: "xn--mf-8kc.example, mfа.example (MX), amfa.example (A); 500 of 900 names asked",
                    expected: "none but known ones"
                )
        )
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        #expect(try verdict([], unanswered: ["nfa.example"]).state == .unknown)
        let scene = try DomainScene.sound().listing(Self.asked).missing(Question(LookAlikeNames.self))
        #expect(try scene.verdict(of: LookAlikesInUse.self).state == .unknown)
    }

    @Test func whereNobodyAskedItIsNotTested() throws {
        #expect(try DomainScene.sound().verdict(of: LookAlikesInUse.self).state == .notTested)
    }
}
