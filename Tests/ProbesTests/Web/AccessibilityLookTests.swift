// SPDX-License-Identifier: Apache-2.0
import Facts
import Markup
import Testing

@testable import Probes

struct AccessibilityLookTests {
    private func marks(_ html: String, gap: String? = nil) throws -> AccessibilityMarks {
        let read = HTMLReader()?.read(Array(html.utf8), charset: "utf-8")
        let document: HTMLDocument = try #require(read)
        return AccessibilityMarks(document, gap: gap)
    }

    @Test func rulesThatSaySomethingAreKept() throws {
        let found = try marks(
            "<html lang=en><title>A</title><body>\n<img><video src=a></video></body></html>"
        )
        #expect(
            found.rules.map(\.id) == [
                "image-alt", "landmark-one-main", "page-has-heading-one", "video-caption",
            ]
        )
        #expect(found.rules[0].violations == 1 && found.rules[0].places == [.init(line: 2, excerpt: "<img>")])
        #expect(found.rules[0].criteria == ["1.1.1"] && found.rules[1].level == "practice")
        #expect(found.rules[3].reviews == 1 && found.rules[3].violations == 0)
        #expect(found.applied > found.rules.count && found.gap == nil && !found.isShell)
    }

    @Test func aPageThatScriptsMakeIsAShell() throws {
        #expect(try marks("<div id=root></div><script src=/app.js></script>").isShell)
        #expect(try marks("<div id=root>Loading</div><script type=module>x()</script>").isShell)
        #expect(try !marks("<p>Little</p>").isShell)
        #expect(try !marks("<p>Little</p><script type='application/ld+json'>{}</script>").isShell)
        let text = String(repeating: "word ", count: 60)
        #expect(try !marks("<p>\(text)</p><script src=/a.js></script>").isShell)
    }

    @Test func gapsAreNamed() throws {
        #expect(try marks("<p>x</p>", gap: "cut").gap == "cut")
        let chain = (0..<20_000).map { "<section id=c\($0) aria-labelledby=c\($0 + 1)></section>" }.joined()
        #expect(try marks(chain).gap?.contains("refer to each other") == true)
        #expect(AccessibilityMarks(nil, gap: nil) == AccessibilityMarks())
    }

    @Test func placesStayFew() throws {
        let bad =
            "<img><a href=/></a><button></button><input><select></select><iframe></iframe><area href=/><h2></h2>"
            + "<p role=x aria-y=1 aria-live=z lang=q-q tabindex=3>t</p><ul>t</ul><li>t</li><dl>t</dl><dd>t</dd><object data=x></object>"
            + "<p role=slider>t</p><p role=tab>t</p><p role=list><b aria-live=off>x</b></p><p role=meter></p><p role=img>t</p>"
        let found = try marks(String(repeating: bad, count: 20))
        #expect(found.rules.flatMap(\.places).count == AccessibilityMarks.mostPlaces)
    }
}
