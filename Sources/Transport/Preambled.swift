// SPDX-License-Identifier: Apache-2.0
package import Preambles

/// Holds a service's preamble and hands the connection over to another machine where TLS begins.
///
/// What the peer says after its acceptance is the inner machine's, whether it came before our first byte of TLS
/// or after it: segment borders do not tell, and plain text is no TLS in either case.
package struct Preambled<Inner: DialogueMachine & ~Copyable>: DialogueMachine, ~Copyable {
    package enum Outcome: Sendable {
        /// The preamble ended in TLS, or there was none.
        case reached(Inner.Outcome)
        case stopped(PreambleEnd)
        /// The peer or a limit ended the preamble; `awaited` is what the peer owed.
        case cutOff(StreamEnd, awaited: String)
    }

    private var inner: Inner
    /// False where the connection ends at the acceptance.
    private let handsOver: Bool
    /// Nil once TLS has begun.
    private var preamble: PreambleSession?
    private var stopped: PreambleEnd?
    private var cut: StreamEnd?

    /// Without a preamble, the inner machine has the connection from its first byte.
    package init(_ inner: consuming Inner, after preamble: PreambleSession?, handsOver: Bool = true) {
        self.inner = inner
        self.handsOver = handsOver
        self.preamble = preamble
    }

    package mutating func start() -> [UInt8] { preamble?.opening ?? inner.start() }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        guard let step = preamble?.receive(bytes) else { return inner.receive(bytes) }
        switch step.end {
        case nil: return step.output.isEmpty ? .wait : .send(step.output)
        case .accepted?:
            let rest = preamble?.takeRemainder() ?? []
            preamble = nil
            return begin(after: step.output, with: rest)
        case let end?:
            stopped = end
            return step.output.isEmpty ? .finish : .sendAndFinish(step.output)
        }
    }

    /// The last bytes of the preamble and the first of TLS go out together.
    private mutating func begin(after request: [UInt8], with rest: [UInt8]) -> DialogueStep {
        guard handsOver else { return request.isEmpty ? .finish : .sendAndFinish(request) }
        let first = request + inner.start()
        guard !rest.isEmpty else { return first.isEmpty ? .wait : .send(first) }
        switch inner.receive(rest) {
        case .wait: return first.isEmpty ? .wait : .send(first)
        case .send(let more): return .send(first + more)
        case .sendAndFinish(let last): return .sendAndFinish(first + last)
        case .finish: return first.isEmpty ? .finish : .sendAndFinish(first)
        }
    }

    package mutating func ended(_ end: StreamEnd) {
        if preamble == nil { inner.ended(end) } else { cut = end }
    }

    package func outcome() -> Outcome {
        if let stopped { return .stopped(stopped) }
        guard let preamble else { return .reached(inner.outcome()) }
        return .cutOff(cut ?? .closed, awaited: preamble.awaited)
    }

    package var isGreeting: Bool { preamble != nil || inner.isGreeting }

    package var patience: Duration? { preamble == nil ? inner.patience : nil }

    package func sign(after end: StreamEnd?) -> PeerSign {
        switch stopped {
        case .postponed?: return .temporaryFailure
        case .accepted?, .absent?, .refused?, .failed?: return .answered
        case nil: break
        }
        guard preamble != nil else { return inner.sign(after: end) }
        // Who hangs up before the greeting is through turns callers away.
        return end == .closed ? .temporaryFailure : PeerSign(end)
    }
}

/// Says nothing and waits for nothing, for a preamble that is held for its own sake.
package struct Doorstep: DialogueMachine {
    package init() {}

    package mutating func start() -> [UInt8] { [] }
    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep { .finish }
    package mutating func ended(_ end: StreamEnd) {}
    package func outcome() {}
}
