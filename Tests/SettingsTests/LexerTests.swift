// SPDX-License-Identifier: Apache-2.0
import Settings
import Testing

@Suite struct LexerTests {
    private func lex(_ text: String) -> SyntaxFile { Lexer.lex(Array(text.utf8), file: "test.conf") }

    @Test("sections, names, keys and values lose the white space round them")
    func whiteSpace() throws {
        let file = lex("  [ Endpoint \t www.mfa.example ]  \n\tPort =  8443 \t\n\n # a comment\n; another\n")
        #expect(file.diagnostics.isEmpty)
        let section = try #require(file.sections.first)
        #expect(file.sections.count == 1)
        #expect(section.kind.text == "Endpoint")
        #expect(section.name?.text == "www.mfa.example")
        #expect(section.assignments.map(\.key.text) == ["Port"])
        #expect(section.assignments.map(\.value.text) == ["8443"])
    }

    @Test("only the first equals sign separates, and comments do not begin inside a value")
    func values() {
        let file = lex("[A]\nNote=a=b # c ; d\nEmpty=\n")
        #expect(file.sections.first?.assignments.map(\.value.text) == ["a=b # c ; d", ""])
    }

    @Test("a section without a name has none")
    func unnamed() {
        #expect(lex("[Chancery]\n").sections.first?.name == nil)
    }

    @Test("joined lines keep the place of each part, and leave comments out")
    func continuation() throws {
        let file = lex("[A]\nList=one, \\\n  # not this\n   two, \\  \n\tthree\nNext=1\n")
        #expect(file.diagnostics.isEmpty)
        let assignments = try #require(file.sections.first).assignments
        #expect(assignments.map(\.value.text) == ["one, two, three", "1"])
        let parts = assignments[0].value.separatedByCommas()
        #expect(parts.map(\.text) == ["one", "two", "three"])
        #expect(parts.map { [$0.span.line, $0.span.column] } == [[2, 6], [4, 4], [5, 2]])
    }

    @Test("an empty line ends a joined value")
    func emptyLineEndsValue() {
        let file = lex("[A]\nOne=1 \\\n\nTwo=2\n")
        #expect(file.diagnostics.isEmpty)
        #expect(file.sections.first?.assignments.map(\.value.text) == ["1", "2"])
    }

    @Test("a backslash at the end of a comment joins nothing")
    func commentWithBackslash() {
        #expect(lex("[A]\n# C:\\\nOne=1\n").sections.first?.assignments.map(\.value.text) == ["1"])
    }

    @Test("CR LF ends a line as LF does")
    func carriageReturns() {
        let file = lex("[A b]\r\nOne=1, \\\r\n 2\r\n")
        #expect(file.diagnostics.isEmpty)
        #expect(file.sections.first?.name?.text == "b")
        #expect(file.sections.first?.assignments.map(\.value.text) == ["1, 2"])
    }

    @Test("columns count characters, not bytes")
    func columns() {
        let file = lex("[A é ü]\nÉtat=ß, ok\n")
        let value = file.sections.first?.assignments.first?.value
        #expect(value?.span.column == 6)
        #expect(value?.separatedByCommas().last?.span.column == 9)
        #expect(file.sections.first?.name?.span.column == 4)
    }

    @Test("what follows a header that cannot be read is no error of its own")
    func noCascade() {
        let file = lex("[A\nOne=1\nTwo\n[B]\nThree=3\n")
        #expect(file.diagnostics.count == 1)
        #expect(file.sections.map(\.kind.text) == ["B"])
    }

    @Test("a value that continues a line with a bad byte is dropped without a second error")
    func badByteInContinuation() {
        let file = Lexer.lex(
            Array("[A]\nOne=1 \\\n".utf8) + [0xFF, 0x5C, 0x0A] + Array("2\nTwo=2\n".utf8),
            file: "t"
        )
        #expect(file.diagnostics.count == 1)
        #expect(file.sections.first?.assignments.last?.value.text == "2")
    }

    @Test("a file that is too large is not read")
    func tooLarge() {
        let file = Lexer.lex(Array(repeating: 0x0A, count: Lexer.maximumBytes + 1), file: "t")
        #expect(file.diagnostics.map(\.message) == ["the file is larger than 8 MiB"])
        #expect(Lexer.lex(Array(repeating: 0x0A, count: 1000), file: "t").diagnostics.isEmpty)
    }

    @Test("after a thousand errors the lexer says so and stops")
    func tooManyErrors() {
        let file = lex("[A]\n" + String(repeating: "x\n", count: 5000))
        #expect(file.diagnostics.count == Lexer.maximumErrors + 1)
        #expect(file.diagnostics.last?.message.hasPrefix("more than 1000 errors") == true)
    }
}
