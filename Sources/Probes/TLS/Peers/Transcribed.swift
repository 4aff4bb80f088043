// SPDX-License-Identifier: Apache-2.0
internal import Transport

/// A machine whose bytes, both ways, are kept beside its outcome.
struct Transcribed<Machine: DialogueMachine & ~Copyable>: DialogueMachine, ~Copyable {
    struct Outcome: Sendable {
        let value: Machine.Outcome
        let bytes: [UInt8]
    }

    private var machine: Machine
    private var bytes: [UInt8] = []

    init(_ machine: consuming Machine) { self.machine = machine }

    mutating func start() -> [UInt8] {
        let first = machine.start()
        bytes += first
        return first
    }

    mutating func receive(_ received: [UInt8]) -> DialogueStep {
        bytes += received
        let step = machine.receive(received)
        switch step {
        case .send(let sent), .sendAndFinish(let sent): bytes += sent
        case .wait, .finish: break
        }
        return step
    }

    mutating func ended(_ end: Transport.StreamEnd) { machine.ended(end) }

    func outcome() -> Outcome { Outcome(value: machine.outcome(), bytes: bytes) }

    var isGreeting: Bool { machine.isGreeting }

    var patience: Duration? { machine.patience }

    func sign(after end: Transport.StreamEnd?) -> PeerSign { machine.sign(after: end) }
}
