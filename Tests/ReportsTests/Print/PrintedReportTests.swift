// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Reports

@Suite("All pages of a report as one document")
struct PrintedReportTests {
    private static let pages = [
        "index.html": """
        <!DOCTYPE html><html lang="fr"><head><title>T</title></head><body>
        <svg><symbol id="b0" viewBox="0 0 24 14"><path d="M0 0"/></symbol></svg>
        <p class="marking">TLP:RED</p><p class="house">A &amp; B</p>
        <nav aria-label="R"><a href="findings.html">F</a></nav>
        <main id="main"><h1>One</h1><a href="missions/x.html#e1">x</a> <a href="https://a.example/#b">a</a>
        <svg aria-hidden="true" focusable="false"><use href="#b0"/></svg>
            <svg class="chart" role="img"><use class="b0" href="#b0" x="1"/></svg></main></body></html>
        """,
        "findings-2.html": "<main><h1>Two more</h1></main>",
        "findings.html": "<main><h1>Two</h1><p id=\"a\" data-id=\"a\">a=\"b</p></main>",
        "missions/x.html":
            "<main><h1 id=\"t\">X</h1><a href=\"../findings.html\">f</a><a href=\"#t\">t</a><table aria-labelledby=\"t u\"></table>"
            + "<a href=\"../evidence/e.html\">e</a></main>",
        "evidence/e.html": "<main><h1>E</h1></main>",
    ]

    private static func printed(_ paths: [String]? = nil) throws -> String {
        try PrintedReport(paths: paths ?? pages.keys.sorted()) { pages[$0] ?? "" }.html
    }

    @Test(
        "pages come in the order of the navigation, with those that continue them, and the contents list them"
    )
    func order() throws {
        let html = try Self.printed()
        let sections = html.matches(of: /<section class="sheet" id="([^"]*)"/).map { String($0.1) }
        #expect(sections == ["index", "findings", "findings-2", "missions-x"])
        let contents = html.matches(of: /<li><a href="#([^"]*)">([^<]*)</).map {
            [String($0.1), String($0.2)]
        }
        #expect(
            contents == [
                ["index", "One"], ["findings", "Two"], ["findings-2", "Two more"], ["missions-x", "X"],
            ]
        )
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"fr\">"))
    }

    @Test("anchors are told apart by their page, and links between pages stay in the document")
    func anchors() throws {
        let html = try Self.printed()
        #expect(html.contains("<a href=\"#missions-x--e1\">"))
        #expect(html.contains("<a href=\"https://a.example/#b\">"))
        #expect(html.contains("<p id=\"findings--a\" data-id=\"a\">"))
        #expect(
            html.contains(
                "<h1 id=\"missions-x--t\">X</h1><a href=\"#findings\">f</a><a href=\"#missions-x--t\">"
            )
        )
        #expect(html.contains("aria-labelledby=\"missions-x--t missions-x--u\""))
        // What is not printed cannot be led to, and would name a folder of this machine.
        #expect(html.contains("<a>e</a>"))
    }

    @Test("a shape stands where it is used, and the marking on every page")
    func shapes() throws {
        let html = try Self.printed()
        let drawing = "viewBox=\"0 0 24 14\"><path d=\"M0 0\"/></svg>"
        #expect(html.contains("<svg aria-hidden=\"true\" focusable=\"false\" \(drawing)"))
        let nested = "<svg class=\"b0\" viewBox=\"0 0 24 14\" x=\"1\"><path d=\"M0 0\"/></svg></svg>"
        #expect(html.contains(nested))
        #expect(html.contains("<svg class=\"chart\" role=\"img\"><style>"))
        #expect(!html.contains("<use"))
        #expect(html.contains("<p class=\"running\">TLP:RED</p>"))
    }

    @Test("a folder without page one is none of a report")
    func refused() {
        #expect(throws: PrintedReport.NotAReport.self) { try Self.printed(["findings.html"]) }
        #expect(throws: PrintedReport.NotAReport.self) {
            try PrintedReport(paths: ["index.html"]) { _ in "<main>" }
        }
    }

    @Test("of a whole report every link leads somewhere and no anchor is there twice")
    func whole() throws {
        let files = try RenderedFile.all(of: SampleDocument.document, HTMLReport.render)
        let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) })
        let html = try PrintedReport(paths: files.map(\.path)) { texts[$0] ?? "" }.html
        let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        let missing = html.matches(of: /\shref="#([^"]*)"/).map { String($0.1) }.filter { !ids.contains($0) }
        #expect(missing.isEmpty, "\(missing)")
    }
}
