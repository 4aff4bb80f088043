// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct LanguagesMismarkedTests {
    private func verdict(_ page: PageLanguages, _ versions: [LanguageVersions.Version] = []) throws -> Verdict
    {
        try Scene.languages(page).seeing(
            LanguageVersions(versions: versions, letters: 900),
            on: Scene.endpoint
        )
        .verdict(of: LanguagesMismarked.self)
    }

    private static let pair = [
        PageLanguages.Alternate(language: "en", address: "a"), .init(language: "fr", address: "b"),
        .init(language: "x-default", address: "a"),
    ]

    @Test func marksThatAgreePass() throws {
        let page = PageLanguages(
            language: "en-GB",
            contentLanguages: ["en"],
            charset: "utf-8",
            alternates: Self.pair
        )
        let back = LanguageVersions.Version(
            language: "fr",
            address: "b",
            status: 200,
            declared: "fr-FR",
            namesBack: true,
            letters: 800
        )
        #expect(try verdict(page, [back]) == .pass)
        let arabic = PageLanguages(language: "ar", direction: "rtl", isRightToLeft: true)
        #expect(try verdict(arabic) == .pass)
        #expect(try verdict(page, [.init(language: "fr", address: "b", gap: "not ours")]) == .pass)
    }

    @Test(
        arguments: [
            (
                PageLanguages(alternates: [.init(language: "en-", isValid: false, address: "a")]),
                "hreflang en- is no tag of BCP 47"
            ),
            (
                PageLanguages(language: "ar", isRightToLeft: true),
                "its script runs from right to left, and dir=rtl is missing"
            ),
            (PageLanguages(charset: "windows-1256", isUTF8: false), "its charset is windows-1256"),
            (PageLanguages(isUTF8: false), "it is not UTF-8"),
            (
                PageLanguages(language: "en", contentLanguages: ["fr"]), "lang is en, and Content-Language fr"
            ),
        ]
    )
    func whatMisleadsIsWrong(_ page: PageLanguages, _ seen: String) throws {
        let verdict = try verdict(page)
        #expect(verdict.level == "wrong" && verdict.seen == seen)
    }

    @Test(
        arguments: [
            (
                LanguageVersions.Version(language: "fr", address: "b", status: 404, gap: "HTTP 404"),
                "is not there"
            ),
            (.init(language: "fr", address: "b", status: 200, declared: "en"), "says that it is in en"),
            (
                .init(language: "fr", address: "b", status: 200, namesBack: false),
                "does not name this one in turn"
            ),
        ]
    )
    func versionsThatMisleadAreWrong(_ version: LanguageVersions.Version, _ words: String) throws {
        let verdict = try verdict(PageLanguages(language: "en", alternates: Self.pair), [version])
        #expect(
            verdict.level == "wrong" && verdict.seen?.hasSuffix(words) == true
                || verdict.seen?.contains(words) == true
        )
    }

    @Test func whatIsLeftOutIsUntidy() throws {
        let lone = try verdict(
            PageLanguages(language: "en", alternates: Array(Self.pair.prefix(2)), gap: "cut")
        )
        #expect(lone.level == "untidy" && lone.seen == "x-default is missing beside 2 versions")
        let foreign = try verdict(PageLanguages(language: "de", alternates: Self.pair))
        #expect(foreign.seen == "the page's own language, de, is not among its versions")
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.languageDoubts(of: LanguagesMismarked.self) == Scene.languagesDoubts)
    }
}
