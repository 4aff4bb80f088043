// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Model
import NIOCore
import NIOPosix
import Testing
import Transport

/// Questions to a name server over real sockets.
@Suite(.serialized) struct NameServerClientTests {
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    private static func reply(
        to query: DNSMessage,
        _ records: [RecordData] = [],
        change: (inout DNSMessage) -> Void = { _ in }
    ) -> DNSMessage {
        var message = DNSMessage(id: query.id, questions: query.questions)
        message.isReply = true
        message.isAuthoritative = true
        message.edns = EDNS()
        if let question = query.questions.first {
            message.answers = records.map {
                ResourceRecord(name: question.name, type: question.type, data: $0)
            }
        }
        change(&message)
        return message
    }

    private static func text(_ text: String) -> RecordData { .text([Array(text.utf8)]) }

    /// 60,000 bytes in strings of 250.
    private static let long = RecordData.text((0..<240).map { [UInt8](repeating: UInt8($0), count: 250) })

    private func ask(_ script: ScriptedNameServer.Script, patience: Duration = .seconds(2)) async throws
        -> (answer: ServerAnswer, datagrams: Int)
    {
        let server = try await ScriptedNameServer(script, on: Self.group)
        let budget = AddressBudget(limits: BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0))
        let client = NameServerClient(
            group: Self.group,
            dialer: Dialer(group: Self.group, budget: budget),
            port: server.port,
            patience: patience
        )
        let question = ServerQuestion(try #require(DNSName("mfa.example")), .txt)
        let answer = await client.ask(question, of: try #require(IPAddress("127.0.0.1")))
        return (answer, server.datagrams)
    }

    @Test func datagramsComeFromTheConfiguredAddress() async throws {
        let server = try await ScriptedNameServer(
            .init(datagrams: { query, _ in [Self.reply(to: query, [Self.text("one")])] }),
            on: Self.group
        )
        let budget = AddressBudget(limits: BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0))
        let source = try #require(IPAddress("127.0.0.2"))
        let client = NameServerClient(
            group: Self.group,
            dialer: Dialer(group: Self.group, budget: budget, sources: [source]),
            port: server.port
        )
        let question = ServerQuestion(try #require(DNSName("mfa.example")), .txt)
        let answer = await client.ask(question, of: try #require(IPAddress("127.0.0.1")))
        expect(Self.text("one"), by: .udp, in: answer)
        #expect(server.askers == ["127.0.0.2"])
    }

    private func expect(_ data: RecordData, by way: ServerAnswer.Way, in answer: ServerAnswer) {
        guard case .reply(let message, let found, true) = answer else {
            Issue.record("no reply: \(answer)")
            return
        }
        #expect(found == way)
        #expect(message.answers.map(\.data) == [data])
    }

    @Test func aDatagramIsAnsweredByOne() async throws {
        let seen = try await ask(
            .init(datagrams: { query, _ in [Self.reply(to: query, [Self.text("one")])] })
        )
        expect(Self.text("one"), by: .udp, in: seen.answer)
        #expect(seen.datagrams == 1)
    }

    @Test func whatWasCutIsAskedForOverTCP() async throws {
        let script = ScriptedNameServer.Script(
            datagrams: { query, _ in [Self.reply(to: query) { $0.isTruncated = true }] },
            stream: { Self.reply(to: $0, [Self.text("whole")]) }
        )
        let seen = try await ask(script)
        expect(Self.text("whole"), by: .tcp, in: seen.answer)
        #expect(seen.datagrams == 1)
    }

    @Test func sixtyKilobytesComeWhole() async throws {
        let script = ScriptedNameServer.Script(
            datagrams: { query, _ in [Self.reply(to: query) { $0.isTruncated = true }] },
            stream: { Self.reply(to: $0, [Self.long]) }
        )
        expect(Self.long, by: .tcp, in: try await ask(script).answer)
    }

    @Test func anAnswerWithAnotherNumberIsPassedOver() async throws {
        let script = ScriptedNameServer.Script(datagrams: { query, _ in
            [
                Self.reply(to: query, [Self.text("forged")]) { $0.id &+= 1 },
                Self.reply(to: query, [Self.text("right")]),
            ]
        })
        expect(Self.text("right"), by: .udp, in: try await ask(script).answer)
    }

    /// The answer to an earlier question comes when another is asked already.
    @Test func nothingButAnswersToOthersIsNoAnswer() async throws {
        let script = ScriptedNameServer.Script(datagrams: { query, _ in
            [Self.reply(to: query, [Self.text("late")]) { $0.id ^= 0x5555 }]
        })
        let seen = try await ask(script, patience: .milliseconds(200))
        if case .reply = seen.answer { Issue.record("a stranger was believed") }
    }

    @Test func aLostDatagramIsSentAgain() async throws {
        let script = ScriptedNameServer.Script(datagrams: { query, before in
            before == 0 ? [] : [Self.reply(to: query, [Self.text("second")])]
        })
        let seen = try await ask(script, patience: .milliseconds(300))
        expect(Self.text("second"), by: .udp, in: seen.answer)
        #expect(seen.datagrams == 2)
    }

    @Test func silenceIsSilenceAndEnds() async throws {
        let began = ContinuousClock.now
        let seen = try await ask(.init(datagrams: { _, _ in [] }), patience: .milliseconds(200))
        #expect(seen.answer == .silence)
        #expect(seen.datagrams == 2)
        #expect(began.duration(to: .now) < .seconds(10))
    }

    @Test func aServerWithoutTCPOrSilentThereIsNoNo() async throws {
        let cut: @Sendable (DNSMessage, Int) -> [DNSMessage] = { query, _ in
            [Self.reply(to: query) { $0.isTruncated = true }]
        }
        for stream in [nil, { (_: DNSMessage) -> DNSMessage? in nil }]
            as [(@Sendable (DNSMessage) -> DNSMessage?)?]
        {
            let seen = try await ask(.init(datagrams: cut, stream: stream), patience: .milliseconds(300))
            guard case .noStream = seen.answer else {
                Issue.record("\(seen.answer)")
                continue
            }
        }
    }
}
