// SPDX-License-Identifier: Apache-2.0

/// A recorded dialogue.
package struct Transcript: Hashable, Sendable {
    package enum Entry: Hashable, Sendable {
        case client([UInt8])
        case server([UInt8])
    }

    package let entries: [Entry]
    /// Nil where the client had what it wanted and closed.
    package let end: StreamEnd?

    package init(entries: [Entry], end: StreamEnd?) {
        self.entries = entries
        self.end = end
    }
}

/// What a machine did when a recording was played to it.
package struct Replay<Outcome: Sendable>: Sendable {
    package let outcome: Outcome
    /// What the machine sent, in order.
    package let sent: [[UInt8]]
    /// Whether the machine finished by itself before the recording ended.
    package let isFinished: Bool
}

/// Plays the server's part of a recording to a machine; what the machine sends is kept and not answered.
///
/// `cut` is the largest piece that is handed in at once; a machine's outcome must not depend on it.
/// A recording that the client closed ends like one that the server closed.
package func replay<M: DialogueMachine & ~Copyable>(
    _ machine: consuming M,
    _ transcript: Transcript,
    cut: Int = .max
) -> Replay<M.Outcome> {
    var machine = machine
    var sent: [[UInt8]] = []
    var isFinished = false
    let first = machine.start()
    if !first.isEmpty { sent.append(first) }
    playing: for case .server(let bytes) in transcript.entries {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(max(1, cut)))
            rest = rest.dropFirst(piece.count)
            switch machine.receive(piece) {
            case .wait: continue
            case .send(let answer): sent.append(answer)
            case .sendAndFinish(let answer):
                sent.append(answer)
                isFinished = true
            case .finish: isFinished = true
            }
            if isFinished { break playing }
        }
    }
    if !isFinished { machine.ended(transcript.end ?? .closed) }
    return Replay(outcome: machine.outcome(), sent: sent, isFinished: isFinished)
}
