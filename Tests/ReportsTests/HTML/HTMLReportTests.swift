// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports
import Testing

/// The lint of posture reports on the pages themselves: what they demand of others they pass.
struct HTMLReportTests {
    struct Page: CustomTestStringConvertible, Sendable {
        let path: String
        let text: String

        var testDescription: String { path }
    }

    static let sample = pages(SampleDocument.document)
    static let all = sample + pages(SampleDocument.empty) + pages(SampleDocument.sealed)

    static func pages(_ document: ReportDocument) -> [Page] {
        let files = (try? RenderedFile.all(of: document, HTMLReport.render)) ?? []
        return files.map { Page(path: $0.path, text: $0.text) }
    }

    @Test("There is a page for each topic and mission, page one first")
    func files() {
        #expect(
            Self.sample.map(\.path) == [
                "index.html", "changes.html", "findings.html", "categories.html", "missions.html",
                "missions/hq.html",
                "missions/nairobi.html", "missions/geneva.html", "missions/---etc.html",
                "missions/ministry.html",
                "not-seen.html", "decisions.html", "plan.html", "calendar.html", "inclusion.html",
                "trends.html", "traceability.html", "controls.html", "method.html", "glossary.html",
            ]
        )
        #expect(Self.all.count > Self.sample.count)
    }

    @Test("Pages have a language, a title, one main, one first heading and a skip link", arguments: all)
    func frame(page: Page) {
        #expect(page.text.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.text.matches(of: /<title>[^<]+<\/title>/).count == 1)
        #expect(page.text.matches(of: /<main id="main">/).count == 1)
        #expect(page.text.matches(of: /<h1>[^<]+<\/h1>/).count == 1)
        #expect(page.text.contains("<a class=\"skip\" href=\"#main\">"))
        for landmark in ["header", "nav", "footer"] { #expect(page.text.contains("<\(landmark)")) }
        #expect(!page.text.contains("{{"))
    }

    @Test("Headings never skip a level and are never empty", arguments: all)
    func headings(page: Page) {
        let headings = page.text.matches(of: /<h([1-6])[^>]*>(.*?)<\/h\1>/)
        var level = 0
        for heading in headings {
            let next = Int(heading.output.1) ?? 0
            #expect(next <= level + 1, "h\(next) follows h\(level)")
            #expect(!heading.output.2.isEmpty)
            level = next
        }
    }

    @Test("Every header cell says what it heads, and every table has a caption", arguments: all)
    func tables(page: Page) {
        for cell in page.text.matches(of: /<th(?=[\s>])[^>]*>/) { #expect(cell.output.contains("scope=\"")) }
        #expect(page.text.matches(of: /<table/).count == page.text.matches(of: /<caption>/).count)
    }

    @Test("Every graphic is named or hidden from readers", arguments: all)
    func graphics(page: Page) {
        for graphic in page.text.matches(of: /<svg[^>]*>/) {
            let isNamed = graphic.output.contains("role=\"img\" aria-label=\"")
            #expect(isNamed || graphic.output.contains("aria-hidden=\"true\""))
        }
        #expect(!page.text.contains("<img"))
    }

    @Test("Bands are words, never a colour or shape alone", arguments: all)
    func bands(page: Page) {
        let bands = page.text.matches(of: /class="band\s/).count
        let words = page.text.matches(of: /<span class="band\s[^>]*><svg[^>]*><use[^>]*><\/svg>[A-Z]/).count
        #expect(bands == words)
    }

    @Test("Nothing runs and nothing is loaded", arguments: all)
    func selfContained(page: Page) {
        for forbidden in [
            "<script", "<link", "<iframe", "<object", "<embed", "javascript:", "url(", "@import",
        ] {
            #expect(!page.text.contains(forbidden))
        }
        #expect(page.text.matches(of: /(src|href|action|data)="[a-z]+:/).isEmpty)
        #expect(page.text.matches(of: /<[a-z][^>]* on[a-z]+=/).isEmpty)
    }

    @Test("Identifiers are unique, and every link leads somewhere in the report", arguments: sample)
    func links(page: Page) {
        let ids = page.text.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        for link in page.text.matches(of: /href="([^"]*)"/) {
            let parts = link.output.1.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let file = parts[0].isEmpty ? page.path : Self.resolve(String(parts[0]), from: page.path)
            guard let target = Self.sample.first(where: { $0.path == file }) else {
                Issue.record("\(link.output.1) leads nowhere")
                continue
            }
            if parts.count > 1 { #expect(target.text.contains(" id=\"\(parts[1])\"")) }
        }
    }

    private static func resolve(_ link: String, from page: String) -> String {
        let folder = page.split(separator: "/").dropLast().map(String.init)
        guard link.hasPrefix("../") else { return (folder + [link]).joined(separator: "/") }
        return (folder.dropLast() + [String(link.dropFirst(3))]).joined(separator: "/")
    }

    @Test("Tags are closed in the order in which they were opened", arguments: all)
    func balance(page: Page) {
        let void: Set<Substring> = ["meta", "path", "rect", "use", "br"]
        var open: [Substring] = []
        for tag in page.text.matches(of: /<(\/?)([a-z][a-z0-9]*)(?:\s[^>]*?)?(\/?)>/) {
            let name = tag.output.2
            guard !void.contains(name), tag.output.3.isEmpty else { continue }
            if tag.output.1.isEmpty {
                open.append(name)
            } else {
                #expect(open.last == name)
                if open.last == name { open.removeLast() }
            }
        }
        #expect(open.isEmpty)
    }

    @Test("Hostile text is shown, never obeyed", arguments: all)
    func hostile(page: Page) {
        #expect(!page.text.unicodeScalars.contains { VisibleText.isHidden($0) && $0 != "\n" })
        #expect(!page.text.contains("<script>") && !page.text.contains("onload=\""))
        guard page.path == "missions/nairobi.html" else { return }
        let shown =
            "CN=&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;\\u{001B}[31mred\\u{202E}"
        #expect(page.text.contains(shown))
    }

    @Test("Page one says what an auditor looks for")
    func pageOne() throws {
        let page = try #require(Self.sample.first).text
        for words in [
            "Ministry of Foreign Affairs of Ruritania", "Insufficient evidence", "Not assessed",
            "No connection",
            "Worst open findings", "Android 4.0-4.3", "This cycle was not signed",
            String(repeating: "9a", count: 32),
            String(repeating: "e5", count: 32), "▲ worse", "was high 81",
        ] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test("Authors whom paper B names without listing them are never printed as checked")
    func citations() throws {
        let page = try #require(Self.sample.first { $0.path == "traceability.html" }).text
        #expect(page.contains("Zarif 2021, as cited in B"))
        #expect(page.contains("Rehman &amp; Rassias 2024</td>"))
        for scenario in SampleDocument.scenarios { #expect(page.contains("<small>\(scenario.id)</small>")) }
    }

    @Test("An empty report says that nothing can be said")
    func empty() throws {
        let page = try #require(Self.pages(SampleDocument.empty).first).text
        #expect(page.contains("Not assessed"))
        #expect(page.contains("No client was simulated, so nothing can be said."))
        #expect(page.contains("No question was asked, so nothing can be said."))
        #expect(!page.contains("No finding is open"))
        #expect(!page.contains("Very low"))
    }

    @Test("Many endpoints stay on pages of at most two megabytes, page one below a hundred kilobytes")
    func size() throws {
        let files = try RenderedFile.all(of: LargeDocument.document(endpoints: 400), HTMLReport.render)
        #expect(files.allSatisfy { $0.bytes.count < 2_000_000 })
        #expect(try #require(files.first).bytes.count < 100_000)
        #expect(files.filter { $0.path.hasPrefix("missions/hq") }.count == 20)
        #expect(Set(files.map(\.path)).count == files.count)
    }
}
