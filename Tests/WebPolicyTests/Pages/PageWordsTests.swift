// SPDX-License-Identifier: Apache-2.0
import Testing
import WebPolicy

struct PageWordsTests {
    @Test(
        arguments: [
            ("See our Corrections page", ["corrections"]),
            ("erratum\n\t and  Fe de\nErratas", ["errata", "erratum", "fe de erratas"]),
            ("insurrections", []), ("NewsCorrections", ["corrections"]), ("声明更正", ["更正"]), ("", []),
            ("correction", []),
            ("Исправления и ОПРОВЕРЖЕНИЯ", ["исправления", "опровержения"]),
        ] as [(String, [String])]
    )
    func phrasesAreFoundWhateverStandsBeside(_ text: String, _ expected: [String]) {
        #expect(CorrectionWords.phrases.found(in: Array(text.utf8)) == expected)
    }

    @Test func bytesThatAreNoTextDoNoHarm() {
        #expect(PhraseList(["a", ""]).found(in: [0xFF, 0x61, 0xC3]) == ["a"])
        #expect(PhraseList([]).found(in: [0x61]) == [])
    }

    @Test(
        arguments: [
            ("/en/corrections", true), ("/errata.html", true), ("/Fact-Check/2026", true),
            ("/correctional", false),
            ("/", false), ("/a/corrections-of-2026", false),
        ]
    )
    func pathsLeadToCorrectionsByAWholePart(_ path: String, _ expected: Bool) {
        #expect(CorrectionWords.lead(path) == expected)
    }

    @Test func programsAreKnownByTheirHosts() {
        #expect(ChatProgram.loaded(from: "cdn.botpress.cloud")?.speaker == .machine)
        #expect(ChatProgram.loaded(from: "eu.cdn.botpress.cloud")?.name == "Botpress")
        #expect(ChatProgram.loaded(from: "embed.tawk.to")?.speaker == .either)
        #expect(ChatProgram.loaded(from: "notchatbase.co") == nil)
        #expect(ChatProgram.shown(by: "df-messenger")?.name == "Dialogflow Messenger")
        #expect(ChatProgram.shown(by: "div") == nil)
    }

    @Test(
        arguments: [
            ("I am a chatbot.", true), ("Je suis un assistant virtuel", true), ("Ask our staff", false),
            ("我是聊天机器人", true), ("Ich bin ein virtueller Assistent", true),
        ]
    )
    func disclosuresAreWords(_ text: String, _ expected: Bool) {
        #expect(ChatProgram.disclosures.found(in: Array(text.utf8)).isEmpty != expected)
    }
}
