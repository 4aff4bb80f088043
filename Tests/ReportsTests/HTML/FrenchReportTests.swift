// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Messages
import Model
import Testing

@testable import Reports

/// A report whose readers do not read English.
@Suite("A report in French")
struct FrenchReportTests {
    /// What stands between tags, with whether an element around it says that it is English.
    private static func texts(of page: String) -> [(text: String, isEnglish: Bool)] {
        let void: Set<Substring> = ["meta", "path", "rect", "use", "br"]
        var open: [(name: Substring, isEnglish: Bool)] = []
        var texts: [(text: String, isEnglish: Bool)] = []
        var rest = page[...]
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            let text = rest[..<start].trimmingCharacters(in: .whitespacesAndNewlines)
            let isSilent = open.contains { ["style", "svg", "code"].contains($0.name) }
            if !text.isEmpty, !isSilent { texts.append((text, open.contains(where: \.isEnglish))) }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            let name = tag.prefix { $0.isLetter || $0.isNumber || $0 == "/" }
            if name.hasPrefix("/") {
                if let place = open.lastIndex(where: { $0.name == name.dropFirst() }) {
                    open.removeSubrange(place...)
                }
            } else if !void.contains(name), !tag.hasSuffix("/"), !tag.hasPrefix("!") {
                open.append((name, tag.contains(" lang=\"en\"")))
            }
        }
        return texts
    }

    private static func pages(_ messages: Messages) throws -> [RenderedFile] {
        var document = SampleDocument.sealed
        document.messages = messages
        return try RenderedFile.all(of: document, HTMLReport.render)
    }

    private static func french() throws -> Messages { try MessageFile(Messages.french).messages }

    /// Names and texts of the ministry's own, and of what was measured.
    private static let data: [String] =
        [SampleEstate.estate.ministry.name, "a survey &lt;of&gt; 2026"]
        + SampleEstate.estate.missions.map(\.name)
        + SampleEstate.estate.disputes.compactMap(\.decision?.reason)
        + SampleEstate.estate.attestations.compactMap(\.owner)
        + SampleEstate.estate.acceptances.flatMap { [$0.reason, $0.compensatingControl ?? ""] }

    @Test("no frame text stays English, and what stays English says so")
    func words() throws {
        let common = /\b(?:[Tt]he|and|not|is|are|was|with|without|from|since|by|of|none|nobody|bits sent)\b/
        var left: Set<String> = []
        for page in try Self.pages(Self.french()) {
            for (text, isEnglish) in Self.texts(of: page.text) where !isEnglish {
                if text.contains(common), !Self.data.contains(where: text.contains) { left.insert(text) }
            }
        }
        #expect(left.sorted() == [])
    }

    @Test("titles, remedies and what was seen carry their language, in no English report")
    func marks() throws {
        let french = try Self.pages(Self.french())
        let document = SampleDocument.document
        let english = Set(
            document.checks.values.map(\.identity.title) + document.checks.values.map(\.identity.remedy)
        )
        for page in french {
            for (text, isEnglish) in Self.texts(of: page.text) where english.contains(text) {
                #expect(isEnglish, "\(page.path): \(text)")
            }
        }
        #expect(french.contains { $0.text.contains("<span lang=\"en\">TLS_RSA_WITH_AES_128_CBC_SHA</span>") })
        for page in try Self.pages(.english) {
            #expect(page.text.matches(of: /lang="en"/).count == 1, "\(page.path): the page itself alone")
        }
    }

    @Test("page one stays small, and dates and counts are French ones")
    func pageOne() throws {
        let page = try #require(try Self.pages(Self.french()).first)
        #expect(page.text.utf8.count < 100_000)
        let months =
            /\d+ (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) \d{4}/
        #expect(page.text.contains(months))
        #expect(!page.text.contains(/\d+ (?:January|November|December) \d{4}/))
        #expect(page.text.contains("Constats : "))
    }

    @Test(
        "nought is singular in French, and plural in English",
        arguments: [("fr", true), ("en", false), ("pt-BR", true), ("de", false)]
    )
    func nought(language: String, isSingular: Bool) {
        let messages = Messages(language: language, table: [:])
        #expect(messages.isSingular(0) == isSingular)
        #expect(messages.isSingular(1) && !messages.isSingular(2))
    }
}
