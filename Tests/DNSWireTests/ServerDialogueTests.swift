// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Testing

struct ServerDialogueTests {
    private func question() throws -> ServerQuestion {
        ServerQuestion(try #require(DNSName("mfa.example")), .soa)
    }

    private func reply(
        _ question: ServerQuestion,
        id: UInt16 = 9,
        _ change: (inout DNSMessage) -> Void = { _ in }
    ) throws -> [UInt8] {
        var message = DNSMessage(id: id, questions: [question.question])
        message.isReply = true
        message.isAuthoritative = true
        message.edns = EDNS()
        change(&message)
        return try message.encoded()
    }

    private func framed(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }

    @Test func aDatagramAnswersAtOnce() throws {
        let question = try question()
        var dialogue = ServerDialogue(question, id: 9)
        guard case .sendDatagram(let sent) = dialogue.start() else { return }
        #expect(try DNSMessage(sent).edns?.datagramSize == 1232)
        guard case .finish(.reply(let message, .udp, true)) = dialogue.receiveDatagram(try reply(question))
        else {
            Issue.record("no reply")
            return
        }
        #expect(message.isAuthoritative)
    }

    @Test func whatAnswersSomethingElseIsPassedOver() throws {
        let question = try question()
        var other = question
        other.question = DNSQuestion(name: try #require(DNSName("other.example")), type: .soa)
        var dialogue = ServerDialogue(question, id: 9)
        _ = dialogue.start()
        #expect(dialogue.receiveDatagram(try reply(question, id: 8)) == .wait)
        #expect(dialogue.receiveDatagram(try reply(other)) == .wait)
        #expect(dialogue.receiveDatagram(try reply(question) { $0.isReply = false }) == .wait)
        #expect(dialogue.receiveDatagram([0, 9]) == .wait)
        guard case .finish(.reply) = dialogue.receiveDatagram(try reply(question)) else {
            Issue.record("no reply")
            return
        }
    }

    @Test func strangersWithoutEndEndIt() throws {
        var dialogue = ServerDialogue(try question(), id: 9)
        _ = dialogue.start()
        var last = ServerDialogue.Step.wait
        for _ in 0...64 where last == .wait { last = dialogue.receiveDatagram([1, 2, 3]) }
        #expect(last == .finish(.unreadable("flags is cut short")))
    }

    @Test func aTruncatedDatagramLeadsToTheStreamInAnyPortions() throws {
        let question = try question()
        for portion in [1, 2, 3, 1000] {
            var dialogue = ServerDialogue(question, id: 9)
            _ = dialogue.start()
            guard
                case .sendStream(let sent) = dialogue.receiveDatagram(
                    try reply(question) { $0.isTruncated = true }
                )
            else {
                Issue.record("no stream")
                return
            }
            #expect(Int(sent[0]) << 8 | Int(sent[1]) == sent.count - 2)
            var rest = framed(try reply(question))[...]
            var step = ServerDialogue.Step.wait
            while !rest.isEmpty {
                #expect(step == .wait)
                step = dialogue.receiveStream(Array(rest.prefix(portion)))
                rest = rest.dropFirst(portion)
            }
            guard case .finish(.reply(_, .tcp, true)) = step else {
                Issue.record("\(step)")
                return
            }
        }
    }

    @Test func aServerThatLiesAboutTruncationEndsIt() throws {
        var question = try question()
        question.isOverTCP = true
        var dialogue = ServerDialogue(question, id: 9)
        _ = dialogue.start()
        let lie = framed(try reply(question) { $0.isTruncated = true })
        #expect(dialogue.receiveStream(lie) == .finish(.unreadable("cut short over TCP, too")))
    }

    @Test func withoutEDNSItAsksOnceMore() throws {
        let question = try question()
        var dialogue = ServerDialogue(question, id: 9)
        _ = dialogue.start()
        let refusal = try reply(question) {
            $0.edns = nil
            $0.code = .formatError
            $0.questions = []
        }
        guard case .sendDatagram(let again) = dialogue.receiveDatagram(refusal) else {
            Issue.record("it did not ask again")
            return
        }
        #expect(try DNSMessage(again).edns == nil)
        guard
            case .finish(.reply(let message, .udp, understandsEDNS: false)) = dialogue.receiveDatagram(
                refusal
            )
        else {
            Issue.record("no end")
            return
        }
        #expect(message.code == .formatError)
    }

    @Test func silenceEndsAfterTheLastAttempt() throws {
        var dialogue = ServerDialogue(try question(), id: 9)
        _ = dialogue.start()
        guard case .sendDatagram = dialogue.attemptTimedOut() else {
            Issue.record("no second attempt")
            return
        }
        #expect(dialogue.attemptTimedOut() == .finish(.silence))
    }

    @Test func aStreamThatBreaksSaysWhy() throws {
        var question = try question()
        question.isOverTCP = true
        var dialogue = ServerDialogue(question, id: 9)
        guard case .sendStream = dialogue.start() else {
            Issue.record("no stream")
            return
        }
        #expect(dialogue.receiveStream([0]) == .wait)
        #expect(dialogue.streamEnded("closed") == .finish(.noStream("closed")))
    }
}
