// SPDX-License-Identifier: Apache-2.0
import Accessibility
import Markup
import Testing

func reading(of text: String) throws -> AccessibilityReading {
    AccessibilityReading(try document(Array(text.utf8)))
}

func document(_ bytes: [UInt8]) throws -> HTMLDocument {
    guard let reader = HTMLReader() else { throw NoMemory() }
    return reader.read(bytes)
}

struct NoMemory: Error {}

struct AccessibilityReadingTests {
    private func result(_ rule: String, in text: String) throws -> AccessibilityReading.Result {
        try #require(try reading(of: text).results.first { $0.id == rule })
    }

    @Test func placesHaveTheLineAndTheStartTag() throws {
        let found = try result(
            "image-alt",
            in:
                "<html>\n<body>\n<p><img src='/a.png?token=1#x' id=q></p>\n\n<img\nclass=\"wide\">\n<img><img></body></html>"
        )
        #expect(found.violations == 4)
        #expect(found.places.map(\.line) == [3, 6, 7])
        #expect(found.places.map(\.excerpt) == ["<img src=\"/a.png\">", "<img class=\"wide\">", "<img>"])
    }

    @Test func whatThePageSaysIsCutAndMadePlain() throws {
        let wild = String(repeating: "\u{202E}\u{7}y", count: 40)
        let found = try result(
            "aria-roles",
            in: "<p role='\(wild)' class='\(wild)' name='\(wild)' lang='\(wild)'>x</p>"
        )
        let excerpt = try #require(found.places.first?.excerpt)
        #expect(excerpt.unicodeScalars.count <= 121 && excerpt.hasSuffix("…"))
        #expect(excerpt.hasPrefix("<p role=\"  y  y"))
    }

    @Test func levelsAndCriteriaAreThoseOfTheGuidelines() {
        for rule in AccessibilityRule.all {
            #expect(rule.criteria.isEmpty == (rule.level == .practice), "\(rule.id)")
        }
        #expect(AccessibilityRule.rule("meta-viewport")?.level == .aa)
        #expect(AccessibilityRule.rule("link-name")?.criteria == ["2.4.4", "4.1.2"])
        #expect(AccessibilityRule.rule("color-contrast") == nil)
        #expect(Set(AccessibilityRule.all.map(\.id)).count == AccessibilityRule.all.count)
    }

    @Test(arguments: [
        "<div>", "<span>", "<ul><li>", "<table><tr><td>", "<a href=x>", "<button>", "<section aria-label=x>",
        "<label>", "<fieldset disabled>", "<svg>", "<div role=list>", "<details>",
    ])
    func aHundredThousandWithinEachOtherDoNotTrap(_ tag: String) throws {
        #expect(try reading(of: String(repeating: tag, count: 100_000)).isCut)
    }

    /// Every reference leads to all others, and names lead to names.
    @Test func tangledReferencesEnd() throws {
        let all = (0..<400).map { "i\($0)" }.joined(separator: " ")
        let tangled = (0..<400).map {
            "<section id=i\($0) aria-labelledby='\(all)' aria-owns='\(all)'><button aria-labelledby='\(all)'></button></section>"
        }
        #expect(try !reading(of: tangled.joined()).results.isEmpty)
        let chain = (0..<20_000).map { "<section id=c\($0) aria-labelledby=c\($0 + 1)></section>" }
        #expect(try reading(of: chain.joined()).isCut)
        let wide = (0..<200).map { _ in "<tr><th colspan=1000 rowspan=60000>x</th></tr>" }.joined()
        #expect(try reading(of: "<table>\(wide)</table>").results.contains { $0.id == "html-has-lang" })
    }

    @Test func theBodyBeginsWhereItsTagIsLeftOut() throws {
        let found = try reading(
            of:
                "<!DOCTYPE html><html lang=en><title>A</title><meta name=a><main><h1>B</h1><img></main><header><a href=/></a></header>"
        )
        let bad = found.results.filter { $0.violations > 0 }.map(\.id)
        #expect(bad == ["image-alt", "link-name"])
        #expect(found.results.contains { $0.id == "aria-hidden-body" && $0.passes == 1 })
    }

    @Test func linesAreCountedFromTheFirst() throws {
        #expect(try document(Array("<p>a</p>\n\n<b>c</b>".utf8)).elements.last?.line == 3)
    }
}
