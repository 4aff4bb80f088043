// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct LanguagesMissingTests {
    private func verdict(_ page: PageLanguages, owed: [String] = ["fr", "en"], mission: String? = "paris")
        throws
        -> Verdict
    {
        try Scene.languages(page, owed: owed, mission: mission)
            .verdict(of: LanguagesMissing.self)
    }

    @Test(
        arguments: [
            PageLanguages(language: "fr-FR", linked: ["en"]), PageLanguages(contentLanguages: ["fr", "en"]),
            PageLanguages(
                language: "de",
                alternates: [.init(language: "en-GB", address: "a"), .init(language: "fr", address: "b")]
            ),
        ]
    )
    func whatIsOwedAndThereByAnyMarkPasses(_ page: PageLanguages) throws {
        #expect(try verdict(page) == .pass)
    }

    @Test func whatIsOwedAndNotThereFails() throws {
        let some = try verdict(PageLanguages(language: "fr"))
        #expect(some.level == "some" && some.seen == "none in en")
        #expect(try verdict(PageLanguages(language: "de")).level == "all")
    }

    @Test func aPageThatDoesNotSayItsOwnMayBeInOneOfThem() throws {
        #expect(try verdict(PageLanguages(linked: ["en"])).state == .unknown)
        let neither = try verdict(PageLanguages())
        #expect(
            neither.level == "some"
                && neither.seen == "none in fr, en, one of which the page itself may be in"
        )
    }

    @Test func whereNothingIsOwedItDoesNotApply() throws {
        #expect(try verdict(PageLanguages(), owed: []).state == .notApplicable)
        #expect(try verdict(PageLanguages(), mission: nil).state == .notApplicable)
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.languageDoubts(of: LanguagesMissing.self) == Scene.languagesDoubts)
    }
}
