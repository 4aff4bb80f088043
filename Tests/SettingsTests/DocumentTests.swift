// SPDX-License-Identifier: Apache-2.0
import Settings
import Testing

/// The generic part as the risk model uses it: keys that depend on the section's name.
@Suite struct DocumentTests {
    private static let weight = Key("Weight", .number(in: 0...1), isRequired: true, summary: "Its weight.")
    private static let control = ListKey("Control", .word, summary: "Its controls.")
    private static let schema = Schema([
        SectionKind("Model", .unnamed, keys: [weight.description], summary: "The model."),
        SectionKind(
            "Check",
            .named(example: "tls.old"),
            keys: [weight.description, control.description],
            keysByName: { name in
                name == "certificate.expires-soon"
                    ? [Key("Soon", .fraction, summary: "Share.").description] : []
            },
            summary: "A check."
        ),
    ])

    private func stack(_ texts: String...) -> FileStack {
        let files = texts.enumerated().map { Lexer.lex(Array($1.utf8), file: "f\($0)", index: $0) }
        return FileStack(files[0], dropIns: Array(files.dropFirst()))
    }

    private func values(_ document: Document, _ key: KeyDescription) -> [[String]] {
        document.sections.map { $0.values(of: key).map(\.text) }
    }

    @Test("a drop-in overrides single values and adds to lists")
    func dropIns() {
        let document = Document(
            [
                stack(
                    "[Check a]\nWeight=0.1\nControl=x\n",
                    "[Check a]\nWeight=0.2\nControl=y\n[Check b]\nWeight=1\n"
                )
            ],
            schema: Self.schema
        )
        #expect(document.diagnostics.isEmpty)
        #expect(document.sections.map(\.title) == ["[Check a]", "[Check b]"])
        #expect(values(document, Self.weight.description) == [["0.2"], ["1"]])
        #expect(values(document, Self.control.description) == [["x", "y"], []])
        #expect(document.sections[0].header.description == "f0:1")
        #expect(document.sections[0].values(of: Self.weight.description).first?.span.description == "f1:2")
    }

    @Test("an empty assignment takes back what stood before it")
    func reset() {
        let document = Document(
            [stack("[Check a]\nWeight=0.1\nControl=x\n", "[Check a]\nWeight=\nControl=\nControl=z\n")],
            schema: Self.schema
        )
        #expect(document.diagnostics.isEmpty)
        #expect(values(document, Self.weight.description) == [[]])
        #expect(values(document, Self.control.description) == [["z"]])
    }

    @Test("a list may be repeated in one section, another key may not")
    func repetition() {
        let document = Document(
            [stack("[Check a]\nControl=x\nControl=y\nWeight=0\nWeight=1\n")],
            schema: Self.schema
        )
        #expect(
            document.diagnostics.map(\.summary) == ["f0:5:1: error: 'Weight' is set twice; first at f0:4"]
        )
        #expect(values(document, Self.weight.description) == [["0"]])
    }

    @Test("the same section in two stacks is an error, and the first one stands")
    func siblings() {
        let document = Document(
            [stack("[Check a]\nWeight=0\n"), stack("[Check a]\nWeight=1\n")],
            schema: Self.schema
        )
        #expect(document.diagnostics.map(\.message) == ["[Check a] is defined twice; first at f0:1"])
        #expect(values(document, Self.weight.description) == [["0"]])
    }

    @Test("a drop-in may not define a section twice either")
    func twiceInDropIn() {
        let document = Document([stack("[Check a]\n", "[Check a]\n[Check a]\n")], schema: Self.schema)
        #expect(
            document.diagnostics.map(\.summary) == [
                "f1:2:1: error: [Check a] is defined twice; first at f0:1"
            ]
        )
    }

    @Test("keys can depend on the name of their section")
    func keysByName() {
        let text = "[Check certificate.expires-soon]\nSoon=0.3\n[Check tls.old]\nSoon=0.3\n"
        let document = Document([stack(text)], schema: Self.schema)
        #expect(document.diagnostics.map(\.summary) == ["f0:4:1: error: unknown key 'Soon' in [Check]"])
    }

    @Test("an unnamed section that no file has is there without values")
    func absent() {
        let file = stack("")
        let document = Document([file], schema: Self.schema)
        let section = document.section(of: Self.schema.kinds[0], in: file.main.source)
        #expect(section.title == "[Model]")
        var reader = SectionReader(section)
        #expect(reader.take(Self.weight) == nil)
        #expect(reader.diagnostics.map(\.summary) == ["f0: error: [Model] lacks the required key Weight"])
    }

    @Test("a wrong value falls back to the standard, is reported, and is shown as written")
    func wrongValue() {
        let document = Document([stack("[Check a]\nWeight=2\n")], schema: Self.schema)
        var reader = SectionReader(document.sections[0])
        #expect(reader.take(Self.weight, or: 0.5) == 0.5)
        #expect(reader.diagnostics.map(\.message) == ["Weight: expected a number from 0 to 1, found '2'"])
        #expect(reader.settings.map(\.value) == ["2"])
        #expect(reader.settings.map(\.origin.description) == ["f0:2"])
    }

    @Test("a value that no file sets is the standard, and says so")
    func standardValue() {
        let document = Document([stack("[Check a]\n")], schema: Self.schema)
        var reader = SectionReader(document.sections[0])
        #expect(reader.take(Self.weight, or: 0.5) == 0.5)
        #expect(reader.take(Self.control, or: ["none"]) == ["none"])
        #expect(reader.diagnostics.isEmpty)
        #expect(
            reader.settings.map { "\($0.key)=\($0.value) \($0.origin)" } == [
                "Weight=0.5 default", "Control=none default",
            ]
        )
    }
}
