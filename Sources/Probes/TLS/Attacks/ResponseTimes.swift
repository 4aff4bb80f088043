// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Transport

/// How long a peer took for its answers, so that its silence need not be waited for longer than makes sense.
final class ResponseTimes: Sendable {
    /// By how much an answer may be slower than the slowest before it.
    private static let factor = 4
    /// No silence shorter than this counts.
    private static let least = Duration.seconds(1)

    private let slowest = Mutex<Duration?>(nil)

    /// Nil is no answer.
    func note(_ time: Duration?) {
        guard let time else { return }
        slowest.withLock { $0 = max($0 ?? .zero, time) }
    }

    /// How long to wait for what may never come; nil where nothing was answered yet.
    var patience: Duration? { slowest.withLock { $0 }.map { max(Self.least, $0 * Self.factor) } }
}

/// A machine with the longest time that the peer took for an answer to what was sent after its first words.
///
/// How long those took tells nothing: a server of one connection at a time keeps its callers waiting.
struct TimedMachine<Machine: DialogueMachine & ~Copyable>: DialogueMachine, ~Copyable {
    struct Outcome: Sendable {
        let value: Machine.Outcome
        /// Between something sent and what came next; nil where nothing came.
        let longestWait: Duration?
    }

    private var machine: Machine
    private var sent: ContinuousClock.Instant?
    private var longestWait: Duration?

    init(_ machine: consuming Machine) { self.machine = machine }

    mutating func start() -> [UInt8] { machine.start() }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        note()
        let step = machine.receive(bytes)
        if case .send = step { sent = .now }
        return step
    }

    /// A close or a reset is an answer, too; the end of our patience is none.
    mutating func ended(_ end: Transport.StreamEnd) {
        if end == .closed || end == .reset { note() }
        machine.ended(end)
    }

    private mutating func note() {
        guard let sent else { return }
        longestWait = max(longestWait ?? .zero, sent.duration(to: .now))
        self.sent = nil
    }

    func outcome() -> Outcome { Outcome(value: machine.outcome(), longestWait: longestWait) }

    var isGreeting: Bool { machine.isGreeting }

    var patience: Duration? { machine.patience }

    func sign(after end: Transport.StreamEnd?) -> PeerSign { machine.sign(after: end) }
}
