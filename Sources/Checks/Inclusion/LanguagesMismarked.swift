// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where what a page says of languages misleads those who go by it.
package struct LanguagesMismarked: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.languages-mismarked",
        title: "The page says wrong things of its languages",
        measures:
            "hreflang (valid, the page itself among them, x-default beside two or more), lang against Content-Language, dir=rtl "
            + "for scripts that run from right to left, UTF-8; with PageCost=yes also whether up to 12 versions on listed hosts "
            + "are there, are in the language that they are named for, and name the page in turn.",
        scope: .endpoint,
        levels: ["untidy", "wrong"],
        references: ["BCP 47", "HTML §3.2.6.1", "HTML §4.2.5.4", "RFC 9110 §8.5"],
        remedy:
            "Mend what is named: tags of BCP 47, links in both directions, dir=rtl with Arabic or Hebrew text, UTF-8."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.languages()
        let versions = try? view.evidence.one(LanguageVersions.self, of: view.subject).fact
        let wrong = Self.wrong(page) + (versions?.versions ?? []).compactMap(Self.fault)
        if !wrong.isEmpty {
            return .fail(
                level: "wrong",
                seen: wrong.listed(atMost: 6, separator: "; "),
                expected: "marks that agree with the pages"
            )
        }
        let untidy = Self.untidy(page)
        guard untidy.isEmpty else {
            return .fail(
                level: "untidy",
                seen: untidy.joined(separator: "; "),
                expected: "the page itself and x-default among its versions"
            )
        }
        if let gap = page.gap {
            throw Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1)
        }
        return .pass
    }

    private static func wrong(_ page: PageLanguages) -> [String] {
        var wrong: [String] = []
        let invalid = page.alternates.filter { !$0.isValid }.map(\.language)
        if !invalid.isEmpty { wrong.append("hreflang \(Set(invalid).sorted().listed()) is no tag of BCP 47") }
        if page.isRightToLeft, page.direction != "rtl" {
            wrong.append("its script runs from right to left, and dir=rtl is missing")
        }
        if let charset = page.charset, charset != "utf-8", charset != "utf8" {
            wrong.append("its charset is \(charset)")
        } else if !page.isUTF8, page.gap == nil {
            wrong.append("it is not UTF-8")
        }
        if let language = page.language, page.contentLanguages.count == 1,
            PageLanguages.primary(page.contentLanguages[0]) != PageLanguages.primary(language)
        {
            wrong.append("lang is \(language), and Content-Language \(page.contentLanguages[0])")
        }
        return wrong
    }

    /// What is wrong with a version; nil where nothing is, or it was not seen.
    private static func fault(_ version: LanguageVersions.Version) -> String? {
        if let status = version.status, status == 404 || status == 410 {
            return "that in \(version.language) is not there (HTTP \(status))"
        }
        if let declared = version.declared, !declared.isEmpty,
            PageLanguages.primary(declared) != PageLanguages.primary(version.language)
        {
            return "that in \(version.language) says that it is in \(declared)"
        }
        if version.namesBack == false, version.gap == nil {
            return "that in \(version.language) does not name this one in turn"
        }
        return nil
    }

    private static func untidy(_ page: PageLanguages) -> [String] {
        let real = page.alternates.filter { $0.language.lowercased() != "x-default" }
        guard real.count >= 2 else { return [] }
        var untidy: [String] = []
        if real.count == page.alternates.count {
            untidy.append("x-default is missing beside \(real.count) versions")
        }
        if let own = page.language,
            !real.contains(where: { PageLanguages.primary($0.language) == PageLanguages.primary(own) })
        {
            untidy.append("the page's own language, \(own), is not among its versions")
        }
        return untidy
    }
}
