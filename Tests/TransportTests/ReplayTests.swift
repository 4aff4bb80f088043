// SPDX-License-Identifier: Apache-2.0
import Testing
import Transport

@Suite struct ReplayTests {
    let transcript = Transcript(
        entries: [.client(Array("hello".utf8)), .server([1, 2, 3]), .client([9]), .server([4, 5])],
        end: .reset
    )

    @Test(arguments: [1, 2, 3, Int.max])
    func serverBytesArriveInOrderHoweverTheyAreCut(cut: Int) {
        let played = replay(Gatherer(), transcript, cut: cut)
        #expect(played.outcome == .init(bytes: [1, 2, 3, 4, 5], end: .reset))
        #expect(played.sent == [Array("hello".utf8)])
        #expect(!played.isFinished)
    }

    @Test func nothingIsPlayedToAMachineThatFinished() {
        let played = replay(Gatherer(wanted: 2), transcript, cut: 1)
        #expect(played.outcome == .init(bytes: [1, 2], end: nil))
        #expect(played.isFinished)
        let rounds = replay(PingPong(rounds: 2), transcript)
        #expect(rounds.sent == [[0], [1], [255]])
    }

    @Test func recordingThatTheClientClosedEndsInOrder() {
        let played = replay(Gatherer(), Transcript(entries: [.server([1])], end: nil))
        #expect(played.outcome.end == .closed)
    }
}
