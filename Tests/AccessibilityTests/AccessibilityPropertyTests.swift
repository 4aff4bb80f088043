// SPDX-License-Identifier: Apache-2.0
@testable import Accessibility
import Markup
import TestSupport
import Testing

/// Whatever stands in a page, reading it ends, stays within its bounds and says the same again.
struct AccessibilityPropertyTests {
    private static let words = [
        "<div", "<a href=/", "<button", "<input type=", "<img alt=", "<ul", "<li", "<dl", "<dt", "<table",
        "<tr", "<td headers=i1",
        "<th", "<label for=i2", "<section", "<svg", "<select", "<option", "<h2", "<iframe title=t",
        "<map name=m", "<area href=x",
        "<details", "<summary", "<template", "<noscript", "<title", ">", "/>", " id=i1", " id=i2",
        " role=list", " role=none",
        " role=option", " role=combobox", " aria-labelledby='i1 i2'", " aria-owns=i1", " aria-label=''",
        " tabindex=-9999999999999999999",
        " colspan=99999999999999999999", " rowspan=0", " hidden", " style='display:none;;:!important'",
        " lang=xx", " aria-level=-0",
        "</div>", "</a>", "</li>", "</table>", "</svg>", "text", "&nbsp;", "\n", "\u{0}", "é", "<", "'", "\"",
        "<!--", "-->",
    ]

    private func page(_ source: inout SeededGenerator, words count: Int) -> [UInt8] {
        var text = ""
        for _ in 0..<count { text += Self.words.randomElement(using: &source) ?? "" }
        return Array(text.utf8)
    }

    @Test(arguments: 1...60) func anyPageIsRead(_ seed: UInt64) throws {
        var source = SeededGenerator(seed: seed)
        let bytes = page(&source, words: 400)
        let found = try AccessibilityReading(document(bytes))
        #expect(found == (try AccessibilityReading(document(bytes))))
        for result in found.results {
            #expect(result.violations + result.reviews + result.passes > 0)
            #expect(result.places.count <= AccessibilityReading.mostPlaces)
            #expect(result.places.allSatisfy { $0.line >= 1 && $0.excerpt.unicodeScalars.count <= 122 })
        }
    }

    /// What it costs is counted, not timed: however a page is tangled, it is in proportion to its length.
    @Test(arguments: 1...20) func workIsInProportion(_ seed: UInt64) throws {
        var source = SeededGenerator(seed: seed)
        let part = "<div>" + String(decoding: page(&source, words: 150), as: UTF8.self) + "</div>"
        for copies in [1, 10, 100] {
            let page = try document(Array(String(repeating: part, count: copies).utf8))
            let nodes = page.elements.count + page.texts.count
            #expect(AccessibilityReading.work(on: page) <= 20_000 + 200 * nodes)
        }
    }

    @Test func fourTimesAPageMakesFourTimesTheWork() throws {
        let part =
            "<section><h2>A</h2><ul><li><a href=/>b</a></li></ul><label>c<input></label><table><tr><th>d</th>"
            + "<td>e</td></tr></table><p role=list><b role=listitem aria-label=f>g</b></p><img alt=h></section>"
        func work(_ copies: Int) throws -> Int {
            AccessibilityReading.work(on: try document(Array(String(repeating: part, count: copies).utf8)))
        }
        let (small, large) = (try work(100), try work(400))
        #expect(large <= small * 9 / 2 && small > 1000, "\(small) and \(large)")
    }

    @Test func anEmptyPurseLeavesTheRestUnknown() throws {
        let many = String(repeating: "<ul><li><a href=/><b></b></a></li></ul>", count: 2000)
        let page = try document(Array(many.utf8))
        #expect(!AccessibilityReading(page).isCut)
        #expect(AccessibilityReading(page, workForEachNode: 0).isCut)
    }
}
