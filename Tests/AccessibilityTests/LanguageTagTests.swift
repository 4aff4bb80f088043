// SPDX-License-Identifier: Apache-2.0
import Accessibility
import Testing

struct LanguageTagTests {
    @Test(arguments: ["en", "pt-BR", "zh-Hant-TW", "sr-Latn", "es-419", "FR", "sgn-us"])
    func soundTagsAreValid(_ tag: String) { #expect(LanguageTag.isValid(tag)) }

    @Test(arguments: ["", "e", "xx", "en_GB", "en-", "en--GB", "-en", "english!", "en-123456789", "é"])
    func othersAreNot(_ tag: String) { #expect(!LanguageTag.isValid(tag)) }

    @Test func thePrimarySubtagComesFirst() { #expect(LanguageTag.primary("PT_br") == "pt") }
}
