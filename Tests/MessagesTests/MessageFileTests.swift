// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Messages

@Suite("Message files")
struct MessageFileTests {
    private static let header = "msgid \"\"\nmsgstr \"Language: fr\\n\"\n"

    @Test("messages are read with their escapes and the lines that go on")
    func reading() throws {
        let file = try MessageFile(
            Array(
                """
                # A comment.
                msgid ""
                msgstr ""
                "Project-Id-Version: x\\n"
                "Language: pt_BR\\n"

                #: index.mustache
                msgid "Findings"
                msgstr "Achados"
                msgid "from {{low}} "
                "to {{high}}"
                msgstr "de {{low}} "
                "a \\"{{high}}\\"\\\\"
                msgid "Not translated"
                msgstr ""
                """.utf8
            )
        )
        #expect(file.messages.language == "pt-BR")
        #expect(file.messages.text("Findings") == "Achados")
        #expect(file.messages.text("from {{low}} to {{high}}") == "de {{low}} a \"{{high}}\"\\")
        #expect(file.messages.text("Not translated") == "Not translated")
        #expect(file.messages.text("Unknown to the file") == "Unknown to the file")
        #expect(file.known == ["Findings", "from {{low}} to {{high}}", "Not translated"])
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("msgid \"a\"\nmsgstr \"b\"\n", 1, "states no Language"),
            (header + "msgstr \"b\"\n", 3, "msgstr without a msgid"),
            (header + "msgid \"a\"\nmsgid \"b\"\n", 3, "msgid without a msgstr"),
            (header + "msgid \"a\"\n", 3, "msgid without a msgstr"),
            ("\"a\"\n", 1, "text before the first msgid"),
            (header + "msgid \"a\"\nmsgstr \"b\"\nmsgid \"a\"\nmsgstr \"c\"\n", 5, "twice"),
            (header + "msgid \"{{n}} left\"\nmsgstr \"reste\"\n", 3, "same values: {{n}}"),
            (header + "msgid \"left\"\nmsgstr \"{{n}}\"\n", 3, "same values: none"),
            (header + "msgid a\n", 3, "between quotation marks"),
            (header + "msgid \"a\nmsgstr \"b\"\n", 3, "between quotation marks"),
            (header + "msgid \"a\\q\"\n", 3, "no escape"),
            (header + "msgid \"a\"b\"\n", 3, "a quotation mark inside"),
            (header + "msgid \"a\\\"\n", 3, "must end in a quotation mark"),
            (header + "msgctxt \"menu\"\n", 3, "'msgctxt' is not known here"),
            ("msgid \"\"\nmsgstr \"Language: ../../x\\n\"\n", 1, "states no Language"),
        ] as [(String, Int, String)]
    )
    func faults(text: String, line: Int, message: String) {
        let fault = #expect(throws: MessageFile.Fault.self) { try MessageFile(Array(text.utf8)) }
        #expect(fault?.line == line)
        #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    }

    @Test("bytes that are no UTF-8, and files without end, are refused")
    func bytes() {
        #expect(throws: MessageFile.Fault(line: 1, message: "not in UTF-8")) { try MessageFile([0xFF]) }
        let long = [UInt8](repeating: UInt8(ascii: "#"), count: MessageFile.longest + 1)
        #expect(throws: MessageFile.Fault.self) { try MessageFile(long) }
    }

    @Test("the script of a language decides which way pages run")
    func direction() {
        for (tag, isRightToLeft) in [
            ("ar", true), ("fa-IR", true), ("he", true), ("ur", true), ("fr", false), ("az", false),
            ("ku-Latn", false), ("en", false),
        ] {
            #expect(Messages(language: tag, table: [:]).isRightToLeft == isRightToLeft, "\(tag)")
        }
    }
}
