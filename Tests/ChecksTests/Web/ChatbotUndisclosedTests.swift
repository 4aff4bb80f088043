// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ChatbotUndisclosedTests {
    private let machine = ChatPrograms.Program(name: "Botpress", isMachine: true)
    private let either = ChatPrograms.Program(name: "Tawk.to", isMachine: nil)

    private func verdict(_ chat: ChatPrograms, page: PageResponse = .sound()) throws -> Verdict {
        try Scene.page(page, chat).verdict(of: ChatbotUndisclosed.self)
    }

    @Test func aMachineThatSaysSoPasses() throws {
        #expect(try verdict(ChatPrograms(programs: [machine], disclosures: ["chatbot"])) == .pass)
        #expect(try verdict(ChatPrograms(programs: [either], disclosures: ["chatbot"])) == .pass)
    }

    @Test func aMachineThatDoesNotFails() throws {
        let verdict = try verdict(ChatPrograms(programs: [either, machine], unreadScripts: 3))
        #expect(verdict.level == "undisclosed" && verdict.seen == "Botpress")
    }

    @Test func whatIsNotSeenIsUnknown() throws {
        #expect(try verdict(ChatPrograms(programs: [machine], gap: "cut")).state == .unknown)
        #expect(try verdict(ChatPrograms(programs: [either])).state == .unknown)
        #expect(try verdict(ChatPrograms(unreadScripts: 1)).state == .unknown)
        #expect(try verdict(ChatPrograms(), page: .sound(status: 503)).state == .unknown)
        let silent = try Scene.page(.sound()).missing(Question(ChatPrograms.self))
        #expect(try silent.verdict(of: ChatbotUndisclosed.self) == .unknown(because: Scene.silence))
    }

    @Test func withoutAProgramItDoesNotApply() throws {
        #expect(try verdict(ChatPrograms()).state == .notApplicable)
        #expect(
            try verdict(ChatPrograms(), page: .sound(leadsTo: "https://a.example/")).state == .notApplicable
        )
    }
}
