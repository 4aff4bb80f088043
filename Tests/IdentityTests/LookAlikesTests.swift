// SPDX-License-Identifier: Apache-2.0
import Identity
import Testing

struct LookAlikesTests {
    private static let ofForeign = LookAlikes(of: "foreign.example")?.all ?? []

    /// One name at least of every kind.
    static let expected: [(LookAlike.Kind, String)] = [
        (.addition, "foreign7.example"), (.bitsquatting, "boreign.example"),
        (.cyrillic, "xn--frign-n5d8l.example"), (.dictionary, "visa-foreign.example"),
        (.dictionary, "foreignembassy.example"), (.homoglyph, "f0reign.example"),
        (.homoglyph, "fore1gn.example"), (.homoglyph, "f0re1gn.example"), (.hyphenation, "for-eign.example"),
        (.insertion, "fporeign.example"), (.omission, "forign.example"), (.plural, "foreigns.example"),
        (.repetition, "forreign.example"), (.replacement, "fpreign.example"),
        (.subdomain, "for.eign.example"),
        (.tldSwap, "foreign.com"), (.transposition, "foriegn.example"), (.various, "wwwforeign.example"),
        (.various, "foreign-com.example"), (.various, "foreignexample.com"), (.vowelSwap, "fareign.example"),
    ]

    @Test(arguments: expected)
    func everyKindIsThere(_ kind: LookAlike.Kind, _ name: String) {
        if kind == .cyrillic {
            #expect(Self.ofForeign.contains { $0.kind == kind && $0.shown == "fоrеign.example" } == false)
            #expect(Self.ofForeign.contains { $0.kind == kind && $0.shown == "fоreign.example" })
        } else {
            #expect(Self.ofForeign.contains { $0.kind == kind && $0.name == name }, "\(name)")
        }
    }

    @Test func everyKindIsAmongTheFirstFiveHundredButTheFarOnes() {
        #expect(Set(Self.ofForeign.map(\.kind)) == Set(LookAlike.Kind.allCases))
        let first = Set(Self.ofForeign.prefix(500).map(\.kind))
        #expect(first == Set(LookAlike.Kind.allCases))
        #expect(Self.ofForeign.prefix(60).contains { $0.name == "f0reign.example" })
    }

    @Test(arguments: [
        "foreign.example", "mfa.gov.example", "paris.mfa.gov.example", "a.example", "xn--bcher-kva.example",
    ])
    func namesAreNamesOnceAndNeverTheDomain(_ domain: String) throws {
        let all = try #require(LookAlikes(of: domain)).all
        #expect(all.count > 100)
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(!all.contains { $0.name == domain })
        for name in all.map(\.name) {
            #expect(name.utf8.count <= 253)
            let labels = name.split(separator: ".", omittingEmptySubsequences: false)
            #expect(labels.allSatisfy { HostLabel(ascii: $0) != nil }, "\(name)")
        }
    }

    @Test func theOrderIsTheSameEachTime() {
        #expect(LookAlikes(of: "Foreign.Example")?.all == Self.ofForeign)
    }

    @Test func whatIsKnownIsLeftOutWithAllBelowAndAbove() throws {
        let known = ["f0reign.example", "eign.example", "press.foreign.com"]
        let names = Set(try #require(LookAlikes(of: "foreign.example", known: known)).all.map(\.name))
        #expect(names.isDisjoint(with: ["f0reign.example", "for.eign.example", "foreign.com"]))
        #expect(names.contains("fore1gn.example"))
    }

    @Test func registriesOfTwoLabelsKeepThem() throws {
        let names = Set(try #require(LookAlikes(of: "paris.mfa.gov.example")).all.map(\.name))
        #expect(
            names.isSuperset(of: [
                "mfa-gov.example", "mfagov.com", "mfa.gov.example.com", "mfa.example", "rnfa.gov.example",
                "paris-mfa.gov.example", "mfa-gov-example.com",
            ])
        )
    }

    @Test func aRegistryOfASCIIAloneIsNotAskedForMore() throws {
        let all = try #require(LookAlikes(of: "mfa.gov.uk")).all
        #expect(!all.contains { $0.name.hasPrefix("xn--") && $0.name.hasSuffix(".uk") })
    }

    @Test func aNameOfUnicodeIsChangedInUnicode() throws {
        let all = try #require(LookAlikes(of: "xn--bcher-kva.example")).all
        #expect(all.contains { $0.shown == "bücherr.example" && $0.name.hasPrefix("xn--") })
        #expect(all.contains { $0.kind == .omission && $0.name == "bcher.example" })
    }

    @Test(arguments: [
        "", "example", ".", "a..example", "-a.example", "a_b.example",
        String(repeating: "a.", count: 127) + "b",
    ])
    func whatIsNoDomainHasNone(_ domain: String) { #expect(LookAlikes(of: domain) == nil) }

    @Test func aLongNameStaysWithinBounds() throws {
        let all = try #require(LookAlikes(of: String(repeating: "o", count: 63) + ".example")).all
        #expect(all.count < 20_000)
    }
}
