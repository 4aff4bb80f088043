// SPDX-License-Identifier: Apache-2.0
import Transport

/// Says something, then gathers what comes until there are `wanted` bytes.
struct Gatherer: DialogueMachine {
    struct Outcome: Hashable, Sendable {
        var bytes: [UInt8] = []
        var end: StreamEnd?
    }

    var hello: [UInt8] = Array("hello".utf8)
    var wanted = Int.max
    var result = Outcome()

    mutating func start() -> [UInt8] { hello }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        result.bytes += bytes
        return result.bytes.count >= wanted ? .finish : .wait
    }

    mutating func ended(_ end: StreamEnd) { result.end = end }

    func outcome() -> Outcome { result }
}

/// Answers each piece until it has seen `rounds` of them, the last time with a goodbye.
struct PingPong: DialogueMachine {
    var rounds: Int
    var seen = 0
    var end: StreamEnd?

    mutating func start() -> [UInt8] { [0] }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        seen += 1
        return seen < rounds ? .send([UInt8(truncatingIfNeeded: seen)]) : .sendAndFinish([255])
    }

    mutating func ended(_ end: StreamEnd) { self.end = end }

    func outcome() -> Int { seen }
}
