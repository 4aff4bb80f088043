// SPDX-License-Identifier: Apache-2.0
import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Service

/// What is said over the control socket, and how requests meet the schedule.
struct ControlTests {
    @Test func requestsAndAnswersComeBackAsTheyWereSaid() throws {
        for despite in Despite.allCases {
            let request = ControlRequest(.assess, despite: despite)
            let line = try request.line
            #expect(line.last == 0x0A && line.count < ControlRequest.longestLine)
            #expect(ControlRequest(line: line.dropLast()) == request)
        }
        var answer = ControlAnswer(.held, reason: "quiet hours")
        answer.until = Date(timeIntervalSince1970: 1_795_000_000)
        #expect(ControlAnswer(line: try answer.line.dropLast()) == answer)
    }

    @Test(
        "what is no request is none",
        arguments: [
            "", "{", "[]", "null", "assess", #"{"format":"chancery.control/1"}"#,
            #"{"format":"chancery.control/2","verb":"assess","despite":"nothing"}"#,
            #"{"format":"chancery.control/1","verb":"stop","despite":"nothing"}"#,
            #"{"format":"chancery.control/1","verb":"assess","despite":"all"}"#,
            #"{"format":"chancery.control/1","verb":"assess","despite":"nothing","x":""#
                + String(repeating: "a", count: 1024) + #""}"#,
        ]
    )
    func refused(_ text: String) { #expect(ControlRequest(line: Data(text.utf8)) == nil) }

    @Test("answers are put together however they arrive", arguments: 1...5)
    func pieces(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let said = (0..<20).map { number in
            var answer = ControlAnswer(.progress, reason: "é \(number)")
            answer.finished = number
            return answer
        }
        var bytes = try said.reduce(Data()) { try $0 + $1.line }
        var lines = AnswerLines()
        var heard: [ControlAnswer] = []
        while !bytes.isEmpty {
            let count = min(bytes.count, Int.random(in: 1...90, using: &generator))
            heard += try lines.take(Data(bytes.prefix(count)))
            bytes = Data(bytes.dropFirst(count))
        }
        #expect(heard == said)
        #expect(throws: ControlClient.Trouble.brokenOff) {
            try lines.take(Data(repeating: 0x20, count: ControlAnswer.longestLine))
        }
    }

    private func kinds(_ answers: AsyncStream<ControlAnswer>) async -> [ControlAnswer.Kind] {
        var kinds: [ControlAnswer.Kind] = []
        for await answer in answers { kinds.append(answer.kind) }
        return kinds
    }

    @Test func whoAsksWhileNothingRunsGetsACycleAndASecondAskerTheSameOne() async {
        let desk = ControlDesk()
        let first = await desk.ask(despite: .nothing, configuration: 0)
        let second = await desk.ask(despite: .quietHours, configuration: 0)
        #expect(first.merged == nil && second.merged != nil)
        #expect(await desk.isAsked)
        #expect(await desk.despite == .quietHours)
        await desk.begin(isWhole: true, configuration: 0, at: Date())
        #expect(await !desk.isAsked)
        await desk.progress(1, of: 2, "www")
        await desk.end(ControlAnswer(.closed))
        #expect(await kinds(first.answers) == [.accepted, .progress, .closed])
        #expect(await kinds(second.answers) == [.merged, .progress, .closed])
        #expect(await desk.despite == .nothing)
    }

    @Test func aRequestJoinsAWholeCycleOfTheSameConfigurationOnly() async {
        for (isWhole, configuration, joins) in [(true, 3, true), (false, 3, false), (true, 2, false)] {
            let desk = ControlDesk()
            await desk.begin(isWhole: isWhole, configuration: configuration, at: Date())
            let asked = await desk.ask(despite: .nothing, configuration: 3)
            #expect((asked.merged != nil) == joins)
            #expect(await desk.isAsked == !joins)
            await desk.end(ControlAnswer(.closed))
            #expect(await desk.isAsked == !joins)
            await desk.close()
            #expect(await kinds(asked.answers) == (joins ? [.merged, .closed] : [.accepted, .failed]))
        }
    }

    @Test func whoAsksWhenAllIsMeasuredGetsAnotherCycle() async {
        let desk = ControlDesk()
        await desk.begin(isWhole: true, configuration: 0, at: Date())
        await desk.measured()
        let asked = await desk.ask(despite: .nothing, configuration: 0)
        await desk.end(ControlAnswer(.closed))
        #expect(asked.merged == nil)
        #expect(await desk.isAsked)
        await desk.begin(isWhole: true, configuration: 0, at: Date())
        await desk.end(ControlAnswer(.closed))
        #expect(await kinds(asked.answers) == [.accepted, .closed])
    }

    @Test func whoWaitsWhenQuietHoursBeginIsTurnedAwayAndNobodyElse() async {
        let desk = ControlDesk()
        await desk.begin(isWhole: true, configuration: 0, at: Date())
        let joined = await desk.ask(despite: .nothing, configuration: 0)
        let waiting = await desk.ask(despite: .quietHours, configuration: 1)
        await desk.turnAway(.held(Hold(reason: .blackout, until: Date())))
        #expect(await !desk.isAsked)
        #expect(await kinds(waiting.answers) == [.accepted, .held])
        await desk.end(ControlAnswer(.closed))
        #expect(await kinds(joined.answers) == [.merged, .closed])
        #expect(await desk.despite == .nothing)
    }

    @Test func aSleepIsEndedByARequestAndByTime() async throws {
        let desk = ControlDesk()
        try await desk.sleep {}
        let sleeping = Task { try await desk.sleep { try await Task.sleep(for: .seconds(600)) } }
        // The request may come before the sleep has begun, which must end it all the same.
        let asked = await desk.ask(despite: .nothing, configuration: 0)
        try await sleeping.value
        await desk.close()
        #expect(await kinds(asked.answers) == [.accepted, .failed])
    }

    @Test func aStopEndsASleep() async {
        let desk = ControlDesk()
        let began = ContinuousClock.now
        let sleeping = Task { try await desk.sleep { try await Task.sleep(for: .seconds(600)) } }
        sleeping.cancel()
        _ = await sleeping.result
        #expect(ContinuousClock.now - began < .seconds(60))
    }
}
