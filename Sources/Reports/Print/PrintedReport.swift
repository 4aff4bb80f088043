// SPDX-License-Identifier: Apache-2.0

/// All pages of a written report as one document, with a cover, contents and page numbers, for a program that makes PDF
/// of HTML; what it says is what the pages say.
package struct PrintedReport {
    /// A folder that holds no report.
    package struct NotAReport: Error, CustomStringConvertible {
        package let description: String
    }

    package let html: String

    /// - Parameters:
    ///   - paths: the pages of the folder, relative, with `/`.
    ///   - read: the text of one of them.
    package init(paths: [String], read: (String) throws -> String) throws {
        let known = Set(paths)
        guard known.contains("index.html") else { throw NotAReport(description: "there is no index.html") }
        let index = try read("index.html")
        guard let head = PrintSheet.between("<head>", "</head>", in: index),
            let opening = PrintSheet.between("<html", ">", in: index)
        else { throw NotAReport(description: "index.html is not a page of a report") }
        let order = Self.order(of: known, index: index)
        let pages = Set(order)
        let symbols = Self.symbols(in: index)
        let sheets = try order.map { path in
            PrintSheet(Self.inlining(symbols, in: try read(path)), path: path, pages: pages)
        }
        let marking = PrintSheet.between("<p class=\"marking\">", "</p>", in: index)
        let house = PrintSheet.between("<p class=\"house\">", "</p>", in: index) ?? ""
        html = """
            <!DOCTYPE html>
            <html\(opening)>
            <head>\(head)<style>
            \(PrintStyle.pages)</style>
            </head>
            <body>
            \(marking.map { "<p class=\"running\">\($0)</p>" } ?? "")
            <section class="cover"><p class="house">\(house)</p>
            <nav class="contents" aria-label="Report"><ol>
            \(sheets.map { "<li><a href=\"#\($0.anchor)\">\($0.title)</a></li>" }.joined(separator: "\n"))
            </ol></nav></section>
            \(sheets.map { "<section class=\"sheet\" id=\"\($0.anchor)\">\($0.content)</section>" }.joined(separator: "\n"))
            </body>
            </html>

            """
    }

    /// Page one, the pages of the navigation with those that continue them, then those of missions.
    ///
    /// The kept evidence is not printed.
    private static func order(of known: Set<String>, index: String) -> [String] {
        let navigation = PrintSheet.between("<nav", "</nav>", in: index).map(links) ?? []
        let rest = known.filter { !$0.hasPrefix("evidence/") }
        var order: [String] = []
        for path in ["index.html"] + navigation + rest.sorted()
        where rest.contains(path) && !order.contains(path) {
            order.append(path)
            let stem = path.dropLast(5)
            var number = 2
            while rest.contains("\(stem)-\(number).html") {
                order.append("\(stem)-\(number).html")
                number += 1
            }
        }
        return order
    }

    private static func links(in text: Substring) -> [String] {
        text.matches(of: /href="([^"#]*)/).map { String($0.1) }
    }

    /// A shape that a page uses by its id.
    private struct Symbol {
        let viewBox: Substring
        let drawing: Substring
    }

    /// The shapes of bands by id; each page has all of them, and a document of a printer wants each where it is used.
    private static func symbols(in page: String) -> [Substring: Symbol] {
        let found = page.matches(of: /<symbol id="([^"]*)" viewBox="([^"]*)">(.*?)<\/symbol>/)
        return Dictionary(found.map { ($0.1, Symbol(viewBox: $0.2, drawing: $0.3)) }) { first, _ in first }
    }

    private static func inlining(_ symbols: [Substring: Symbol], in page: String) -> String {
        page.replacing(/<svg aria-hidden="true" focusable="false"><use href="#([^"]*)"\/><\/svg>/) { match in
            guard let symbol = symbols[match.1] else { return String(match.0) }
            return
                "<svg aria-hidden=\"true\" focusable=\"false\" viewBox=\"\(symbol.viewBox)\">\(symbol.drawing)</svg>"
        }
        .replacing(/<use ((?:class="[^"]*" )?)href="#([^"]*)"([^>]*)\/>/) { match in
            guard let symbol = symbols[match.2] else { return String(match.0) }
            return "<svg \(match.1)viewBox=\"\(symbol.viewBox)\"\(match.3)>\(symbol.drawing)</svg>"
        }
        .replacing(/<svg class="(?:chart|interval)[^>]*>/) { "\($0.0)<style>\(PrintStyle.drawings)</style>" }
    }
}
