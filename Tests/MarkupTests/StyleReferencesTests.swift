// SPDX-License-Identifier: Apache-2.0
import Markup
import TestSupport
import Testing

struct StyleReferencesTests {
    private func read(_ sheet: String) -> [StyleReferences.Reference] {
        StyleReferences(sheet.utf8).references
    }

    @Test(
        arguments: [
            ("@import 'a.css';", "a.css", .sheet),
            ("@IMPORT url( \"a.css\" ) screen;", "a.css", .sheet),
            ("@charset 'utf-8';\n@import url(a.css);", "a.css", .sheet),
            ("body { background: URL(  a.png ) }", "a.png", .picture),
            ("@font-face { src: url('f.woff2') format('woff2') }", "f.woff2", .font),
            ("p{background:url(a\\20 b.png)}", "a b.png", .picture),
            ("p{background:url(a\\)b)}", "a)b", .picture),
            ("@media print { p { background: url(a.png) } }", "a.png", .picture),
        ] as [(String, String, StyleReferences.Use)]
    )
    func addressesAreFound(_ sheet: String, _ address: String, _ use: StyleReferences.Use) {
        #expect(read(sheet).map(\.address) == [address])
        #expect(read(sheet).first?.use == use)
    }

    @Test(
        arguments: [
            "/* @import 'a.css'; url(b.png) */", "p { content: 'url(a.png)' }", "p { x: curl(a.png) }",
            "p { background: url(data:image/png;base64,AAAA) }", "p { fill: url(#a) }", "p { x: url }",
            "p { @import 'a.css'; }", "@import", "url(", "'", "\\", "p { background: url() }", "/*",
        ]
    )
    func whatNamesNothingGivesNothing(_ sheet: String) { #expect(read(sheet) == []) }

    @Test func aFontEndsWithItsBlock() {
        let sheet = "@font-face{src:url(f)} p{background:url(a)}"
        #expect(read(sheet).map(\.use) == [.font, .picture])
    }

    @Test func boundsHold() {
        let many = StyleReferences(String(repeating: "a{b:url(c)}", count: 1000).utf8)
        #expect(many.references.count == 256 && many.isCut)
        let long = StyleReferences(String(repeating: "a", count: (1 << 20) + 1).utf8)
        #expect(long.isCut && long.references == [])
        #expect(read("a{b:url(\(String(repeating: "c", count: 3000)))}") == [])
    }

    @Test(arguments: 0..<UInt64(300))
    func noBytesTrap(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("@import url('\"){}\\/*; font-face\n\u{e9}\u{0}".utf8)
        let bytes = (0..<120).map { _ in letters.randomElement(using: &generator) ?? 0 }
        #expect(StyleReferences(bytes).references.count <= 120)
    }
}
