// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import Resolver

struct AnswerCacheTests {
    /// Counts its questions, and holds each answer back for a while.
    private final class Source: Resolving {
        private let asked = Mutex<[String]>([])
        private let script: @Sendable (Int) -> DNSAnswer

        init(_ script: @escaping @Sendable (Int) -> DNSAnswer) { self.script = script }

        var questions: [String] { asked.withLock { $0 } }

        func records(of name: String, type: UInt16) async -> DNSAnswer {
            let before = asked.withLock { list in
                defer { list.append("\(name) \(type)") }
                return list.count
            }
            try? await Task.sleep(for: .milliseconds(50))
            return script(before)
        }
    }

    @Test func oneAnswerServesAllWhoAskTheSame() async {
        let source = Source { _ in DNSAnswer(.found, records: [[1]]) }
        let cache = AnswerCache(source)
        await withTaskGroup(of: DNSAnswer.self) { group in
            for index in 0..<100 {
                let name = index.isMultiple(of: 2) ? "MFA.example" : "mfa.example"
                group.addTask { await cache.records(of: name, type: 16) }
            }
            for await answer in group { #expect(answer.records == [[1]]) }
        }
        #expect(source.questions == ["mfa.example 16"])
        #expect(await cache.questions == 1)
    }

    @Test func anotherTypeIsAnotherQuestion() async {
        let source = Source { DNSAnswer(.found, records: [[UInt8($0)]]) }
        let cache = AnswerCache(source)
        #expect(await cache.records(of: "mfa.example", type: 1).records == [[0]])
        #expect(await cache.records(of: "mfa.example", type: 28).records == [[1]])
        #expect(await cache.records(of: "mfa.example", type: 1).records == [[0]])
        #expect(source.questions.count == 2)
    }

    @Test func failuresAreKeptTooAndCancelledQuestionsAreNot() async {
        let source = Source { DNSAnswer($0 == 0 ? .cancelled : .timedOut) }
        let cache = AnswerCache(source)
        #expect(await cache.records(of: "mfa.example", type: 1).outcome == .cancelled)
        #expect(await cache.records(of: "mfa.example", type: 1).outcome == .timedOut)
        #expect(await cache.records(of: "mfa.example", type: 1).outcome == .timedOut)
        #expect(source.questions.count == 2)
    }

    /// Who asked first is cancelled; others still wait for the same answer.
    @Test func aCancelledAskerTakesNoAnswerFromOthers() async {
        let source = Source { _ in DNSAnswer(.found, records: [[7]]) }
        let cache = AnswerCache(source)
        let first = Task { await cache.records(of: "mfa.example", type: 1) }
        let second = Task { await cache.records(of: "mfa.example", type: 1) }
        first.cancel()
        #expect(await second.value.records == [[7]])
        #expect(source.questions.count == 1)
    }
}
