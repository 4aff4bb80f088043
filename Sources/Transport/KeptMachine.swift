// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// A machine that outlives the connection it is driven over, for another one where the first came to nothing.
package final class KeptMachine<Machine: DialogueMachine & ~Copyable>: Sendable {
    fileprivate let machine: Mutex<Machine>

    package init(_ machine: consuming Machine) { self.machine = Mutex(machine) }
}

/// Drives a kept machine.
package struct LentMachine<Machine: DialogueMachine & ~Copyable>: DialogueMachine {
    private let kept: KeptMachine<Machine>

    package init(_ kept: KeptMachine<Machine>) { self.kept = kept }

    package mutating func start() -> [UInt8] { kept.machine.withLock { $0.start() } }

    package mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        kept.machine.withLock { $0.receive(bytes) }
    }

    package mutating func ended(_ end: StreamEnd) { kept.machine.withLock { $0.ended(end) } }

    package func outcome() -> Machine.Outcome { kept.machine.withLock { $0.outcome() } }

    package var isGreeting: Bool { kept.machine.withLock { $0.isGreeting } }

    package var patience: Duration? { kept.machine.withLock { $0.patience } }

    package func sign(after end: StreamEnd?) -> PeerSign { kept.machine.withLock { $0.sign(after: end) } }
}
